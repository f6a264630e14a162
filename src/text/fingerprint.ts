/** Which fingerprint has an article, by which its copies are known? Of each three words in a row and each word of the title. */
import { BINS, FINGERPRINT_BYTES, MOST_FEATURES, VALUES } from '../article/fingerprint.ts';
import { CAPITAL, DIGIT, kindAt, LETTER, MARK, PAIRED, SEGMENTED, widthAt } from './characters.ts';
import { MOST_TOKENS } from './tokens.ts';

/** Stored with each generation: fingerprints made otherwise cannot be compared. */
export const FINGERPRINT = { version: 1, words: 3, bins: BINS } as const;

/** Tells a word of the title from the same words of the body. */
const TITLE_SEED = 0x9e3779b9;

export function fingerprint({ title, body }: { readonly title: string; readonly body: string }): Uint8Array {
  const least = new Float64Array(BINS).fill(Number.POSITIVE_INFINITY);
  let features = 0;
  const take = (feature: number) => {
    features++;
    const bin = feature & (BINS - 1);
    const value = feature >>> 6;
    if (value < (least[bin] as number)) least[bin] = value;
  };
  let [first, second] = [0, 0];
  let words = 0;
  eachWordHash(body, (word) => {
    if (++words > 2) take(mixed(Math.imul(Math.imul(first, 31) + second, 31) + word));
    first = second;
    second = word;
  });
  eachWordHash(title, (word) => take(mixed(word ^ TITLE_SEED)));
  const bytes = new Uint8Array(FINGERPRINT_BYTES);
  for (let bin = 0; bin < BINS; bin++) {
    const value = least[bin] as number;
    bytes[bin] = value === Number.POSITIVE_INFINITY ? 0 : 1 + (value % VALUES);
  }
  const counted = Math.min(MOST_FEATURES, features);
  bytes[BINS] = counted & 255;
  bytes[BINS + 1] = counted >>> 8;
  return bytes;
}

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
