/** The best k of the scored docs, best first; equal scores by smaller doc. */

/** A binary heap with the worst kept on top, so that a new one is compared with it alone. */
export class Top {
  readonly #docs: number[] = [];
  readonly #scores: number[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** `capacity`: at most so many are kept, at least 1. */
  constructor(private readonly capacity: number) {}

  offer(doc: number, score: number): void {
    const size = this.#size;
    if (size < this.capacity) {
      this.#size = size + 1;
      this.#rise(size, doc, score);
      return;
    }
    const worst = this.#scores[0] as number;
    if (score > worst || (score === worst && doc < (this.#docs[0] as number))) this.#sink(doc, score);
  }

  /** The docs kept, best first. Empties the heap. */
  take(): number[] {
    const best = new Array<number>(this.#size);
    for (let at = this.#size - 1; at >= 0; at--) {
      best[at] = this.#docs[0] as number;
      this.#size = at;
      if (at > 0) this.#sink(this.#docs[at] as number, this.#scores[at] as number);
    }
    return best;
  }

  #rise(from: number, doc: number, score: number): void {
    const docs = this.#docs;
    const scores = this.#scores;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isWorse(score, doc, scores[parent] as number, docs[parent] as number)) break;
      docs[at] = docs[parent] as number;
      scores[at] = scores[parent] as number;
      at = parent;
    }
    docs[at] = doc;
    scores[at] = score;
  }

  #sink(doc: number, score: number): void {
    const docs = this.#docs;
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
          docs[right] as number,
          scores[child] as number,
          docs[child] as number,
        )
      )
        child = right;
      if (!isWorse(scores[child] as number, docs[child] as number, score, doc)) break;
      docs[at] = docs[child] as number;
      scores[at] = scores[child] as number;
      at = child;
    }
    docs[at] = doc;
    scores[at] = score;
  }
}

function isWorse(score: number, doc: number, otherScore: number, otherDoc: number): boolean {
  return score < otherScore || (score === otherScore && doc > otherDoc);
}
