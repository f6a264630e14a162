/** How does whoever reads the web begin and end? Fetcher, politeness and extraction put together, and where what is known lies. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '../../article/errors.ts';
import { canonicalUrl } from '../../article/url.ts';
import type { Clock } from '../../fetching/clock.ts';
import type { Connector, Resolve } from '../../fetching/connect.ts';
import { type Answer, Fetcher } from '../../fetching/fetcher.ts';
import { PoliteFetcher } from '../../fetching/polite.ts';
import { ExtractPool } from '../html/extract-pool.ts';
import type { Wanted } from '../wanted.ts';
import type { WebContext } from './context.ts';

export interface WebReaderOptions {
  /** Of this program. */
  readonly version: string;
  /** The address that is read: to its origin alone the credentials go. */
  readonly url: string;
  /** `NAME:PASSWORD`, of WordPress an application password. */
  readonly user?: string | undefined;
  /** Also this machine and private networks. Default: no. */
  readonly allowPrivate?: boolean | undefined;
  readonly wanted?: Wanted | undefined;
  readonly pages?: boolean | undefined;
  readonly detectsGone?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly clock?: Clock | undefined;
  readonly intervalMs?: number | undefined;
  readonly onNote?: ((text: string) => void) | undefined;
  /** Instead of threads of its own; whoever gives it closes it. */
  readonly pool?: ExtractPool | undefined;
  readonly resolve?: Resolve | undefined;
  readonly dial?: Connector | undefined;
}

export interface WebReader {
  readonly context: WebContext;
  /** Sends a form to a machine that is judged like any other; without the site's credentials. */
  post(url: string, form: URLSearchParams): Promise<Answer>;
  /** Ends connections and threads. */
  close(): Promise<void>;
}

export function openReader(options: WebReaderOptions): WebReader {
  const { version, url, user, allowPrivate, wanted = {}, pages = false, detectsGone = false } = options;
  const { signal, clock, intervalMs, onNote, resolve, dial } = options;
  const fetcher = new Fetcher({
    userAgent: `Kindred/${version} (reads articles for related-article boxes)`,
    allowPrivate,
    resolve,
    dial,
  });
  if (user !== undefined && !allowPrivate && new URL(url).protocol !== 'https:')
    throw new AppError('invalid', 'a password is sent over https only: give the https address of the site');
  const credentials =
    user === undefined
      ? undefined
      : {
          origin: new URL(url).origin,
          authorization: `Basic ${Buffer.from(user, 'utf8').toString('base64')}`,
        };
  const pool = options.pool ?? new ExtractPool();
  return {
    context: {
      fetcher: new PoliteFetcher(fetcher, { credentials, clock, intervalMs, onWait: onNote }),
      pool,
      wanted,
      pages,
      detectsGone,
      signal,
      now: () => clock?.now() ?? Date.now(),
      onNote,
    },
    post: (address, form) => fetcher.get(address, { form, signal }),
    async close() {
      if (options.pool === undefined) await pool.close();
      await fetcher.close();
    },
  };
}

/** `database`: whatever tells one database from another; what was read for one is not known to another. */
export function ledgerPath(dataDir: string, url: string, database: string): string {
  const host = new URL(url).hostname.replace(/[^a-z0-9.-]/gi, '_').slice(0, 80);
  const basis = `${canonicalUrl(url) ?? url}\n${database}`;
  const hash = createHash('sha256').update(basis).digest('hex').slice(0, 16);
  return join(dataDir, 'imports', `${host}-${hash}.ndjson`);
}
