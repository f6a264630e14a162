/**
 * How does heavy work leave time for light work? In each turn of the event loop it gets one piece, and more of them until they
 * took as long as all else did: where a turn is long, one piece each would be hardly anything.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Everything that is due at once has been done, such as letting in whoever comes after an answer. */
const settled = () => new Promise<void>((resolve) => process.nextTick(resolve));

export class HeavyWork {
  readonly #waiting: (() => void)[] = [];
  #isRunning = false;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Runs `work` after all that asked before. */
  run<T>(work: () => T): Promise<Awaited<T>> {
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => {
        try {
          resolve(work() as Awaited<T>);
        } catch (error) {
          reject(error as Error);
        }
      });
      if (!this.#isRunning) void this.#runAll();
    });
  }

  async #runAll(): Promise<void> {
    this.#isRunning = true;
    let endedAt = this.now();
    while (this.#waiting.length > 0) {
      await nextTurn();
      const startedAt = this.now();
      const otherMs = startedAt - endedAt;
      do {
        this.#waiting.shift()?.();
        await settled();
      } while (this.#waiting.length > 0 && this.now() - startedAt < otherMs);
      endedAt = this.now();
    }
    this.#isRunning = false;
  }
}
