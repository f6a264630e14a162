/** Which fingerprint has an article, by which its copies are known? Of each three words in a row and each word of the title. */
import { BINS, FINGERPRINT_BYTES, MOST_FEATURES, VALUES } from '../article/fingerprint.ts';
import { eachWordHash, mixed } from './word-hashes.ts';

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
