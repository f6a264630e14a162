/** When may the next request to a host begin? At most so many at once, with so much time between their beginnings. */
import type { Clock } from './clock.ts';

export class Turns {
  #free: number;
  #next = 0;
  readonly #waiting: (() => void)[] = [];

  /** `atOnce`: requests under way at the same time. */
  constructor(
    private readonly clock: Clock,
    atOnce: number,
    /** Between two beginnings; may be changed. */
    public intervalMs: number,
  ) {
    this.#free = atOnce;
  }

  /** Nothing begins before this moment, in ms since 1970. */
  pauseUntil(moment: number): void {
    this.#next = Math.max(this.#next, moment);
  }

  /** Runs `work` when it is its turn. */
  async run<Value>(work: () => Promise<Value>, signal?: AbortSignal): Promise<Value> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      await this.#begin(signal);
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free++;
      else next();
    }
  }

  async #begin(signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      const now = this.clock.now();
      const begin = this.#next;
      if (begin <= now) {
        this.#next = now + this.intervalMs;
        return;
      }
      await this.clock.sleep(begin - now, signal);
    }
  }
}
