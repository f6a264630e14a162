/** In which language is a text written? */
import { eld } from 'eld/extrasmall';
import { hasStemmer } from './stemmers.ts';
import { stopWordsOf } from './stop-words.ts';
import { eachToken } from './tokens.ts';

/** The language of a text that gives no clear sign. Its words are neither stemmed nor stopped. */
export const UNKNOWN = 'und';

/** So much of a text is looked at; more does not change the answer on news. */
const CHARACTERS = 1_500;
/** A text with fewer letters says too little. */
const LETTERS = 20;
/** An unsure answer is one of several: those languages whose score is at least this part of the best. */
const NEAR = 0.8;
/** eld knows one name for both; of the two, Indonesian has most of the news. */
const MALAY = 'ms';
const INDONESIAN = 'id';
const UNSPACED = new Set(['ja', 'th', 'zh']);
/** Where nothing else decides between near languages, the one that most of the web's news is in. */
const COMMONEST = 'en';

/**
 * ISO 639-1 code, or `und`. By frequent groups of letters; where these leave it open, as in tables and telegraphic briefs
 * ("Qtr net. Shr 12 cts vs 11 cts"), by stop words.
 */
export function detectLanguage(text: string): string {
  const opening = text.slice(0, CHARACTERS);
  if (!hasLetters(opening)) return UNKNOWN;
  const result = eld.detect(opening);
  if (result.language === '') return UNKNOWN;
  if (result.isReliable()) return result.language === MALAY ? INDONESIAN : result.language;
  return byStopWords(opening, near(result.getScores())) ?? UNKNOWN;
}

function hasLetters(text: string): boolean {
  let letters = 0;
  for (const _ of text.matchAll(/\p{L}/gu)) if (++letters === LETTERS) return true;
  return false;
}

/** Best first. An unsure answer is believed for common languages only: for a rare one it is mostly wrong. */
function near(scores: Readonly<Record<string, number>>): string[] {
  const best = Math.max(...Object.values(scores));
  return Object.keys(scores)
    .filter((language) => (scores[language] as number) >= NEAR * best && isCommon(language))
    .sort((a, b) => (scores[b] as number) - (scores[a] as number));
}

function isCommon(language: string): boolean {
  return hasStemmer(language) || UNSPACED.has(language);
}

/** Of the languages, the one with most stop words among the text's words; then the commonest one; then the first. */
function byStopWords(text: string, languages: readonly string[]): string | undefined {
  const words = new Set<string>();
  eachToken(text, ({ word, isNumber }) => {
    if (!isNumber && word.length > 1) words.add(word);
  });
  const ordered = languages.includes(COMMONEST) ? [COMMONEST, ...languages] : languages;
  let found: string | undefined;
  let most = -1;
  for (const language of ordered) {
    const count = [...words].filter((word) => stopsOf(language).has(word)).length;
    if (count <= most) continue;
    found = language;
    most = count;
  }
  return found;
}

const lists = new Map<string, ReadonlySet<string>>();
function stopsOf(language: string): ReadonlySet<string> {
  const list = lists.get(language) ?? stopWordsOf(language);
  lists.set(language, list);
  return list;
}
