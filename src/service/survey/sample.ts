/** Which articles stand for a collection that is too large to be looked at whole? Every so many-th, the same ones each time. */
import type { Collection } from '../collection.ts';

export interface Sample {
  readonly docs: readonly number[];
  readonly isWhole: boolean;
}

/** At most `most` docs. */
export function sampleOf(collection: Collection, most: number): Sample {
  const step = Math.max(1, Math.ceil(collection.size / most));
  const docs: number[] = [];
  let seen = 0;
  for (const doc of collection.docs()) if (seen++ % step === 0) docs.push(doc);
  return { docs, isWhole: step === 1 };
}
