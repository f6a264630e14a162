/** How is a long stream of articles prepared beside its reading? The first batch by the caller, what follows in a thread. */
import { type Crew, startCrew } from './crew/crew.ts';
import { type Prepare, type Prepared, prepareInTurns } from './prepare.ts';

/** A batch takes some megabytes; with no bound the garbage of many would be kept. */
const MEMORY = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 256 };

/** Short streams end before a thread would have started. */
export class PrepareThread {
  #isFirst = true;
  #crew: Crew | undefined;

  readonly prepare: Prepare = async (articles) => {
    if (this.#isFirst) {
      this.#isFirst = false;
      return prepareInTurns(articles);
    }
    this.#crew ??= startCrew(1, MEMORY);
    const prepared = await this.#crew.run({ kind: 'prepare', articles });
    return articles.map((article, i) => ({ article, ...(prepared[i] as Prepared) }));
  };

  async close(): Promise<void> {
    await this.#crew?.close();
  }
}
