/** Where is the vector of a doc? Docs below the segment's size lie in it, later ones in a tail that grows. */
import type { Segment } from './segment.ts';
import { levelOf, MOST_DOCS, MOST_TERMS, NEIGHBOURS, termOf, type Vector } from './vector.ts';

/** A vector with the neighbours that it is mixed with. */
export interface MixedVector {
  readonly vector: Vector;
  /** As `Store.edgesOf`. */
  readonly edges: Uint32Array;
  /** The norm of own + Σ mixing weight · neighbour. */
  readonly norm: number;
}

interface Postings {
  readonly docs: number[];
  readonly weights: number[];
}

/** Vectors are only ever appended: a doc means the same as long as the store lives. */
export class Store {
  #termWeights: Float32Array;
  #terms: number;
  readonly #keys: number[] = [];
  readonly #starts = [0];
  readonly #scales: number[] = [];
  readonly #rests: number[] = [];
  readonly #norms: number[] = [];
  #edges = new Uint32Array(64 * NEIGHBOURS);
  #entries = new Uint32Array(4_096);
  readonly #postings = new Map<number, Postings>();

  constructor(readonly segment: Segment) {
    this.#termWeights = segment.termWeights;
    this.#terms = segment.terms;
  }

  get docs(): number {
    return this.segment.docs + this.#keys.length;
  }

  get terms(): number {
    return this.#terms;
  }

  /** One weight per term id; longer than `terms`. A later one may be another array. */
  get termWeights(): Float32Array {
    return this.#termWeights;
  }

  /** Gives a new term its weight. Ids come one after the other, from `terms` on. */
  addTerm(id: number, weight: number): void {
    if (id !== this.#terms) throw new Error(`the next term id is ${this.#terms}, got ${id}`);
    if (id >= MOST_TERMS) throw new Error(`an index holds at most ${MOST_TERMS} terms`);
    if (id >= this.#termWeights.length) {
      const larger = new Float32Array(id + 1 + Math.max(1_024, id >>> 4));
      larger.set(this.#termWeights);
      this.#termWeights = larger;
    }
    this.#termWeights[id] = weight;
    this.#terms = id + 1;
  }

  keyOf(doc: number): number {
    const { segment } = this;
    return (doc < segment.docs ? segment.keys[doc] : this.#keys[doc - segment.docs]) as number;
  }

  vector(doc: number): Vector {
    return { entries: this.entriesOf(doc), scale: this.scaleOf(doc) };
  }

  /** A view, not a copy. */
  entriesOf(doc: number): Uint32Array {
    return this.entriesAround(doc).subarray(this.startOf(doc), this.endOf(doc));
  }

  /** The entries of many vectors; those of the doc are from `startOf` to before `endOf`. */
  entriesAround(doc: number): Uint32Array {
    return doc < this.segment.docs ? this.segment.entries : this.#entries;
  }

  startOf(doc: number): number {
    const { segment } = this;
    return (doc < segment.docs ? segment.starts[doc] : this.#starts[doc - segment.docs]) as number;
  }

  endOf(doc: number): number {
    const { segment } = this;
    return (doc < segment.docs ? segment.starts[doc + 1] : this.#starts[doc - segment.docs + 1]) as number;
  }

  scaleOf(doc: number): number {
    const { segment } = this;
    return (doc < segment.docs ? segment.scales[doc] : this.#scales[doc - segment.docs]) as number;
  }

  /** What the vector lacks to norm 1, squared. */
  restOf(doc: number): number {
    const { segment } = this;
    return (doc < segment.docs ? segment.rests[doc] : this.#rests[doc - segment.docs]) as number;
  }

  /** The norm of own + Σ mixing weight · neighbour. */
  normOf(doc: number): number {
    const { segment } = this;
    return (doc < segment.docs ? segment.norms[doc] : this.#norms[doc - segment.docs]) as number;
  }

  /** The `i`-th edge of a doc, packed; 0 for none. */
  edgeAt(doc: number, i: number): number {
    const { segment } = this;
    return (
      doc < segment.docs
        ? segment.edges[doc * NEIGHBOURS + i]
        : this.#edges[(doc - segment.docs) * NEIGHBOURS + i]
    ) as number;
  }

  /** The edges of a doc, packed. */
  edgesOf(doc: number): Uint32Array {
    const at = doc - this.segment.docs;
    const edges = at < 0 ? this.segment.edges : this.#edges;
    const from = (at < 0 ? doc : at) * NEIGHBOURS;
    return edges.slice(from, from + NEIGHBOURS);
  }

  /** Appends a vector with its neighbours; answers its doc. The cost is that of its length. */
  append(key: number, { vector: { entries, scale }, edges, norm }: MixedVector, rest: number): number {
    const doc = this.docs;
    if (doc >= MOST_DOCS) throw new Error(`an index holds at most ${MOST_DOCS} vectors`);
    const slot = this.#keys.length;
    const from = this.#starts[slot] as number;
    if (from + entries.length > this.#entries.length)
      this.#entries = grown(this.#entries, from + entries.length);
    if ((slot + 1) * NEIGHBOURS > this.#edges.length)
      this.#edges = grown(this.#edges, (slot + 1) * NEIGHBOURS);
    this.#entries.set(entries, from);
    this.#edges.set(edges, slot * NEIGHBOURS);
    this.#keys.push(key);
    this.#starts.push(from + entries.length);
    this.#scales.push(Math.fround(scale));
    this.#rests.push(Math.fround(rest));
    this.#norms.push(Math.fround(norm));
    for (const entry of entries) {
      const term = termOf(entry);
      const postings = this.#postings.get(term) ?? { docs: [], weights: [] };
      this.#postings.set(term, postings);
      postings.docs.push(doc);
      postings.weights.push(this.weightOf(entry) * scale);
    }
    return doc;
  }

  /** The weight of an entry, but for the scale of its vector. */
  weightOf(entry: number): number {
    return (this.segment.levels[levelOf(entry)] as number) * (this.#termWeights[termOf(entry)] as number);
  }

  /** The appended docs that contain a term, with their weights. */
  recentPostings(term: number): Postings | undefined {
    return this.#postings.get(term);
  }
}

function grown(array: Uint32Array<ArrayBuffer>, least: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(2 * array.length, least));
  larger.set(array);
  return larger;
}
