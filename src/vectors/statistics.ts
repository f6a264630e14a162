/** How often does each term occur in a collection? Counted article by article, then numbered. */
import type { TermRow } from './vocabulary.ts';

/** A term of one article alone relates it to nothing. */
const LEAST_FREQUENCY = 2;

export class CollectionStatistics {
  readonly #frequencies = new Map<string, Map<string, number>>();
  readonly #documents = new Map<string, number>();

  /** Counts one article; of `counts` only the terms matter. */
  add(language: string, counts: ReadonlyMap<string, number>): void {
    this.#documents.set(language, (this.#documents.get(language) ?? 0) + 1);
    const frequencies = this.#frequencies.get(language) ?? new Map<string, number>();
    this.#frequencies.set(language, frequencies);
    for (const term of counts.keys()) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  }

  /** Articles by language. */
  documents(): Record<string, number> {
    return Object.fromEntries([...this.#documents].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /**
   * The terms of at least two articles, numbered from 0 in the order of language and text: the same collection gives the
   * same numbers, in whatever order it was counted.
   */
  rows(): TermRow[] {
    const rows: TermRow[] = [];
    for (const language of [...this.#frequencies.keys()].sort()) {
      const frequent = [...(this.#frequencies.get(language) ?? [])].filter(([, df]) => df >= LEAST_FREQUENCY);
      frequent.sort(([a], [b]) => (a < b ? -1 : 1));
      for (const [text, documentFrequency] of frequent) {
        rows.push({ id: rows.length, language, text, documentFrequency });
      }
    }
    return rows;
  }
}
