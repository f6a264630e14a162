/** Which term does a written word stand for? Remembered, because a collection's words are few and its text is long. */
import { lowered } from './spelling.ts';
import { stemmerOf } from './stemmers.ts';
import { stopWordsOf } from './stop-words.ts';

/** Written words whose term is remembered, per language; then the memory starts afresh. */
const REMEMBERED = 200_000;
const memories = new Map<string, (written: string) => string>();

/** A word as written → its term, or '' for a stop word and a single letter. */
export function termsOf(language: string): (written: string) => string {
  const known = memories.get(language);
  if (known) return known;
  const stopWords = stopWordsOf(language);
  const stem = stemmerOf(language);
  const memory = new Map<string, string>();
  const termOf = (written: string) => {
    const remembered = memory.get(written);
    if (remembered !== undefined) return remembered;
    if (memory.size >= REMEMBERED) memory.clear();
    const key = detached(written);
    const word = lowered(key, language);
    const term = stopWords.has(word) || isLetter(word) ? '' : stem(word);
    memory.set(key, term);
    return term;
  };
  memories.set(language, termOf);
  return termOf;
}

/** One letter says nothing; one Han character may. */
function isLetter(word: string): boolean {
  return word.length < 2 && !/\p{Script=Han}/u.test(word);
}

/** A copy: a slice would keep the whole text of its article in memory. */
function detached(slice: string): string {
  return ` ${slice}`.slice(1);
}
