/** Is the embedded database stuck in a statement? Its thread counts statements in shared memory, since it cannot answer meanwhile. */

/** Even: nothing runs. Odd: a statement runs, and which. */
export type Pulse = Int32Array;

export function newPulse(): Pulse {
  return new Int32Array(new SharedArrayBuffer(4));
}

export function beginStatement(pulse: Pulse): void {
  Atomics.add(pulse, 0, 1);
}

export const endStatement = beginStatement;

/** Watches a pulse from another thread. */
export class PulseReader {
  #seen: number;
  #seenAt: number;

  constructor(
    private readonly pulse: Pulse,
    now: number,
  ) {
    this.#seen = Atomics.load(pulse, 0);
    this.#seenAt = now;
  }

  /** How many milliseconds the present statement has been running, as far as this reader looked; 0 when none runs. */
  busyMs(now: number): number {
    const count = Atomics.load(this.pulse, 0);
    if (count !== this.#seen) {
      this.#seen = count;
      this.#seenAt = now;
    }
    return count % 2 === 0 ? 0 : now - this.#seenAt;
  }
}
