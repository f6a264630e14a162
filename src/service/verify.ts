/** Is a built index sound? Counts, numbers and a sample of neighbours against brute force, before it is activated. */
import { AppError } from '../article/errors.ts';
import type { LiveIndex } from '../engine/live-index.ts';

/** So many articles are compared with the exhaustive answer … */
const SAMPLES = 100;
const NEIGHBOURS = 10;
/** … and so many of the true nearest neighbours must have been found, on average. */
const RECALL = 0.95;
/** Articles may come and go between the two counts; more than this share is a fault. */
const COUNT_TOLERANCE = 0.01;

/** `index` holds own vectors; `stored` counts those in the database, `living` the articles. Throws `unverified`. */
export function verifyIndex(index: LiveIndex, { stored, living }: { stored: number; living: number }): void {
  const allowed = Math.ceil(living * COUNT_TOLERANCE);
  if (Math.abs(stored - living) > allowed || Math.abs(index.size - living) > allowed) {
    throw unsound(`${living} articles, but ${stored} stored vectors and ${index.size} in the index`);
  }
  const keys = [...index.keys()];
  for (const key of keys) {
    const { weights } = index.vector(key);
    if (!weights.every(Number.isFinite))
      throw unsound(`the vector of article key ${key} holds a weight that is no number`);
  }
  const step = Math.max(1, Math.floor(keys.length / SAMPLES));
  let expected = 0;
  let found = 0;
  for (let at = 0; at < keys.length; at += step) {
    const vector = index.vector(keys[at] as number);
    const exact = index.search(vector, { limit: NEIGHBOURS, exact: true });
    // Among equal scores any order is right: what counts is that none of the found is worse than the true last.
    const worst = exact.at(-1)?.score ?? 0;
    const hits = index.search(vector, { limit: NEIGHBOURS });
    expected += exact.length;
    found += hits.filter(({ score }) => score >= worst - 1e-6).length;
  }
  if (expected > 0 && found / expected < RECALL) {
    throw unsound(`only ${found} of ${expected} true neighbours were found in a sample`);
  }
}

const unsound = (what: string) => new AppError('unverified', `the new generation was not activated: ${what}`);
