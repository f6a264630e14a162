/** How does the collection keep in step with sites? A follower for each, into the database; hubs tell of changes where they can. */
import type { Database } from '../database/connect.ts';
import { ExtractPool } from '../sources/html/extract-pool.ts';
import { Subscriber } from '../sources/push/subscriber.ts';
import type { SourceFormat } from '../sources/recognise.ts';
import type { Wanted } from '../sources/wanted.ts';
import { knownHub } from '../sources/web/feed-source.ts';
import { type Following, type FollowState, startFollowing } from '../sources/web/follow.ts';
import { openWeb } from '../sources/web/open.ts';
import { openReader, type WebReader } from '../sources/web/reader.ts';
import type { Sink } from '../sources/web/take.ts';
import { openLedger } from './sink.ts';

export type { FollowState } from '../sources/web/follow.ts';

export interface SitesOptions {
  readonly sources: readonly string[];
  /** Of this program. */
  readonly version: string;
  /** From one pass to the next. Default: 5 minutes. */
  readonly everyMs?: number | undefined;
  /** `NAME:PASSWORD`, sent to the site of the one source that there is. */
  readonly user?: string | undefined;
  /** Also this machine and private networks. Default: no. */
  readonly allowPrivate?: boolean | undefined;
  readonly intervalMs?: number | undefined;
  readonly wanted?: Wanted | undefined;
  readonly pages?: boolean | undefined;
  readonly format?: SourceFormat | undefined;
  readonly isFresh?: boolean | undefined;
  /** With both, hubs of feeds are asked to tell of changes. */
  readonly publicUrl?: string | undefined;
  readonly secret?: string | undefined;
  readonly onChange?: ((state: FollowState) => void) | undefined;
  /** What happens that is no state of a source. */
  readonly onNote?: ((text: string) => void) | undefined;
}

export interface Sites {
  states(): readonly FollowState[];
  /** The subscription whose callback ends in this id, and how its source is read at once. */
  subscription(id: string): { readonly subscriber: Subscriber; wake(): void } | undefined;
  /** Rejects as soon as one source is hopeless: an address that is refused, a format that is none. */
  readonly ended: Promise<unknown>;
  /** Resolves when what was read is stored. */
  stop(): Promise<void>;
}

export function followSites(database: Database, sink: Sink, options: SitesOptions): Sites {
  const pool = new ExtractPool();
  const followers = options.sources.map((source) => followSite(source, database, sink, pool, options));
  return {
    states: () => followers.map(({ following }) => following.state()),
    subscription(id) {
      const found = followers.find(({ subscriber }) => subscriber?.id === id);
      const { subscriber, following } = found ?? {};
      return subscriber && following && { subscriber, wake: () => following.wake() };
    },
    ended: Promise.all(followers.map(({ following }) => following.ended)),
    async stop() {
      await Promise.all(followers.map(({ following }) => following.stop()));
      await Promise.all(followers.map(({ close }) => close()));
      await pool.close();
    },
  };
}

interface Followed {
  readonly following: Following;
  readonly subscriber: Subscriber | undefined;
  close(): Promise<void>;
}

function followSite(
  source: string,
  database: Database,
  sink: Sink,
  pool: ExtractPool,
  options: SitesOptions,
): Followed {
  const { everyMs, format, isFresh, publicUrl, secret, onChange, onNote } = options;
  const { version, user, allowPrivate, intervalMs, wanted, pages } = options;
  let reader: WebReader | undefined;
  const subscriber =
    publicUrl === undefined || secret === undefined
      ? undefined
      : new Subscriber({
          ...{ source, publicUrl, secret },
          now: () => Date.now(),
          post: async (hub, form) => (await reader?.post(hub, form))?.status ?? 0,
        });
  const following = startFollowing({
    ...{ source, everyMs, sink, onChange },
    openLedger: () => openLedger(database, source, isFresh),
    open: async (signal, ledger) => {
      await reader?.close();
      reader = openReader({
        ...{ version, url: source, user, allowPrivate, intervalMs, wanted, pages, pool, signal, onNote },
        detectsGone: true,
      });
      return openWeb(source, reader.context, format, ledger);
    },
    afterPass: async (ledger) => {
      const links = knownHub(ledger);
      if (links === undefined || subscriber === undefined) return;
      // Without a hub the feed is asked every few minutes: nothing is lost.
      await subscriber.renew(links).catch((error: Error) => onNote?.(`${source}: ${error.message}`));
    },
  });
  return { following, subscriber, close: async () => reader?.close() };
}
