/** Which terms does an article contain, and how often? Text in, weighted counts out, by the rules of its language. */
import { stemmerOf } from './stemmers.ts';
import { stopWordsOf } from './stop-words.ts';
import { eachToken } from './tokens.ts';

/** Stored with each generation: terms made with other settings cannot be compared. Raise `version` when the rules change. */
export const ANALYSIS = {
  version: 1,
  /** A word of the title counts as so many of the body. */
  titleWeight: 3,
} as const;

export interface AnalyzableArticle {
  readonly title: string;
  readonly body: string;
  /** ISO 639-1; another code, or `und`, means: no stop words, no stemming. */
  readonly language: string;
}

/** Term → count, at least 1. A pair is written with a blank between its parts: `boris johnson`. */
export function analyze({ title, body, language }: AnalyzableArticle): Map<string, number> {
  const counts = new Map<string, number>();
  const reduce = reducerOf(language);
  count(title, ANALYSIS.titleWeight, true, reduce, counts);
  count(body, 1, false, reduce, counts);
  return counts;
}

function count(
  text: string,
  weight: number,
  isTitle: boolean,
  reduce: (word: string) => string,
  counts: Map<string, number>,
): void {
  let previous = '';
  let previousPosition = -2;
  let wasCapitalised = false;
  eachToken(text, ({ word, isCapitalised, position }) => {
    const term = reduce(word);
    if (term !== '') {
      add(counts, term, weight);
      if (
        previous !== '' &&
        position === previousPosition + 1 &&
        (isTitle || (isCapitalised && wasCapitalised))
      ) {
        add(counts, `${previous} ${term}`, weight);
      }
    }
    previous = term;
    previousPosition = position;
    wasCapitalised = isCapitalised;
  });
}

function add(counts: Map<string, number>, term: string, weight: number): void {
  counts.set(term, (counts.get(term) ?? 0) + weight);
}

/** Words whose stem is remembered, per language; then the memory starts afresh. */
const REMEMBERED = 200_000;
const reducers = new Map<string, (word: string) => string>();

/** A word → its term, or '' for a stop word. */
function reducerOf(language: string): (word: string) => string {
  const known = reducers.get(language);
  if (known) return known;
  const stopWords = stopWordsOf(language);
  const stem = stemmerOf(language);
  const memory = new Map<string, string>();
  const reduce = (word: string) => {
    const remembered = memory.get(word);
    if (remembered !== undefined) return remembered;
    if (memory.size >= REMEMBERED) memory.clear();
    const term = stopWords.has(word) ? '' : stem(word);
    memory.set(word, term);
    return term;
  };
  reducers.set(language, reduce);
  return reduce;
}
