/** Is a built index sound? Counts, numbers and a sample of neighbours against brute force, before it is activated. */
import { AppError } from '../article/errors.ts';
import type { LiveIndex } from '../engine/live-index.ts';
import { loneSubject } from '../engine/query.ts';
import { trueNeighbours } from './true-neighbours.ts';

/** So many articles are compared with the exhaustive answer … */
const SAMPLES = 100;
const NEIGHBOURS = 10;
/** … and so many of the true nearest neighbours must have been found, on average. */
const RECALL = 0.9;
/** Looked for without haste: what is judged is the index, not how far a lookup looks in it. */
const THOROUGH = { queryTerms: 400, budget: 200_000, rescore: 400 } as const;

export interface Counts {
  /** Vectors in the database. */
  readonly stored: number;
  readonly living: number;
  /** Articles that came, went or changed since the index was brought up to date: so far may the others lie apart. */
  readonly later: number;
}

/** Throws `unverified`. Other work gets its turn in `onSample`. */
export async function verifyIndex(
  index: LiveIndex,
  { stored, living, later }: Counts,
  onSample: (sample: number, samples: number) => Promise<void>,
): Promise<void> {
  if (stored !== index.size || Math.abs(living - stored) > later) {
    throw unsound(`${living} articles, but ${stored} stored vectors and ${index.size} in the index`);
  }
  const { store } = index;
  for (let doc = 0; doc < store.docs; doc++) {
    if (!Number.isFinite(store.scaleOf(doc)) || !Number.isFinite(store.normOf(doc)))
      throw unsound(`the vector of article key ${store.keyOf(doc)} holds a weight that is no number`);
  }
  const step = Math.max(1, Math.floor(store.docs / SAMPLES));
  const samples = Array.from({ length: Math.ceil(store.docs / step) }, (_, i) => i * step).filter((doc) =>
    index.isLiving(doc),
  );
  const nearest = await trueNeighbours(index, samples, NEIGHBOURS, () => onSample(0, samples.length));
  let expected = 0;
  let found = 0;
  for (const [i, doc] of samples.entries()) {
    const exact = nearest[i] as readonly number[];
    // Among equal scores any order is right: what counts is that none of the found is worse than the true last.
    const worst = exact.at(-1) ?? 0;
    const subject = loneSubject(store.vector(doc), doc);
    const hits = index.search(subject, { limit: NEIGHBOURS, breadth: 0, ...THOROUGH });
    expected += exact.length;
    found += hits.filter(({ score }) => score >= worst - 1e-6).length;
    await onSample(i, samples.length);
  }
  if (expected > 0 && found / expected < RECALL) {
    throw unsound(`only ${found} of ${expected} true neighbours were found in a sample`);
  }
}

const unsound = (what: string) => new AppError('unverified', `the new generation was not activated: ${what}`);
