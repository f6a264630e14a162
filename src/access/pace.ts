/** How fast may somebody ask? A token bucket for each, in bounded memory. */

interface Bucket {
  tokens: number;
  atMs: number;
}

/** So many are remembered; whoever asked longest ago is forgotten first and begins with a full bucket. */
export const REMEMBERED = 20_000;

export interface PaceOptions {
  /** Sustained, for each; 0: no limit. */
  readonly perMinute: number;
  /** At once after a rest; default a tenth of a minute's, at least 10. */
  readonly burst?: number;
  readonly remembered?: number;
}

export class Pace {
  readonly #buckets = new Map<string, Bucket>();
  readonly #perMs: number;
  readonly #burst: number;
  readonly #remembered: number;

  constructor({ perMinute, burst = Math.max(10, perMinute / 10), remembered = REMEMBERED }: PaceOptions) {
    this.#perMs = perMinute / 60_000;
    this.#burst = burst;
    this.#remembered = remembered;
  }

  /** Takes a token when there is one. Answers 0, else after how many ms there will be one. `nowMs` must be monotonic. */
  take(who: string, nowMs: number): number {
    const waitMs = this.wait(who, nowMs);
    const bucket = this.#buckets.get(who);
    if (waitMs === 0 && bucket) bucket.tokens--;
    return waitMs;
  }

  /** The same without taking one. */
  wait(who: string, nowMs: number): number {
    if (this.#perMs === 0) return 0;
    const { tokens } = this.#filled(who, nowMs);
    return tokens >= 1 ? 0 : (1 - tokens) / this.#perMs;
  }

  get size(): number {
    return this.#buckets.size;
  }

  #filled(who: string, nowMs: number): Bucket {
    const bucket = this.#buckets.get(who) ?? { tokens: this.#burst, atMs: nowMs };
    bucket.tokens = Math.min(this.#burst, bucket.tokens + (nowMs - bucket.atMs) * this.#perMs);
    bucket.atMs = nowMs;
    this.#buckets.delete(who);
    this.#buckets.set(who, bucket);
    if (this.#buckets.size > this.#remembered) {
      const [oldest] = this.#buckets.keys();
      if (oldest !== undefined) this.#buckets.delete(oldest);
    }
    return bucket;
  }
}
