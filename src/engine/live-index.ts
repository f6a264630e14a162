/** How does an index take changes while it is searched? A frozen segment, a delta beside it, and the keys that no longer count. */
import { Delta } from './delta.ts';
import { makeScratch, type Scratch } from './scratch.ts';
import { type SearchOptions, search, searchExhaustive } from './search.ts';
import { docOf, type Segment, SegmentBuilder, storedVector } from './segment.ts';
import { Top } from './top.ts';
import type { Hit, SparseVector } from './vector.ts';

export interface LiveSearchOptions extends SearchOptions {
  /** The exhaustive answer instead of the bounded one. */
  readonly exact?: boolean;
}

const NO_VECTOR: SparseVector = { terms: new Uint32Array(0), weights: new Float32Array(0) };

/** Everything is synchronous: a search sees all changes before it and none after. */
export class LiveIndex {
  readonly #delta = new Delta();
  /** Keys of the segment that were replaced or removed. */
  readonly #gone = new Set<number>();
  readonly #scratch: Scratch;

  constructor(private readonly segment: Segment) {
    this.#scratch = makeScratch(segment.docs, segment.terms);
  }

  get size(): number {
    return this.segment.docs - this.#gone.size + this.#delta.size;
  }

  *keys(): Generator<number> {
    for (const key of this.segment.keys) if (!this.#gone.has(key)) yield key;
    yield* this.#delta.keys();
  }

  has(key: number): boolean {
    return this.#delta.vector(key) !== undefined || (!this.#gone.has(key) && docOf(this.segment, key) >= 0);
  }

  /** The vector of a key; one without terms when there is none. */
  vector(key: number): SparseVector {
    const recent = this.#delta.vector(key);
    if (recent) return recent;
    const doc = this.#gone.has(key) ? -1 : docOf(this.segment, key);
    return doc < 0 ? NO_VECTOR : storedVector(this.segment, doc);
  }

  /** Adds or replaces; the cost does not depend on the size of the index. */
  put(key: number, vector: SparseVector): void {
    if (docOf(this.segment, key) >= 0) this.#gone.add(key);
    this.#delta.put(key, vector);
  }

  remove(key: number): void {
    if (docOf(this.segment, key) >= 0) this.#gone.add(key);
    this.#delta.remove(key);
  }

  /** The best hits, best first, equal scores by key; only scores > 0. */
  search(query: SparseVector, options: LiveSearchOptions): Hit[] {
    const { limit, accept, exact } = options;
    const gone = this.#gone;
    const acceptLiving =
      gone.size === 0 ? accept : (key: number) => !gone.has(key) && (!accept || accept(key));
    const find = exact ? searchExhaustive : search;
    const frozen = find(
      this.segment,
      query,
      { ...options, ...(acceptLiving && { accept: acceptLiving }) },
      this.#scratch,
    );
    if (this.#delta.size === 0) return frozen;
    const best = new Top(limit);
    for (const { key, score } of frozen) best.offer(key, score);
    this.#delta.search(query, accept, best);
    return best.sorted();
  }

  /** One new segment of everything that is in the index now. */
  compact(): Segment {
    const builder = new SegmentBuilder();
    for (const key of this.keys()) builder.add(key, this.vector(key));
    return builder.freeze();
  }
}
