/** A light stemmer for Persian: plurals, comparatives, possessives, the copula and the present's prefix go. */

const NON_JOINER = '\u200C';
/** Written apart by a zero-width non-joiner: surely no part of the stem. */
const APART =
  /\u200C(?:ها|های|هایی|هایم|هایت|هایش|هایمان|هایتان|هایشان|هاست|تر|تری|ترین|ام|ات|اش|مان|تان|شان|ای|ی|اند|ایم|اید|است|ان)$/;
/** Written together: only where a stem of three letters remains. */
const TOGETHER = /(?<=.{3})(?:هایمان|هایتان|هایشان|هایم|هایت|هایش|هایی|های|ها|ترین|ی)$/u;
const PRESENT = /^ن?می\u200C/;

export function stemPersian(word: string): string {
  let stem = word.replace(PRESENT, '').replace(APART, '');
  // "کتاب‌های‌شان": one ending upon another.
  stem = stem.replace(APART, '').replaceAll(NON_JOINER, '');
  return stem.replace(TOGETHER, '');
}
