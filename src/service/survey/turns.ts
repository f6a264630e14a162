/** How does long work in the server's thread let others have their turn? It asks after each small step whether it is time. */
import { setImmediate as othersTurn } from 'node:timers/promises';

/** A lookup waits for no more than this and the step under way. */
const TURN_MS = 8;

export class Turns {
  #since = performance.now();

  constructor(private readonly turnMs: number = TURN_MS) {}

  /** Waits when the turn is over; a promise is made only then. */
  async pass(): Promise<void> {
    await othersTurn();
    this.#since = performance.now();
  }

  get isOver(): boolean {
    return performance.now() - this.#since >= this.turnMs;
  }
}
