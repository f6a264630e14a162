/** Which terms stand in an article, where, and how are they written? The one walk that counts and explanations share. */
import { type Lexicon, NO_TERM } from './lexicon.ts';
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

/**
 * `term`: its number in the lexicon; `text.slice(start, end)` is what stands for it. A pair is written with a blank between
 * its parts: `boris johnson`.
 */
export type TakeTerm = (term: number, weight: number, text: string, start: number, end: number) => void;

/** `lexicon`: of the article's language. */
export function eachTerm({ title, body }: AnalyzableArticle, lexicon: Lexicon, take: TakeTerm): void {
  walk(title, () => TITLE_WEIGHT, true, lexicon, take);
  walk(body, (words) => (words <= LEAD_WORDS ? LEAD_WEIGHT : 1), false, lexicon, take);
}

/**
 * Whole numbers are terms too. Pairs are adjacent words: all in a title, in the body names ("Boris Johnson"), also with a
 * number ("Boeing 737"). `weightAt`: what the n-th word counts, n from 1.
 */
function walk(
  text: string,
  weightAt: (words: number) => number,
  isTitle: boolean,
  lexicon: Lexicon,
  take: TakeTerm,
): void {
  let previous = NO_TERM;
  let previousStart = 0;
  let previousPosition = -2;
  let wasName = false;
  let words = 0;
  eachToken(text, (token: Token) => {
    const { start, end, position, isNumber } = token;
    const weight = weightAt(++words);
    const isBeside = previous !== NO_TERM && position === previousPosition + 1;
    let term = lexicon.termOf(token);
    if (term !== NO_TERM) take(term, weight, token.text, start, end);
    let isName = token.isCapitalised;
    if (isNumber) {
      isName = isBeside && wasName && end - start <= 4;
      if (!isName) term = NO_TERM;
    }
    if (term !== NO_TERM && isBeside && ((isTitle && !isNumber) || (isName && wasName)))
      take(lexicon.pairOf(previous, term), weight, token.text, previousStart, end);
    previous = term;
    previousStart = start;
    previousPosition = position;
    wasName = isName;
  });
}
