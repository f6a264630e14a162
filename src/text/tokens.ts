/** Which words does a text have? One walk over the characters, in time linear in them; nothing is copied on the way. */
import {
  APOSTROPHE,
  CAPITAL,
  CONNECTOR,
  DIGIT,
  endOfLetters,
  INVISIBLE,
  kindAt,
  LETTER,
  MARK,
  OTHER,
  PAIRED,
  SEGMENTED,
  widthAt,
} from './characters.ts';
import { lowered } from './spelling.ts';
import { Units } from './units.ts';

/** So many words of one text are looked at. */
export const MOST_TOKENS = 20_000;
/** A longer run of letters is no word. */
const MOST_CHARACTERS = 40;
/** A longer run of a script without spaces is segmented in parts. */
const MOST_SEGMENTED = 1_000;

const [STOP, COMMA, COLON] = [0x2e, 0x2c, 0x3a];

const UNITS = new Units();
const NO_UNITS: Uint16Array = new Uint16Array(0);

/** The walk's one token, overwritten by each next word: read it, do not keep it. */
export class Token {
  /** The text as the walk sees it (NFKC); `start` and `end` are offsets in it. */
  text = '';
  /** Those of `text`: a view that the next walk overwrites. */
  units: Uint16Array = NO_UNITS;
  start = 0;
  end = 0;
  /** Written with a capital: a name, or the first word of a sentence. */
  isCapitalised = false;
  /** A whole number without letters: "737", not "1.5" nor "5G". */
  isNumber = false;
  /** Grows by 1 from word to word where only a blank or a hyphen stands between them, by more otherwise. */
  position = 0;

  /** As the text has it. */
  get written(): string {
    return this.text.slice(this.start, this.end);
  }

  /** Lower-case, apostrophes and quotes folded, by no language's rules. */
  get word(): string {
    return lowered(this.written, 'und');
  }
}

/**
 * Calls `take` for each word, at most `MOST_TOKENS` times. Han and kana give overlapping pairs of characters, or the one
 * that stands alone.
 */
export function eachToken(text: string, take: (token: Token) => void): void {
  const token = new Token();
  token.text = normalized(text);
  const units = UNITS.of(token.text);
  token.units = units;
  const { length } = units;
  let left = MOST_TOKENS;
  let end = -2;
  let index = 0;
  while (index < length && left > 0) {
    const kind = kindAt(units, index);
    const isRun = kind === PAIRED || kind === SEGMENTED;
    if (kind !== LETTER && kind !== CAPITAL && kind !== DIGIT && !isRun) {
      index += widthAt(units, index);
      continue;
    }
    const start = index;
    const isBeside = start === end || (start === end + 1 && kindAt(units, end) === CONNECTOR);
    token.position += isBeside ? 1 : 2;
    index = end = isRun ? endOfRun(units, start, kind) : endOfWord(units, start);
    if (isRun) {
      token.isCapitalised = token.isNumber = false;
      const takeRun = kind === PAIRED ? takePairs : takeSegments;
      left -= takeRun(token, start, end, left, take);
      token.position++;
      continue;
    }
    left--;
    if (end - start > MOST_CHARACTERS) continue;
    token.start = start;
    token.end = end;
    token.isCapitalised = kind === CAPITAL;
    token.isNumber = kind === DIGIT && !hasLetter(units, start, end);
    if (!token.isNumber || isWhole(units, start, end)) take(token);
    // The last stop of "U.S." does not part it from the next word.
    if (units[end] === STOP && units[end - 2] === STOP) end = ++index;
  }
}

/** Compatible forms become one: full width, ligatures, decomposed accents. Signs that would become letters go. */
function normalized(text: string): string {
  return text.replace(/[™℠]/g, ' ').normalize('NFKC');
}

function endOfWord(units: Uint16Array, start: number): number {
  let index = start + widthAt(units, start);
  for (;;) {
    index = endOfLetters(units, index, units.length);
    if (index >= units.length) break;
    const kind = kindAt(units, index);
    const isInside =
      kind === LETTER ||
      kind === CAPITAL ||
      kind === DIGIT ||
      kind === MARK ||
      kind === INVISIBLE ||
      (kind === APOSTROPHE && isLetter(units, index + 1) && kindAt(units, index - 1) !== DIGIT) ||
      (kind === OTHER && isInnerStop(units, index, start));
    if (!isInside) break;
    index += widthAt(units, index);
  }
  return index;
}

/** The points of "1.5", "737,000" and "U.S.", which do not end the word that they are in. */
function isInnerStop(units: Uint16Array, index: number, start: number): boolean {
  const sign = units[index];
  if (sign !== STOP && sign !== COMMA && sign !== COLON) return false;
  // The bound keeps the whole walk linear in "1.1.1.1…".
  if (index + 1 >= units.length || index - start > MOST_CHARACTERS) return false;
  const before = kindAt(units, index - 1);
  const after = kindAt(units, index + 1);
  if (before === DIGIT) return after === DIGIT && !hasLetter(units, start, index);
  if (sign !== STOP || before !== CAPITAL || after !== CAPITAL) return false;
  return (index - 1 === start || units[index - 2] === STOP) && !isLetter(units, index + 2);
}

function endOfRun(units: Uint16Array, start: number, kind: number): number {
  let index = start;
  while (index < units.length) {
    const next = kindAt(units, index);
    if (next !== kind && next !== MARK && next !== INVISIBLE) break;
    index += widthAt(units, index);
  }
  return index;
}

type TakeRun = (
  token: Token,
  start: number,
  end: number,
  most: number,
  take: (token: Token) => void,
) => number;

/** Returns how many tokens it gave, at most `most`. */
const takePairs: TakeRun = (token, start, end, most, take) => {
  const { units } = token;
  let taken = 0;
  let previous = start;
  for (let index = start + widthAt(units, start); index < end && taken < most; ) {
    const next = index + widthAt(units, index);
    if (kindAt(units, index) === PAIRED) {
      taken++;
      take(placed(token, previous, next));
      previous = index;
    }
    index = next;
  }
  if (taken > 0 || most === 0) return taken;
  take(placed(token, start, end));
  return 1;
};

/** Returns how many tokens it gave, at most `most`. */
const takeSegments: TakeRun = (token, start, end, most, take) => {
  let taken = 0;
  for (let from = start; from < end && taken < most; from += MOST_SEGMENTED) {
    const part = token.text.slice(from, Math.min(end, from + MOST_SEGMENTED));
    for (const { segment, index } of segmenter().segment(part)) {
      if (taken === most) break;
      taken++;
      take(placed(token, from + index, from + index + segment.length));
    }
  }
  return taken;
};

/** Tokens of one run overlap or touch, and make no pairs of words. */
function placed(token: Token, start: number, end: number): Token {
  token.start = start;
  token.end = end;
  token.position += 2;
  return token;
}

let thai: Intl.Segmenter | undefined;
/** Finds words by dictionary in all of these scripts, whatever its locale. */
function segmenter(): Intl.Segmenter {
  thai ??= new Intl.Segmenter('th', { granularity: 'word' });
  return thai;
}

function isLetter(units: Uint16Array, index: number): boolean {
  if (index >= units.length) return false;
  const kind = kindAt(units, index);
  return kind === LETTER || kind === CAPITAL;
}

function hasLetter(units: Uint16Array, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if (isLetter(units, index)) return true;
  return false;
}

function isWhole(units: Uint16Array, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if (kindAt(units, index) !== DIGIT) return false;
  return true;
}
