/** How is an article compared with every other without holding anybody up? One lookup at a time, in slices; few may wait. */
import { AppError } from '../article/errors.ts';
import type { Scored } from '../engine/query.ts';
import type { Collection } from './collection.ts';

/** Exact lookups under way or waiting. */
export const MOST_EXACT = 8;

export class ExactLookups {
  #last: Promise<unknown> = Promise.resolve();
  #count = 0;

  /** Throws `unavailable` when too many wait already. */
  async scores(collection: Collection, doc: number, breadth: number): Promise<Scored> {
    if (this.#count >= MOST_EXACT)
      throw new AppError('unavailable', `${MOST_EXACT} exact lookups are under way; try again`);
    this.#count++;
    const scored = this.#last.then(() => collection.scoreAll(collection.subject(doc), breadth));
    this.#last = scored.catch(() => {});
    try {
      return await scored;
    } finally {
      this.#count--;
    }
  }
}
