/** What is the exact score of a doc? The inner product over all its entries, and that of its neighbours' for the expanded one. */
import { clearQuery, loadQuery, type Subject } from './query.ts';
import type { Scratch } from './scratch.ts';
import type { Store } from './store.ts';
import { mixingWeight, NEIGHBOURS } from './vector.ts';

/**
 * Exact scores for a subject that is laid out in the working space from the making to `close`, in double precision: the same
 * vectors give the same bits.
 */
export class Rescorer {
  /** The subject's terms. */
  readonly terms: Uint32Array;

  constructor(
    private readonly store: Store,
    readonly subject: Subject,
    private readonly scratch: Scratch,
  ) {
    this.terms = loadQuery(store, subject, scratch);
  }

  /** Leaves the working space clean. */
  close(): void {
    clearQuery(this.terms, this.scratch);
    this.scratch.products.clear();
  }

  /** The inner product of the own vectors. */
  own(doc: number): number {
    return innerProduct(this.store, doc, this.scratch.own);
  }

  /** The inner product of the doc's own vector with the expanded query: a part of `expanded`. */
  direct(doc: number): number {
    const { products } = this.scratch;
    const known = products.slotOf(doc);
    if (known >= 0) return products.at(known);
    // Neighbours are shared by many docs, so it is taken once and remembered.
    const product = innerProduct(this.store, doc, this.scratch.expanded);
    products.add(known, doc, product);
    return product;
  }

  /** The score of a doc if its neighbours were as close to the query as it is itself. */
  estimate(doc: number, breadth: number): number {
    if (breadth === 0) return this.own(doc);
    return (1 - breadth) * this.own(doc) + breadth * this.#likeItself(doc);
  }

  /** Can the estimate reach `least`? No when even the most that its own words can give falls short: a weight of the subject's
   * own vector is at most `norm` times that of the expanded one. */
  canReach(doc: number, breadth: number, least: number): boolean {
    if (breadth === 0) return true;
    const most = this.direct(doc) * this.subject.norm;
    return (1 - breadth) * most + breadth * this.#likeItself(doc) >= least;
  }

  /** The inner product of the expanded vectors. */
  expanded(doc: number): number {
    const { store } = this;
    let sum = this.direct(doc);
    const nearest = store.edgeAt(doc, 0);
    for (let i = 0; i < NEIGHBOURS; i++) {
      const edge = store.edgeAt(doc, i);
      if (edge === 0) break;
      sum += mixingWeight(edge, nearest) * this.direct(edge >>> 8);
    }
    return sum / store.normOf(doc);
  }

  #likeItself(doc: number): number {
    const { store } = this;
    const nearest = store.edgeAt(doc, 0);
    let shares = 1;
    for (let i = 0; i < NEIGHBOURS; i++) shares += mixingWeight(store.edgeAt(doc, i), nearest);
    return (this.direct(doc) * shares) / store.normOf(doc);
  }
}

/** Without a branch: most terms of a doc are not in the query, but which ones cannot be foretold. */
function innerProduct(store: Store, doc: number, query: Float32Array): number {
  const { levels } = store.segment;
  const entries = store.entriesAround(doc);
  const end = store.endOf(doc);
  let sum = 0;
  for (let i = store.startOf(doc); i < end; i++) {
    const entry = entries[i] as number;
    sum += (levels[entry & 255] as number) * (query[entry >>> 8] as number);
  }
  return sum * store.scaleOf(doc);
}
