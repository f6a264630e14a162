/** What is fuzzed? A reader with documents of its format, and what it promises whatever it reads. */
import type fc from 'fast-check';
import type { Vocabulary } from './damage.ts';

export interface Target extends Pick<Vocabulary, 'words' | 'pairs'> {
  readonly name: string;
  /** Small documents written by hand: each has a feature of the format that chance would hardly make. */
  readonly seeds: readonly (string | Uint8Array)[];
  /** Sound documents. */
  readonly made: fc.Arbitrary<string | Uint8Array>;
  /**
   * Reads the bytes and throws an `AssertionError` when a promise is broken. `chance`: 0 to 65,535, for what else there is to
   * choose, such as the size of the pieces in which the bytes come.
   */
  readonly read: (bytes: Buffer, chance: number) => Outcome | Promise<Outcome>;
}

/** What came out, to be counted: a fuzzer of which nothing is ever taken, or nothing refused, tests nothing. */
export type Outcome = 'taken' | 'refused' | 'both';

export const bytesOf = (document: string | Uint8Array): Uint8Array =>
  typeof document === 'string' ? Buffer.from(document) : document;
