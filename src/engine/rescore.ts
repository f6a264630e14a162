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

  /**
   * The inner product of the own vectors, or −1 when the doc's score will hardly reach `least`. First judged by the most that a
   * weight of the subject's own vector can be: `norm` times that of the expanded one.
   */
  ownIfHopeful(doc: number, breadth: number, least: number): number {
    if (breadth === 0 || least <= 0) return this.own(doc);
    const needed = least - breadth * this.#expandedAsKnown(doc);
    if ((1 - breadth) * this.direct(doc) * this.subject.norm < needed) return -1;
    const own = this.own(doc);
    return (1 - breadth) * own < needed ? -1 : own;
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

  /** Neighbours that are not known yet count as if they were as close to the query as the doc itself, closer ones as they are. */
  #expandedAsKnown(doc: number): number {
    const { store } = this;
    const { products } = this.scratch;
    const direct = this.direct(doc);
    const nearest = store.edgeAt(doc, 0);
    let sum = direct;
    for (let i = 0; i < NEIGHBOURS; i++) {
      const edge = store.edgeAt(doc, i);
      if (edge === 0) break;
      const slot = products.slotOf(edge >>> 8);
      const known = slot < 0 ? direct : Math.max(direct, products.at(slot));
      sum += mixingWeight(edge, nearest) * known;
    }
    return sum / store.normOf(doc);
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
