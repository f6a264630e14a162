/** Which terms stand in an article, where, and how are they written? The one walk that counts and explanations share. */
import { termsOf } from './reduce.ts';
import { eachToken, type Token } from './tokens.ts';

export interface AnalyzableArticle {
  readonly title: string;
  readonly body: string;
  /** ISO 639-1; another code, or `und`, means: no stop words, no stemming. */
  readonly language: string;
}

/** A word of the title counts as so many of the body, … */
export const TITLE_WEIGHT = 6;
/** … one of the lead as so many: news tells it first. */
export const LEAD_WEIGHT = 2;
/** So many words of the body are its lead, stop words included. */
export const LEAD_WORDS = 150;

/** `text.slice(start, end)` is what stands for the term; a pair is written with a blank between its parts: `boris johnson`. */
export type TakeTerm = (term: string, weight: number, text: string, start: number, end: number) => void;

export function eachTerm({ title, body, language }: AnalyzableArticle, take: TakeTerm): void {
  const termOf = termsOf(language);
  walk(title, () => TITLE_WEIGHT, true, termOf, take);
  walk(body, (words) => (words <= LEAD_WORDS ? LEAD_WEIGHT : 1), false, termOf, take);
}

/**
 * Whole numbers are terms too. Pairs are adjacent words: all in a title, in the body names ("Boris Johnson"), also with a
 * number ("Boeing 737"). `weightAt`: what the n-th word counts, n from 1.
 */
function walk(
  text: string,
  weightAt: (words: number) => number,
  isTitle: boolean,
  termOf: (written: string) => string,
  take: TakeTerm,
): void {
  let previous = '';
  let previousStart = 0;
  let previousPosition = -2;
  let wasName = false;
  let words = 0;
  eachToken(text, (token: Token) => {
    const { start, end, position, isNumber } = token;
    const weight = weightAt(++words);
    const written = token.text.slice(start, end);
    const isBeside = previous !== '' && position === previousPosition + 1;
    let term: string;
    let isName = token.isCapitalised;
    if (isNumber) {
      isName = isBeside && wasName && end - start <= 4;
      term = isName ? written : '';
      take(written, weight, token.text, start, end);
    } else {
      term = termOf(written);
      if (term !== '') take(term, weight, token.text, start, end);
    }
    if (term !== '' && isBeside && ((isTitle && !isNumber) || (isName && wasName))) {
      take(`${previous} ${term}`, weight, token.text, previousStart, end);
    }
    previous = term;
    previousStart = start;
    previousPosition = position;
    wasName = isName;
  });
}
