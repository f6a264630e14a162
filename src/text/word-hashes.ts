/** Which words does a text have, to tell texts apart by? Numbers of 32 bits, without stemming or stop words; one walk, no copies of words. */
import { DIGIT, endOfLetters, kindAt, MARK, PAIRED, SEGMENTED, widthAt } from './characters.ts';
import { MOST_TOKENS } from './tokens.ts';
import { Units } from './units.ts';

const UNITS = new Units();

/** The words and numbers as they are written, but for case; of scripts without spaces each character. */
export function eachWordHash(text: string, take: (hash: number) => void): void {
  const units = UNITS.of(text.toLowerCase());
  eachWordHashIn(units, 0, units.length, take);
}

/** The same of a part of a lower-case text. */
export function eachWordHashIn(
  units: Uint16Array,
  from: number,
  to: number,
  take: (hash: number) => void,
): void {
  let left = MOST_TOKENS;
  let hash = START;
  let isInWord = false;
  for (let index = from; index < to && left > 0; ) {
    const kind = kindAt(units, index);
    const isInside = kind <= MARK;
    const isAlone = kind === PAIRED || kind === SEGMENTED;
    if (isInWord && !isInside && !isPoint(units, index, to)) {
      take(hash);
      left--;
      hash = START;
      isInWord = false;
    }
    let end = index + widthAt(units, index);
    if (isInside) end = endOfLetters(units, end, to);
    if (isInside || isAlone) {
      for (let i = index; i < end; i++) hash = Math.imul(hash ^ (units[i] as number), PRIME);
      isInWord = isInside;
    }
    if (isAlone) {
      take(hash);
      left--;
      hash = START;
    }
    index = end;
  }
  if (isInWord && left > 0) take(hash);
}

/** The point in "1.5" and "1,500": what it parts is one number. */
function isPoint(units: Uint16Array, index: number, to: number): boolean {
  const sign = units[index];
  if (sign !== 0x2e && sign !== 0x2c) return false;
  return index + 1 < to && kindAt(units, index + 1) === DIGIT && kindAt(units, index - 1) === DIGIT;
}

/** FNV-1a over UTF-16 units … */
const START = 0x811c9dc5 | 0;
const PRIME = 0x01000193;

/** … finished as MurmurHash3 is, so that all bits are well mixed. */
export function mixed(hash: number): number {
  let value = hash ^ (hash >>> 16);
  value = Math.imul(value, 0x85ebca6b);
  value ^= value >>> 13;
  value = Math.imul(value, 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
