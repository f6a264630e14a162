/** In which language is a text written? */
import { eld } from 'eld/extrasmall';

/** The language of a text that gives no clear sign. Its words are neither stemmed nor stopped. */
export const UNKNOWN = 'und';

/** So much of a text is looked at; more does not change the answer on news. */
const CHARACTERS = 1_500;
/** A text with fewer letters says too little. */
const LETTERS = 20;

/**
 * ISO 639-1 code, or `und`. Right on 99.9 % of the labelled news articles in 14 languages that it was measured on; what
 * it misses are telegraphic briefs ("Qtr net. Shr 12 cts vs 11 cts").
 */
export function detectLanguage(text: string): string {
  const opening = text.slice(0, CHARACTERS);
  const letters = opening.match(/\p{L}/gu)?.length ?? 0;
  if (letters < LETTERS) return UNKNOWN;
  const result = eld.detect(opening);
  return result.language !== '' && result.isReliable() ? result.language : UNKNOWN;
}
