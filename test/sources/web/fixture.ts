/** What do tests of the web read, and where does it go? A site on the loopback, a reader without waiting, a collection in memory. */
import type { IncomingMessage } from 'node:http';
import type { Article } from '../../../src/article/article.ts';
import { AppError } from '../../../src/article/errors.ts';
import { ExtractPool } from '../../../src/sources/html/extract-pool.ts';
import type { SourceFormat } from '../../../src/sources/recognise.ts';
import type { Skipped, SourceRecord } from '../../../src/sources/record.ts';
import { Ledger } from '../../../src/sources/web/ledger.ts';
import { openWeb } from '../../../src/sources/web/open.ts';
import { openReader, type WebReader, type WebReaderOptions } from '../../../src/sources/web/reader.ts';
import { type Sink, type Stored, take } from '../../../src/sources/web/take.ts';
import { type Loopback, loopback, waitless } from '../../fetching/servers.ts';

export const STORY =
  'Ice on the river, and more of it than anybody remembers, so that the ferries stay where they are. '
    .repeat(4)
    .trim();
export const page = (title: string, text = STORY) =>
  `<!DOCTYPE html><html lang="en"><head><title>${title}</title></head><body><main><article><h1>${title}</h1><p>${text}</p></article></main></body></html>`;

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}
export type Replies = (path: string, request: IncomingMessage) => Reply | string | Uint8Array | undefined;

/** What is undefined answers 404. An `etag` of a reply is compared as a server does. */
export function site(replies: Replies): Promise<Loopback> {
  return loopback((request, response) => {
    const found = replies(request.url ?? '', request) ?? { status: 404 };
    const reply: Reply = typeof found === 'string' || found instanceof Uint8Array ? { body: found } : found;
    const { status = 200, headers = {}, body = '' } = reply;
    const isSame = headers.etag !== undefined && request.headers['if-none-match'] === headers.etag;
    response.writeHead(isSame ? 304 : status, headers).end(isSame ? undefined : body);
  });
}

/** A collection: id → article. `failAt`: the number of the batch that is never acknowledged, as at a crash. */
export class Shelf implements Sink {
  readonly articles = new Map<string, Article>();
  readonly stores: number[] = [];

  constructor(public failAt = Number.POSITIVE_INFINITY) {}

  async store(records: readonly SourceRecord[]): Promise<readonly Stored[]> {
    if (this.stores.length + 1 === this.failAt) throw new Error('killed');
    this.stores.push(records.length);
    return records.map(({ index, id, result }): Stored => {
      if (result instanceof AppError) return { index, id, status: 'refused', error: result };
      const known = this.articles.get(result.id);
      this.articles.set(result.id, result);
      const isSame = known !== undefined && JSON.stringify(known) === JSON.stringify(result);
      return {
        index,
        id: result.id,
        status: known === undefined ? 'created' : isSame ? 'unchanged' : 'updated',
      };
    });
  }

  async remove(id: string): Promise<void> {
    this.articles.delete(id);
  }

  get titles(): string[] {
    return [...this.articles.values()].map(({ title }) => title).sort();
  }
}

export interface Told {
  readonly stored: Stored[];
  readonly same: string[];
  readonly skipped: Skipped[];
  readonly removed: string[];
  readonly notes: string[];
}

export interface ReadWeb {
  readonly ledger?: Ledger;
  readonly shelf?: Shelf;
  readonly format?: SourceFormat;
  readonly limit?: number;
  readonly options?: Partial<WebReaderOptions>;
  /** In ms, added to the time of day. */
  readonly later?: number;
}

/** Threads take long to start: one set for all tests of a file, ended with its process. */
const pool = new ExtractPool();

export function reader(url: string, notes: string[], options: Partial<WebReaderOptions> = {}): WebReader {
  return openReader({
    version: '9.9',
    url,
    allowPrivate: true,
    clock: waitless(),
    intervalMs: 0,
    pool,
    onNote: (note) => notes.push(note),
    ...options,
  });
}

/** One pass, as `npm run import` makes it; with `detectsGone` as `npm run follow` does. */
export async function readWeb(
  url: string,
  { ledger = Ledger.inMemory(), shelf = new Shelf(), format, limit, options = {}, later = 0 }: ReadWeb = {},
): Promise<Told & { readonly kind: string; readonly shelf: Shelf }> {
  const told: Told = { stored: [], same: [], skipped: [], removed: [], notes: [] };
  const clock = waitless();
  await clock.sleep(later);
  const one = reader(url, told.notes, { clock, ...options });
  try {
    const source = await openWeb(url, one.context, format, ledger);
    await take(source.pass(ledger), ledger, shelf, {
      removes: options.detectsGone ?? false,
      now: clock.now,
      limit,
      onStored: (results) => told.stored.push(...results),
      onSame: (key) => told.same.push(key),
      onSkip: (skipped) => told.skipped.push(skipped),
      onRemoved: (id) => told.removed.push(id),
    });
    return { ...told, kind: source.kind, shelf };
  } finally {
    await one.close();
  }
}
