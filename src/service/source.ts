/** What does a follower ask the store? An interface, so that a test can be the store. */
import { readChangesAfter, type StoredArticle } from '../database/articles.ts';
import type { Database } from '../database/connect.ts';
import { readByKeys, readDigests, readPairs } from '../database/digests.ts';
import { type Generation, readActive } from '../database/generations.ts';
import type { Frozen } from './frozen.ts';
import type { Versions } from './heal.ts';
import { loadIndex } from './index-work.ts';
import type { Changes } from './load.ts';

export interface Source extends Changes, Versions {
  active(): Promise<Pick<Generation, 'number' | 'holder' | 'settings'> | undefined>;
  load(): Promise<Frozen>;
}

export function sourceOf(database: Database): Source {
  const { orm } = database;
  return {
    active: () => readActive(orm),
    load: () => loadIndex(database),
    changesAfter: (revision, limit): Promise<StoredArticle[]> => readChangesAfter(orm, revision, limit),
    digests: () => readDigests(orm),
    pairs: (bucket) => readPairs(orm, bucket),
    byKeys: (keys) => readByKeys(orm, keys),
  };
}
