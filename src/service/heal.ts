/** Does the memory show what is stored? Compared by digests; what differs is shown anew, and counted. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { StoredArticle } from '../database/articles.ts';
import { BUCKET_KEYS, digestOf, type StoredPair } from '../database/digests.ts';
import type { Collection } from './collection.ts';

/** What is asked of the store. */
export interface Versions {
  digests(): Promise<Map<number, number>>;
  pairs(bucket: number): Promise<StoredPair[]>;
  byKeys(keys: readonly number[]): Promise<StoredArticle[]>;
}

const DOCS_PER_TURN = 20_000;
const ARTICLES_AT_A_TIME = 100;

/**
 * Mends a collection that nobody else changes meanwhile. Answers how many articles were missing, wrong or should not have
 * been there. What was stored after the collection's revision is left to the follower.
 */
export async function heal(collection: Collection, versions: Versions): Promise<number> {
  const stored = await versions.digests();
  const shown = await shownDigests(collection);
  let mended = 0;
  for (const bucket of new Set([...stored.keys(), ...shown.keys()])) {
    if (stored.get(bucket) !== shown.get(bucket)) mended += await healBucket(collection, versions, bucket);
  }
  return mended;
}

async function shownDigests(collection: Collection): Promise<Map<number, number>> {
  const digests = new Map<number, number>();
  let seen = 0;
  for (const doc of collection.docs()) {
    const key = collection.keyOf(doc);
    const bucket = Math.floor(key / BUCKET_KEYS);
    digests.set(bucket, (digests.get(bucket) ?? 0) + digestOf(key, collection.revisionOf(doc)));
    if (++seen % DOCS_PER_TURN === 0) await nextTurn();
  }
  return digests;
}

async function healBucket(collection: Collection, versions: Versions, bucket: number): Promise<number> {
  const { revision } = collection;
  const pairs = new Map((await versions.pairs(bucket)).map((pair) => [pair.key, pair]));
  const shown = new Map<number, number>();
  for (const doc of collection.docs()) {
    const key = collection.keyOf(doc);
    if (Math.floor(key / BUCKET_KEYS) === bucket) shown.set(key, collection.revisionOf(doc));
  }
  const ghosts = [...shown.keys()].filter((key) => {
    const pair = pairs.get(key);
    return pair === undefined || (pair.isGone && pair.revision <= revision);
  });
  for (const key of ghosts) collection.mend(key, undefined);
  const wrong = [...pairs.values()]
    .filter((pair) => !pair.isGone && pair.revision <= revision && shown.get(pair.key) !== pair.revision)
    .map(({ key }) => key);
  let mended = ghosts.length;
  for (let from = 0; from < wrong.length; from += ARTICLES_AT_A_TIME) {
    for (const article of await versions.byKeys(wrong.slice(from, from + ARTICLES_AT_A_TIME))) {
      // It may have changed since it was compared: then the follower brings it.
      if (article.revision > revision) continue;
      collection.mend(article.key, article);
      mended++;
      await nextTurn();
    }
  }
  return mended;
}
