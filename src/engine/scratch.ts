/** Working space of searches over one store, left clean by every search: all zero. */
import { ProductMemory } from './product-memory.ts';
import type { Store } from './store.ts';
import { Strongest } from './strongest.ts';

export interface Scratch {
  /** The query's own vector: its weight per term, times the term's weight. */
  readonly own: Float32Array;
  /** The query's expanded vector, likewise. */
  readonly expanded: Float32Array;
  /** The terms that are not 0 in them. */
  readonly terms: Uint32Array;
  /** An approximate score per doc; 0: not met yet. */
  readonly scores: Float32Array;
  /** The docs that were met. */
  readonly met: Uint32Array;
  readonly products: ProductMemory;
  readonly strongest: Strongest;
}

/** The working space, made anew with room to grow when the store has outgrown it. */
export function scratchFor(store: Store, present?: Scratch): Scratch {
  if (present && present.scores.length >= store.docs && present.own.length >= store.terms) return present;
  const docs = store.docs + 1_024;
  const terms = store.terms + 16_384;
  return {
    own: new Float32Array(terms),
    expanded: new Float32Array(terms),
    terms: unset(terms),
    scores: new Float32Array(docs),
    met: unset(docs),
    products: new ProductMemory(),
    strongest: new Strongest(),
  };
}

/** Read only where it was written: zeros would cost milliseconds at a million docs. */
const unset = (length: number) => new Uint32Array(Buffer.allocUnsafeSlow(4 * length).buffer);
