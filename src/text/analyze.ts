/** Which terms does an article contain, and how often? Text in, weighted counts out, by the rules of its language. */
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

/** Term → count, at least 1. A pair is written with a blank between its parts: `boris johnson`. */
export function analyze(article: AnalyzableArticle): Map<string, number> {
  const counts = new Map<string, number>();
  eachTerm(article, (term, weight) => {
    counts.set(term, (counts.get(term) ?? 0) + weight);
  });
  return counts;
}
