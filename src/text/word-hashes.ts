/** Which words does a text have, to tell texts apart by? Numbers of 32 bits, without stemming or stop words; one walk, no copies of words. */
import { CAPITAL, DIGIT, kindAt, LETTER, MARK, PAIRED, SEGMENTED, widthAt } from './characters.ts';
import { MOST_TOKENS } from './tokens.ts';

/** The words and numbers as they are written, but for case; of scripts without spaces each character. */
export function eachWordHash(text: string, take: (hash: number) => void): void {
  const source = text.toLowerCase();
  let left = MOST_TOKENS;
  let hash = START;
  for (let index = 0; index < source.length && left > 0; ) {
    const kind = kindAt(source, index);
    const end = index + widthAt(source, index);
    const isAlone = kind === PAIRED || kind === SEGMENTED;
    const isInside = kind === LETTER || kind === CAPITAL || kind === DIGIT || kind === MARK;
    if (!isInside && hash !== START && !isPoint(source, index)) {
      take(hash);
      left--;
      hash = START;
    }
    if (isInside || isAlone) {
      for (let i = index; i < end; i++) hash = Math.imul(hash ^ source.charCodeAt(i), PRIME);
    }
    if (isAlone) {
      take(hash);
      left--;
      hash = START;
    }
    index = end;
  }
  if (hash !== START && left > 0) take(hash);
}

/** The point in "1.5" and "1,500": what it parts is one number. */
function isPoint(text: string, index: number): boolean {
  const sign = text.charCodeAt(index);
  if (sign !== 0x2e && sign !== 0x2c) return false;
  return index + 1 < text.length && kindAt(text, index + 1) === DIGIT && kindAt(text, index - 1) === DIGIT;
}

/** FNV-1a over UTF-16 units … */
const START = 0x811c9dc5;
const PRIME = 0x01000193;

/** … finished as MurmurHash3 is, so that all bits are well mixed. */
export function mixed(hash: number): number {
  let value = hash ^ (hash >>> 16);
  value = Math.imul(value, 0x85ebca6b);
  value ^= value >>> 13;
  value = Math.imul(value, 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
