/** Which of very many met docs have the greatest scores? Sorted into bins by size first, so that few are compared one by one. */
import { Top } from './top.ts';

const BINS = 256;
const FIRST_ROOM = 4_096;
/** Below this share of the greatest score so far a doc will hardly be wanted. */
const FAR = 1 / 16;

export class Strongest {
  readonly #bins = new Uint32Array(BINS + 1);
  #docs = new Uint32Array(FIRST_ROOM);
  #scores = new Float32Array(FIRST_ROOM);
  #chosen = new Uint32Array(FIRST_ROOM);

  /**
   * The `wanted` docs of `met[0 … metCount − 1]` with the greatest scores above 0, in no order; equal scores by smaller doc.
   * `self` is none of them. Valid until the next call.
   */
  of(scores: Float32Array, met: Uint32Array, metCount: number, self: number, wanted: number): Uint32Array {
    this.#makeRoom(metCount);
    const { count, top } = this.#gather(scores, met, metCount, self, wanted);
    if (top === 0) return this.#chosen.subarray(0, 0);
    const perBin = BINS / top;
    const { last, above } = this.#lastBin(count, perBin, wanted);
    const left = wanted - above;
    const rest = new Top(Math.max(1, left));
    const [docs, gathered, chosen] = [this.#docs, this.#scores, this.#chosen];
    let size = 0;
    for (let i = 0; i < count; i++) {
      const score = gathered[i] as number;
      const bin = Math.floor(score * perBin);
      if (bin > last) chosen[size++] = docs[i] as number;
      else if (bin === last && left > 0) rest.offer(docs[i] as number, score);
    }
    if (left > 0) for (const doc of rest.take()) chosen[size++] = doc;
    return chosen.subarray(0, size);
  }

  #makeRoom(metCount: number): void {
    if (metCount <= this.#scores.length) return;
    this.#docs = new Uint32Array(2 * metCount);
    this.#scores = new Float32Array(2 * metCount);
    this.#chosen = new Uint32Array(2 * metCount);
  }

  /** Lays those that may be among the greatest side by side; answers how many, and the greatest score. */
  #gather(
    scores: Float32Array,
    met: Uint32Array,
    metCount: number,
    self: number,
    wanted: number,
  ): { count: number; top: number } {
    const [docs, gathered] = [this.#docs, this.#scores];
    let top = 0;
    // Most scores are nothing beside the best: where there are enough others, they are not looked at again.
    for (const share of [FAR, 0]) {
      let count = 0;
      let least = top * share;
      for (let i = 0; i < metCount; i++) {
        const doc = met[i] as number;
        const score = scores[doc] as number;
        if (score <= least || doc === self) continue;
        docs[count] = doc;
        gathered[count++] = score;
        if (score > top) {
          top = score;
          least = top * share;
        }
      }
      if (share === 0 || this.#countAbove(least, count) >= wanted) return { count, top };
    }
    return { count: 0, top };
  }

  #countAbove(least: number, count: number): number {
    let above = 0;
    for (let i = 0; i < count; i++) if ((this.#scores[i] as number) > least) above++;
    return above;
  }

  /** The bin that not all of are wanted, or −1; and how many are in those above. */
  #lastBin(count: number, perBin: number, wanted: number): { last: number; above: number } {
    const bins = this.#bins.fill(0);
    for (let i = 0; i < count; i++) {
      const bin = Math.floor((this.#scores[i] as number) * perBin);
      bins[bin] = (bins[bin] as number) + 1;
    }
    let last = BINS;
    let above = 0;
    while (last >= 0 && above + (bins[last] as number) <= wanted) above += bins[last--] as number;
    return { last, above };
  }
}
