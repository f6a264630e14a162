/** Which number does a term have, and what does it weigh? Per language; ids are unique across languages. */
import { TermTable, type TermTableParts } from './term-table.ts';
import { type TermLookup, termWeight } from './weigh.ts';

/** How a term of a language is written in a table. */
export const termName = (language: string, term: string): string => `${language}\t${term}`;

export const languageOfName = (name: string): string => name.slice(0, name.indexOf('\t'));

/** The words of a term. */
export const textOfName = (name: string): string => name.slice(name.indexOf('\t') + 1);

/** The vocabulary of one generation. Never changes. */
export class Vocabulary implements TermLookup {
  readonly #table: TermTable;

  /** `weights`: the idf of each term; longer than the vocabulary where a running service has added terms. */
  constructor(
    parts: TermTableParts,
    private readonly weights: Float32Array,
    private readonly documentCounts: Readonly<Record<string, number>>,
  ) {
    this.#table = new TermTable(parts);
  }

  get size(): number {
    return this.#table.size;
  }

  documents(language: string): number {
    return this.documentCounts[language] ?? 0;
  }

  idOf(language: string, term: string): number | undefined {
    const id = this.#table.find(termName(language, term));
    return id < 0 ? undefined : id;
  }

  weightOf(id: number): number {
    return this.weights[id] ?? 0;
  }

  /** As `termName` wrote it. */
  nameOf(id: number): string {
    return this.#table.textOf(id);
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
  readonly #names: string[] = [];
  readonly #weights: number[] = [];

  /** `onTerm` is told of each new term. */
  constructor(
    readonly frozen: Vocabulary,
    private readonly onTerm: (id: number, weight: number) => void,
  ) {}

  documents(language: string): number {
    return this.frozen.documents(language);
  }

  /** The id of a term that there is, or undefined. */
  find(language: string, term: string): number | undefined {
    return this.frozen.idOf(language, term) ?? this.#ids.get(termName(language, term));
  }

  idOf(language: string, term: string): number {
    const known = this.find(language, term);
    if (known !== undefined) return known;
    const name = termName(language, term);
    const id = this.frozen.size + this.#names.length;
    const weight = Math.fround(termWeight(term, UNSEEN_FREQUENCY, this.documents(language)));
    this.#ids.set(name, id);
    this.#names.push(name);
    this.#weights.push(weight);
    this.onTerm(id, weight);
    return id;
  }

  weightOf(id: number): number {
    return id < this.frozen.size ? this.frozen.weightOf(id) : (this.#weights[id - this.frozen.size] ?? 0);
  }

  /** As `termName` wrote it. */
  nameOf(id: number): string {
    return id < this.frozen.size ? this.frozen.nameOf(id) : (this.#names[id - this.frozen.size] ?? '');
  }

  textOf(id: number): string {
    return textOfName(this.nameOf(id));
  }

  /** The terms that came after the generation, in the order of their ids. */
  recentNames(): readonly string[] {
    return this.#names;
  }
}
