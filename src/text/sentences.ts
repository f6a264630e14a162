/** Which sentences does a text have? Lines count as sentences, with or without a stop at their end. */
import { Units } from './units.ts';
import { eachWordHashIn, mixed } from './word-hashes.ts';

/** Where a sentence ends: the end of a line, a stop before a blank, a full-width stop. */
const END = /\n|[.!?…]["'”’»)\]]*(?=\s)|[。！？]/g;
/** Fewer words are too common to say where they come from. */
const LEAST_WORDS = 3;

const UNITS = new Units();
/** For a sentence by itself, which may be asked for while a text is walked. */
const ALONE = new Units();

/** Calls `take` with the bounds of each sentence and what it is known by, 32 bits; 0 for one of fewer than three words. */
export function eachSentence(text: string, take: (start: number, end: number, hash: number) => void): void {
  const lower = text.toLowerCase();
  const units = UNITS.of(lower);
  let start = 0;
  const sentence = (end: number) => {
    // A letter may become two, as "İ" does: then nothing is where it was.
    const isInPlace = lower.length === text.length;
    if (end > start)
      take(start, end, isInPlace ? hashOf(units, start, end) : sentenceHash(text.slice(start, end)));
    start = end;
  };
  for (const match of text.matchAll(END)) sentence(match.index + match[0].length);
  sentence(text.length);
}

/** The same for sentences of the same words, whatever their case and signs; 0 for fewer than three words. */
export function sentenceHash(sentence: string): number {
  const units = ALONE.of(sentence.toLowerCase());
  return hashOf(units, 0, units.length);
}

function hashOf(units: Uint16Array, from: number, to: number): number {
  let hash = 0;
  let words = 0;
  eachWordHashIn(units, from, to, (word) => {
    hash = mixed(Math.imul(hash, 31) + word);
    words++;
  });
  return words < LEAST_WORDS ? 0 : hash || 1;
}
