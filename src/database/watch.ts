/** Is the database there? Whoever finds out says so here; whoever waits for the database stops waiting when it is not. */
import { AppError } from '../article/errors.ts';
import { actionable } from './failures.ts';

export class Watch {
  #failure: string | undefined;
  readonly #waiting = new Set<(error: AppError) => void>();

  /** Why the database is taken for gone; undefined while it answers. */
  get failure(): string | undefined {
    return this.#failure;
  }

  down(reason: string): void {
    this.#failure = reason;
    for (const giveUp of this.#waiting) giveUp(gone(reason));
    this.#waiting.clear();
  }

  up(): void {
    this.#failure = undefined;
  }

  /**
   * The result of `work`. Throws `unavailable` at once while the database is gone, and as soon as it is taken for gone:
   * what `work` was doing may still happen, so it must be safe to repeat.
   */
  async during<T>(work: () => Promise<T>): Promise<T> {
    if (this.#failure !== undefined) throw gone(this.#failure);
    let giveUp: (error: AppError) => void = () => {};
    const isGone = new Promise<never>((_, reject) => {
      giveUp = reject;
    });
    this.#waiting.add(giveUp);
    try {
      return await Promise.race([work(), isGone]);
    } catch (error) {
      throw actionable(error);
    } finally {
      this.#waiting.delete(giveUp);
    }
  }
}

const gone = (reason: string) => new AppError('unavailable', `the database does not answer: ${reason}`);
