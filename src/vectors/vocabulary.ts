/** Which number does a term have, and in how many articles does it occur? Per language; ids are unique across languages. */

export interface TermRow {
  readonly id: number;
  readonly language: string;
  readonly text: string;
  /** Articles of the language that contain the term. */
  readonly documentFrequency: number;
}

/** What weighing needs to know of a term. */
export interface TermLookup {
  /** Articles of the language: the N of the formula. */
  documents(language: string): number;
  /** The term's id, or undefined: then it has no weight. */
  idOf(language: string, term: string): number | undefined;
  documentFrequency(id: number): number;
}

/** The vocabulary of one generation. Never changes. */
export class Vocabulary implements TermLookup {
  private constructor(
    private readonly ids: ReadonlyMap<string, ReadonlyMap<string, number>>,
    private readonly texts: readonly string[],
    private readonly frequencies: Uint32Array,
    private readonly documentCounts: Readonly<Record<string, number>>,
  ) {}

  /** `rows` carry the ids 0 … n − 1, in any order. */
  static fromRows(rows: readonly TermRow[], documents: Readonly<Record<string, number>>): Vocabulary {
    const ids = new Map<string, Map<string, number>>();
    const texts = new Array<string>(rows.length);
    const frequencies = new Uint32Array(rows.length);
    for (const { id, language, text, documentFrequency } of rows) {
      if (!(id >= 0 && id < rows.length))
        throw new Error(`term ids must be 0 to ${rows.length - 1}, got ${id}`);
      const ofLanguage = ids.get(language) ?? new Map<string, number>();
      ids.set(language, ofLanguage);
      ofLanguage.set(text, id);
      texts[id] = text;
      frequencies[id] = documentFrequency;
    }
    return new Vocabulary(ids, texts, frequencies, documents);
  }

  get size(): number {
    return this.texts.length;
  }

  documents(language: string): number {
    return this.documentCounts[language] ?? 0;
  }

  idOf(language: string, term: string): number | undefined {
    return this.ids.get(language)?.get(term);
  }

  documentFrequency(id: number): number {
    return this.frequencies[id] ?? 0;
  }

  textOf(id: number): string {
    return this.texts[id] ?? '';
  }
}

/** A term of which the generation knows nothing is taken for one that two articles contain. */
const UNSEEN_FREQUENCY = 2;

/**
 * A vocabulary that a running service goes on with: terms that the generation does not know get ids above its own, in the
 * order in which they come, so that two new stories about a new name relate at once.
 */
export class LiveVocabulary implements TermLookup {
  readonly #ids = new Map<string, number>();
  readonly #texts: string[] = [];

  constructor(readonly frozen: Vocabulary) {}

  documents(language: string): number {
    return this.frozen.documents(language);
  }

  idOf(language: string, term: string): number {
    const known = this.frozen.idOf(language, term);
    if (known !== undefined) return known;
    const name = `${language}\n${term}`;
    const given = this.#ids.get(name);
    if (given !== undefined) return given;
    const id = this.frozen.size + this.#texts.length;
    this.#ids.set(name, id);
    this.#texts.push(term);
    return id;
  }

  documentFrequency(id: number): number {
    return id < this.frozen.size ? this.frozen.documentFrequency(id) : UNSEEN_FREQUENCY;
  }

  textOf(id: number): string {
    return id < this.frozen.size ? this.frozen.textOf(id) : (this.#texts[id - this.frozen.size] ?? '');
  }
}
