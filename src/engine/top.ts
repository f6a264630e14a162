/** The best k of the scored docs, best first; equal scores by smaller doc. */

/** A binary heap with the worst kept on top, so that a new one is compared with it alone. */
export class Top {
  readonly #docs: Float64Array;
  readonly #scores: Float64Array;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** `capacity`: at most so many are kept, at least 1. */
  constructor(private readonly capacity: number) {
    this.#docs = new Float64Array(capacity);
    this.#scores = new Float64Array(capacity);
  }

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
    const docs = this.#docs.subarray(0, this.#size);
    const scores = this.#scores;
    const order = Array.from(docs, (_, at) => at);
    order.sort(
      (a, b) => (scores[b] as number) - (scores[a] as number) || (docs[a] as number) - (docs[b] as number),
    );
    this.#size = 0;
    return order.map((at) => docs[at] as number);
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
