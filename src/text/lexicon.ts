/** Which term does a written word stand for? Remembered by number, because a collection's words are few and its text is long. */
import { lowered } from './spelling.ts';
import { stemmerOf } from './stemmers.ts';
import { stopWordsOf } from './stop-words.ts';
import type { Token } from './tokens.ts';
import { WordTable } from './word-table.ts';

/** Words and terms that are remembered, per language; then the memory starts afresh. */
const REMEMBERED = 200_000;
const lexicons = new Map<string, Lexicon>();

/** The number of no term: of stop words and single letters. */
export const NO_TERM = 0;

/** That of a language: good for one article, as the next one may be given a fresh one. */
export function lexiconOf(language: string): Lexicon {
  const known = lexicons.get(language);
  if (known && !known.isFull) return known;
  const lexicon = new Lexicon(language);
  lexicons.set(language, lexicon);
  return lexicon;
}

/** Terms of one language get the numbers 1, 2, 3 … in the order in which they are first asked for. */
export class Lexicon {
  readonly #stopWords: ReadonlySet<string>;
  readonly #stem: (word: string) => string;
  readonly #written = new WordTable();
  /** By the number of a written word, of its term. */
  readonly #termOf: number[] = [];
  /** By the word as `lowered` spells it. */
  readonly #termOfWord = new Map<string, number>();
  readonly #names = [''];
  readonly #numbers = new Map<string, number>();
  readonly #pairs = new Map<number, number>();

  constructor(readonly language: string) {
    this.#stopWords = stopWordsOf(language);
    this.#stem = stemmerOf(language);
  }

  /** Numbers are below this. */
  get size(): number {
    return this.#names.length;
  }

  get isFull(): boolean {
    return this.#written.size >= REMEMBERED || this.size >= 2 * REMEMBERED;
  }

  nameOf(term: number): string {
    return this.#names[term] as string;
  }

  /** The term of a word, or `NO_TERM`; a whole number stands for itself. */
  termOf(token: Token): number {
    const { units, start, end } = token;
    const written = this.#written.add(units, start, end);
    const known = this.#termOf[written];
    if (known !== undefined) return known;
    const term = token.isNumber ? this.#numberOf(token.written) : this.#reduced(token.written);
    this.#termOf[written] = term;
    return term;
  }

  /** The term of two, which has a blank between them. */
  pairOf(first: number, second: number): number {
    const key = first * 2 ** 26 + second;
    const known = this.#pairs.get(key);
    if (known !== undefined) return known;
    const pair = this.#numberOf(`${this.nameOf(first)} ${this.nameOf(second)}`);
    this.#pairs.set(key, pair);
    return pair;
  }

  #reduced(written: string): number {
    const word = lowered(written, this.language);
    const known = this.#termOfWord.get(word);
    if (known !== undefined) return known;
    const term = this.#stopWords.has(word) || isLetter(word) ? NO_TERM : this.#numberOf(this.#stem(word));
    this.#termOfWord.set(detached(word), term);
    return term;
  }

  #numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#names.length;
    const kept = detached(name);
    this.#names.push(kept);
    this.#numbers.set(kept, number);
    return number;
  }
}

/** One letter says nothing; one Han character may. */
function isLetter(word: string): boolean {
  return word.length < 2 && !/\p{Script=Han}/u.test(word);
}

/** A copy: a slice would keep the whole text of its article in memory. */
function detached(slice: string): string {
  return ` ${slice}`.slice(1);
}
