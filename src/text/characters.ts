/** What is a character to the tokeniser? */

/** Of a word … */
export const LETTER = 1;
export const CAPITAL = 2;
export const DIGIT = 3;
export const MARK = 4;
/** … inside one only: joins what stands on both sides. */
export const APOSTROPHE = 5;
/** Invisible: soft hyphen, joiners, direction marks, variation selectors. */
export const INVISIBLE = 6;
/** Scripts without spaces: Han and kana, taken in pairs … */
export const PAIRED = 7;
/** … and those whose words are found by dictionary: Thai, Lao, Khmer, Burmese. */
export const SEGMENTED = 8;
/** Blanks and hyphens: two words with one of them between stand side by side. */
export const CONNECTOR = 9;
export const OTHER = 10;
/** One half of a character beyond U+FFFF: ask `kindOfCodePoint`. */
const SURROGATE = 11;

const KINDS: readonly (readonly [RegExp, number])[] = [
  [/[\p{Cs}]/u, SURROGATE],
  [/['’ʼ‘]/u, APOSTROPHE],
  [/[\p{Cf}\p{Variation_Selector}]/u, INVISIBLE],
  [/[\p{Zs}\t\n\r\p{Pd}]/u, CONNECTOR],
  [/(?=[\p{L}\p{M}\p{N}])[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u, SEGMENTED],
  [/(?=[\p{L}\p{N}])[\p{Script=Han}\p{scx=Hiragana}\p{scx=Katakana}]/u, PAIRED],
  [/[\p{Lu}\p{Lt}]/u, CAPITAL],
  [/\p{L}/u, LETTER],
  [/\p{N}/u, DIGIT],
  [/\p{M}/u, MARK],
];

/** UTF-16 unit → kind; 0 until it is first met. */
const kinds = new Uint8Array(0x10000);

/** The kind of the character that begins at `index`. */
export function kindAt(units: Uint16Array, index: number): number {
  const known = kinds[units[index] as number] as number;
  return known !== 0 && known !== SURROGATE ? known : kindOfNew(units, index);
}

function kindOfNew(units: Uint16Array, index: number): number {
  const unit = units[index] as number;
  const kind = kinds[unit] || kindOf(String.fromCharCode(unit));
  kinds[unit] = kind;
  if (kind !== SURROGATE) return kind;
  // The second half of a pair, or half of one: nothing begins here.
  return isPair(units, index) ? kindOf(String.fromCharCode(unit, units[index + 1] as number)) : OTHER;
}

/** UTF-16 units of the character that begins at `index`: 1 or 2. */
export function widthAt(units: Uint16Array, index: number): number {
  return kinds[units[index] as number] === SURROGATE && isPair(units, index) ? 2 : 1;
}

/** Past the letters, digits and marks in units[index … to), as far as they are known ones of one unit each. */
export function endOfLetters(units: Uint16Array, index: number, to: number): number {
  let end = index;
  for (; end < to; end++) {
    const kind = kinds[units[end] as number] as number;
    if (kind === 0 || kind > MARK) break;
  }
  return end;
}

function isPair(units: Uint16Array, index: number): boolean {
  const [first, second] = [units[index] as number, units[index + 1] ?? 0];
  return first >= 0xd800 && first < 0xdc00 && second >= 0xdc00 && second < 0xe000;
}

function kindOf(character: string): number {
  for (const [pattern, kind] of KINDS) if (pattern.test(character)) return kind;
  return OTHER;
}
