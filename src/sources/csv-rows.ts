/** Where does a row of a CSV text end? Quoted line breaks belong to it; a quote that never closes spoils one line, not the rest. */
import { AppError } from '../article/errors.ts';
import { LINE_BYTES } from './ndjson.ts';

export interface CsvRow {
  /** 1-based line on which the row begins. */
  readonly line: number;
  readonly text: string;
  readonly problem?: 'too long' | 'unclosed quote';
}

/** A longer row is refused. In UTF-16 units: an article of the greatest length fits. */
export const ROW_CHARACTERS = LINE_BYTES;
/** So many unclosed quotes are stepped over; a file with more is no CSV. */
const MAX_RECOVERIES = 100;

const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;
/** A quoted field over several lines is followed by something else than a delimiter: it never closed. */
const BROKEN = -2;

/** Empty rows are left out. Throws `invalid` for a text with too many quotes that never close. */
export async function* csvRows(pieces: AsyncIterable<string>, delimiter: string): AsyncGenerator<CsvRow> {
  const separator = delimiter.charCodeAt(0);
  let pending = '';
  let line = 1;
  /** How far `pending` is read, and what was open there. */
  let at = 0;
  let quoting: 'none' | 'open' | 'open over lines' | 'closed' = 'none';
  let spansLines = false;
  let isFieldStart = true;
  let isSkipping = false;
  let recoveries = 0;

  function* rows(isEnd: boolean): Generator<CsvRow> {
    let start = 0;
    let end = -1;
    for (;;) {
      end = isSkipping ? pending.indexOf('\n', at) : scan();
      if (end < 0) break;
      const text = pending.slice(start, pending.charCodeAt(end - 1) === RETURN ? end - 1 : end);
      if (isSkipping) isSkipping = false;
      else if (text.trim() !== '') yield { line, text };
      line += 1 + newlinesIn(text);
      start = end + 1;
      at = start;
      isFieldStart = true;
      quoting = 'none';
    }
    pending = pending.slice(start);
    at = pending.length;
    const isTooLong = pending.length > ROW_CHARACTERS;
    const isOpen = quoting === 'open' || quoting === 'open over lines';
    if (isSkipping) {
      pending = '';
      at = 0;
    } else if (end === BROKEN || (isOpen && (isTooLong || isEnd))) {
      yield* afterUnclosedQuote(isEnd);
    } else if (isTooLong) {
      yield { line, text: '', problem: 'too long' };
      isSkipping = true;
      pending = '';
      at = 0;
    } else if (isEnd && pending.trim() !== '') {
      yield { line, text: pending };
    }
  }

  /** The index of the line break that ends the row; -1: the row goes on in the next piece; or BROKEN. */
  function scan(): number {
    const text = pending;
    for (let i = at; i < text.length; i++) {
      const character = text.charCodeAt(i);
      if (quoting === 'open' || quoting === 'open over lines') {
        if (character === QUOTE) {
          spansLines = quoting === 'open over lines';
          quoting = 'closed';
        } else if (character === NEWLINE) quoting = 'open over lines';
        continue;
      }
      if (quoting === 'closed') {
        const isEndOfField = character === separator || character === NEWLINE || character === RETURN;
        // A doubled quote is one that the text has. Anything else there was not meant as the end, unless on one line.
        if (!isEndOfField && character !== QUOTE && spansLines) return BROKEN;
        quoting = character !== QUOTE ? 'none' : spansLines ? 'open over lines' : 'open';
        if (character === QUOTE) continue;
      }
      if (character === NEWLINE) return i;
      if (character === QUOTE && isFieldStart) quoting = 'open';
      isFieldStart = character === separator;
    }
    return -1;
  }

  function* afterUnclosedQuote(isEnd: boolean): Generator<CsvRow> {
    if (++recoveries > MAX_RECOVERIES)
      throw new AppError('invalid', `over ${MAX_RECOVERIES} quotes open and never close: it is no CSV`);
    yield { line, text: '', problem: 'unclosed quote' };
    const next = pending.indexOf('\n');
    quoting = 'none';
    isFieldStart = true;
    isSkipping = next === -1;
    if (next !== -1) line++;
    pending = next === -1 ? '' : pending.slice(next + 1);
    at = 0;
    if (next !== -1) yield* rows(isEnd);
  }

  for await (const piece of pieces) {
    pending += piece;
    yield* rows(false);
  }
  yield* rows(true);
}

function newlinesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
