/** What came after the segment was frozen? A small mutable index; a put costs as much as the vector is long. */
import type { Top } from './top.ts';
import type { SparseVector } from './vector.ts';

interface Postings {
  readonly slots: number[];
  readonly weights: number[];
}

export class Delta {
  readonly #slots = new Map<number, number>();
  /** Slot → key; −1 when the vector was replaced or removed. */
  readonly #keys: number[] = [];
  readonly #vectors: SparseVector[] = [];
  readonly #postings = new Map<number, Postings>();

  get size(): number {
    return this.#slots.size;
  }

  keys(): IterableIterator<number> {
    return this.#slots.keys();
  }

  vector(key: number): SparseVector | undefined {
    const slot = this.#slots.get(key);
    return slot === undefined ? undefined : this.#vectors[slot];
  }

  put(key: number, vector: SparseVector): void {
    this.remove(key);
    const slot = this.#keys.length;
    this.#slots.set(key, slot);
    this.#keys.push(key);
    this.#vectors.push(vector);
    for (let i = 0; i < vector.terms.length; i++) {
      const term = vector.terms[i] as number;
      const postings = this.#postings.get(term) ?? { slots: [], weights: [] };
      this.#postings.set(term, postings);
      postings.slots.push(slot);
      postings.weights.push(vector.weights[i] as number);
    }
  }

  remove(key: number): boolean {
    const slot = this.#slots.get(key);
    if (slot === undefined) return false;
    this.#slots.delete(key);
    this.#keys[slot] = -1;
    return true;
  }

  /** Offers the exact score of every accepted vector that shares a term with the query. */
  search({ terms, weights }: SparseVector, accept: ((key: number) => boolean) | undefined, best: Top): void {
    const scores = new Map<number, number>();
    for (let i = 0; i < terms.length; i++) {
      const postings = this.#postings.get(terms[i] as number);
      if (postings === undefined) continue;
      const weight = weights[i] as number;
      const { slots, weights: theirs } = postings;
      for (let at = 0; at < slots.length; at++) {
        const slot = slots[at] as number;
        scores.set(slot, (scores.get(slot) ?? 0) + weight * (theirs[at] as number));
      }
    }
    for (const [slot, score] of scores) {
      const key = this.#keys[slot] as number;
      if (key >= 0 && score > 0 && (!accept || accept(key))) best.offer(key, score);
    }
  }
}
