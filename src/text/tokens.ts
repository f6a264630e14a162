/** Which words does a text have? One walk over the characters, in time linear in them; nothing is copied on the way. */
import {
  APOSTROPHE,
  CAPITAL,
  CONNECTOR,
  DIGIT,
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

/** So many words of one text are looked at. */
export const MOST_TOKENS = 20_000;
/** A longer run of letters is no word. */
const MOST_CHARACTERS = 40;
/** A longer run of a script without spaces is segmented in parts. */
const MOST_SEGMENTED = 1_000;

/** The walk's one token, overwritten by each next word: read it, do not keep it. */
export class Token {
  /** The text as the walk sees it (NFKC); `start` and `end` are offsets in it. */
  text = '';
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
  const source = normalized(text);
  token.text = source;
  const length = source.length;
  let left = MOST_TOKENS;
  let end = -2;
  let index = 0;
  while (index < length && left > 0) {
    const kind = kindAt(source, index);
    const isRun = kind === PAIRED || kind === SEGMENTED;
    if (kind !== LETTER && kind !== CAPITAL && kind !== DIGIT && !isRun) {
      index += widthAt(source, index);
      continue;
    }
    const start = index;
    const isBeside = start === end || (start === end + 1 && kindAt(source, end) === CONNECTOR);
    token.position += isBeside ? 1 : 2;
    index = end = isRun ? endOfRun(source, start, kind) : endOfWord(source, start);
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
    token.isNumber = kind === DIGIT && !hasLetter(source, start, end);
    if (!token.isNumber || isWhole(source, start, end)) take(token);
    // The last stop of "U.S." does not part it from the next word.
    if (source[end] === '.' && source[end - 2] === '.') end = ++index;
  }
}

/** Compatible forms become one: full width, ligatures, decomposed accents. Signs that would become letters go. */
function normalized(text: string): string {
  return text.replace(/[™℠]/g, ' ').normalize('NFKC');
}

function endOfWord(text: string, start: number): number {
  let index = start + widthAt(text, start);
  while (index < text.length) {
    const kind = kindAt(text, index);
    const isInside =
      kind === LETTER ||
      kind === CAPITAL ||
      kind === DIGIT ||
      kind === MARK ||
      kind === INVISIBLE ||
      (kind === APOSTROPHE && isLetter(text, index + 1) && kindAt(text, index - 1) !== DIGIT) ||
      (kind === OTHER && isInnerStop(text, index, start));
    if (!isInside) break;
    index += widthAt(text, index);
  }
  return index;
}

/** The points of "1.5", "737,000" and "U.S.", which do not end the word that they are in. */
function isInnerStop(text: string, index: number, start: number): boolean {
  const sign = text[index];
  if (sign !== '.' && sign !== ',' && sign !== ':') return false;
  // The bound keeps the whole walk linear in "1.1.1.1…".
  if (index + 1 >= text.length || index - start > MOST_CHARACTERS) return false;
  const before = kindAt(text, index - 1);
  const after = kindAt(text, index + 1);
  if (before === DIGIT) return after === DIGIT && !hasLetter(text, start, index);
  if (sign !== '.' || before !== CAPITAL || after !== CAPITAL) return false;
  return (index - 1 === start || text[index - 2] === '.') && !isLetter(text, index + 2);
}

function endOfRun(text: string, start: number, kind: number): number {
  let index = start;
  while (index < text.length) {
    const next = kindAt(text, index);
    if (next !== kind && next !== MARK && next !== INVISIBLE) break;
    index += widthAt(text, index);
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
  const { text } = token;
  let taken = 0;
  let previous = start;
  for (let index = start + widthAt(text, start); index < end && taken < most; ) {
    const next = index + widthAt(text, index);
    if (kindAt(text, index) === PAIRED) {
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

function isLetter(text: string, index: number): boolean {
  if (index >= text.length) return false;
  const kind = kindAt(text, index);
  return kind === LETTER || kind === CAPITAL;
}

function hasLetter(text: string, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if (isLetter(text, index)) return true;
  return false;
}

function isWhole(text: string, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if (kindAt(text, index) !== DIGIT) return false;
  return true;
}
