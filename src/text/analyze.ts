/** Which terms does an article contain, and how often? Text in, weighted counts out, by the rules of its language. */
import { type Lexicon, lexiconOf } from './lexicon.ts';
import { type AnalyzableArticle, eachTerm, LEAD_WEIGHT, LEAD_WORDS, TITLE_WEIGHT } from './terms.ts';

export type { AnalyzableArticle } from './terms.ts';

/** Stored with each generation: terms made with other settings cannot be compared. Raise `version` when the rules change. */
export const ANALYSIS = {
  version: 3,
  /** A word of the title counts as so many of the body. */
  titleWeight: TITLE_WEIGHT,
  leadWeight: LEAD_WEIGHT,
  leadWords: LEAD_WORDS,
} as const;

/** By number in a lexicon, in the order in which the article first says them. */
export interface TermCounts {
  readonly lexicon: Lexicon;
  readonly terms: readonly number[];
  /** Of each of the terms, at least 1. */
  readonly counts: Uint32Array;
}

/** Room for the counts of one article, by term: all 0 between calls. */
let countOf = new Uint32Array(1 << 12);

export function countTerms(article: AnalyzableArticle): TermCounts {
  const lexicon = lexiconOf(article.language);
  const terms: number[] = [];
  try {
    eachTerm(article, lexicon, (term, weight) => {
      if (term >= countOf.length) countOf = grown(countOf, 2 * term);
      const count = countOf[term] as number;
      if (count === 0) terms.push(term);
      countOf[term] = count + weight;
    });
    return { lexicon, terms, counts: Uint32Array.from(terms, (term) => countOf[term] as number) };
  } finally {
    for (const term of terms) countOf[term] = 0;
  }
}

/** Term → count, at least 1. A pair is written with a blank between its parts: `boris johnson`. */
export function analyze(article: AnalyzableArticle): Map<string, number> {
  const { lexicon, terms, counts } = countTerms(article);
  return new Map(terms.map((term, i) => [lexicon.nameOf(term), counts[i] as number]));
}

function grown(array: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(length);
  larger.set(array);
  return larger;
}
