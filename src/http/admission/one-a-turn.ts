/** How does heavy work leave time for light work? One piece in each turn of the event loop; what waits gets answered in between. */
import { setImmediate as nextTurn } from 'node:timers/promises';

export class OneATurn {
  #last: Promise<void> = Promise.resolve();

  /** Runs `work` in a turn of its own, after all that asked before. */
  run<T>(work: () => T): Promise<T> {
    const result = this.#last.then(() => nextTurn()).then(work);
    this.#last = result.then(
      () => {},
      () => {},
    );
    return result;
  }
}
