/** The best k of the scored keys, best first; equal scores by smaller key. */
import type { Hit } from './vector.ts';

/** A binary heap with the worst kept hit on top, so that a new one is compared with it alone. */
export class Top {
  readonly #keys: Float64Array;
  readonly #scores: Float64Array;
  #size = 0;

  /** `capacity`: at most so many hits are kept, at least 1. */
  constructor(private readonly capacity: number) {
    this.#keys = new Float64Array(capacity);
    this.#scores = new Float64Array(capacity);
  }

  offer(key: number, score: number): void {
    if (this.#size < this.capacity) {
      this.#rise(this.#size++, key, score);
    } else if (isWorse(this.#scores[0] as number, this.#keys[0] as number, score, key)) {
      this.#sink(key, score);
    }
  }

  sorted(): Hit[] {
    const hits = Array.from({ length: this.#size }, (_, i) => ({
      key: this.#keys[i] as number,
      score: this.#scores[i] as number,
    }));
    return hits.sort((a, b) => b.score - a.score || a.key - b.key);
  }

  #rise(from: number, key: number, score: number): void {
    const keys = this.#keys;
    const scores = this.#scores;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isWorse(score, key, scores[parent] as number, keys[parent] as number)) break;
      keys[at] = keys[parent] as number;
      scores[at] = scores[parent] as number;
      at = parent;
    }
    keys[at] = key;
    scores[at] = score;
  }

  #sink(key: number, score: number): void {
    const keys = this.#keys;
    const scores = this.#scores;
    const size = this.#size;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      const right = child + 1;
      if (
        right < size &&
        isWorse(
          scores[right] as number,
          keys[right] as number,
          scores[child] as number,
          keys[child] as number,
        )
      ) {
        child = right;
      }
      if (!isWorse(scores[child] as number, keys[child] as number, score, key)) break;
      keys[at] = keys[child] as number;
      scores[at] = scores[child] as number;
      at = child;
    }
    keys[at] = key;
    scores[at] = score;
  }
}

function isWorse(score: number, key: number, otherScore: number, otherKey: number): boolean {
  return score < otherScore || (score === otherScore && key > otherKey);
}
