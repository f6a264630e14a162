/** Where is work on the index done: here, where it takes a moment, or in a thread of its own? */

import { countArticles } from '../database/articles.ts';
import type { Database } from '../database/connect.ts';
import { runJob } from './background/job.ts';
import { Collection } from './collection.ts';
import { compact } from './compact.ts';
import { ALONE_BELOW } from './crew/crew.ts';
import type { Frozen } from './frozen.ts';
import { type Changes, catchUp, loadActive } from './load.ts';
import { type ReindexResult, reindex } from './reindex.ts';
import type { OnNote } from './resume.ts';

/** A collection is frozen anew when so many articles came since, … */
const RECENT_FLOOR = 1_000;
const RECENT_CEILING = 5_000;
/** … or this share of a middling one. */
const RECENT_SHARE = 0.02;
/** Below so many articles, whoever serves nobody yet has frozen them before a thread had started. */
const AT_ONCE_BELOW = 30_000;

/** The active generation, as it was at its own revision. */
export async function loadIndex(database: Database): Promise<Frozen> {
  return (await isSmall(database))
    ? loadActive(database.orm)
    : runJob({ kind: 'load', database: database.options });
}

/** A whole reindex in the background, or what was left of one that was stopped: `onNote` hears of that. */
export async function reindexIndex(
  database: Database,
  threads: number,
  signal: AbortSignal,
  onNote: OnNote,
): Promise<ReindexResult> {
  return (await isSmall(database))
    ? reindex(database, { signal, onNote })
    : runJob({ kind: 'reindex', database: database.options, threads }, signal, onNote);
}

/** Has so much come since the collection was frozen that searches notice? */
export function needsCompaction({ recent, size }: Collection): boolean {
  return recent >= Math.min(RECENT_CEILING, Math.max(RECENT_FLOOR, RECENT_SHARE * size));
}

/**
 * A state with every change since, before anybody is served from it. Each article is searched for its neighbours, and each search
 * looks at all that came since the state was frozen: so it is frozen anew before that takes long.
 */
export async function caughtUp(source: Changes, since: Frozen): Promise<Collection> {
  for (let frozen = since; ; ) {
    const collection = new Collection(frozen);
    const isSlow = () => collection.recent >= Math.max(RECENT_CEILING, RECENT_SHARE * collection.size);
    await catchUp(source, collection, isSlow);
    const isQuick = collection.size < AT_ONCE_BELOW;
    // What a follower would do next is done now where it is quick: whoever starts after the next kill begins there.
    if (!isSlow() && !(isQuick && needsCompaction(collection))) return collection;
    frozen = isQuick ? compact(collection.contents()) : await freeze(collection);
  }
}

/** The collection as it is now, frozen. */
export async function freeze(collection: Collection): Promise<Frozen> {
  const contents = collection.contents();
  return collection.size < ALONE_BELOW ? compact(contents) : runJob({ kind: 'compact', contents });
}

const isSmall = async ({ orm }: Database) => (await countArticles(orm)) < ALONE_BELOW;
