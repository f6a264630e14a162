/**
 * When are two articles the same text? Their fingerprints say: one permutation of what the texts consist of, in bins
 * (Li, Owen & Zhang 2012, with the few bits of a value that tell most others apart: Li & König 2010).
 *
 *     byte 0            64                66
 *     | 64 × u8 bin     | u16 LE features |
 *
 * A bin holds the least of the features that fall into it, as 1–255, or 0 when none does. A text with few features has
 * most of them in bins of their own, so that short texts are compared all but exactly.
 */
export const BINS = 64;
export const FINGERPRINT_BYTES = BINS + 2;
export const MOST_FEATURES = 65_535;
export const VALUES = 255;

/** Of a text without words: a copy of nothing. */
export const NO_FINGERPRINT: Uint8Array = new Uint8Array(FINGERPRINT_BYTES);

/** Fingerprint `i` of those that lie one after the other: a view, not a copy. */
export const fingerprintAt = (fingerprints: Uint8Array, i: number): Uint8Array =>
  fingerprints.subarray(i * FINGERPRINT_BYTES, (i + 1) * FINGERPRINT_BYTES);

/** So many bins decide whether there is anything to compare: unless one of them agrees, the texts are different ones. */
const FIRST_BINS = 16;
/** Less in common is a passage that was taken over. */
const LEAST_RESEMBLANCE = 0.3;
/** Of the shorter text this share must be in the longer one: so much of a short text, … */
const SHORT = { features: 25, share: 0.88 } as const;
/** … so much of a brief, where templates differ by a name and a number, … */
const BRIEF = { features: 80, share: 0.93 } as const;
/** … and so much of a long one, which may have been rewritten a little; in between in proportion. */
const LONG = { features: 160, share: 0.75 } as const;

/** Is one the other again: sent twice, cut, continued or rewritten a little? */
export function isCopy(a: Uint8Array, b: Uint8Array): boolean {
  let same = 0;
  let filled = 0;
  for (let i = 0; i < BINS; i++) {
    const value = a[i] as number;
    const other = b[i] as number;
    if (value !== 0 || other !== 0) filled++;
    if (value !== 0 && value === other) same++;
    if (i === FIRST_BINS && same === 0 && filled > 0) return false;
  }
  if (same === 0) return false;
  const byChance = 1 / VALUES;
  const resemblance = (same / filled - byChance) / (1 - byChance);
  if (resemblance < LEAST_RESEMBLANCE) return false;
  const [shorter, longer] = [featuresOf(a), featuresOf(b)].sort((x, y) => x - y) as [number, number];
  const shared = (resemblance / (1 + resemblance)) * (shorter + longer);
  return shared >= shareNeeded(shorter) * shorter;
}

/** How long the text is: about as many as it has words. */
export const featuresOf = (fingerprint: Uint8Array): number =>
  (fingerprint[BINS] as number) | ((fingerprint[BINS + 1] as number) << 8);

function shareNeeded(features: number): number {
  if (features <= SHORT.features) return SHORT.share;
  if (features <= BRIEF.features) return BRIEF.share;
  const part = Math.min(1, (features - BRIEF.features) / (LONG.features - BRIEF.features));
  return BRIEF.share + part * (LONG.share - BRIEF.share);
}
