/** What does a piece of HTML say? Its text with an empty line between paragraphs, read in one pass without a tree. */
import { Parser } from 'htmlparser2';
import { AppError } from '../../article/errors.ts';
import { isBoilerplate } from './boilerplate.ts';

/** Elements that open within each other; browsers stop at 512. */
export const MAX_DEPTH = 500;

export interface HtmlTextOptions {
  /** What an empty line in the text is: white space, or (`wordpress`) the end of a paragraph, as its editor stores it. */
  readonly blankLines?: 'space' | 'wordpress';
}

const PARAGRAPHS = new Set(
  'address article aside blockquote body center dd details div dl dt fieldset figure footer h1 h2 h3 h4 h5 h6 header hr html main nav ol p pre section summary table ul'.split(
    ' ',
  ),
);
const LINES = new Set(['li', 'tr', 'caption', 'option']);
const CELLS = new Set(['td', 'th']);

/** Throws `too_large` for markup that is nested deeper than any story. Captions, forms, scripts and share bars are left out. */
export function htmlToText(html: string, { blankLines = 'space' }: HtmlTextOptions = {}): string {
  const text = new TextBuilder();
  let depth = 0;
  let skipped = 0;
  let preformatted = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (++depth > MAX_DEPTH)
        throw new AppError('too_large', `the HTML is nested over ${MAX_DEPTH} elements deep`);
      if (skipped > 0 || isBoilerplate(name, attributes)) skipped++;
      else boundary(text, name);
      if (name === 'pre') preformatted++;
    },
    onclosetag(name) {
      depth--;
      if (name === 'pre') preformatted--;
      if (skipped > 0) skipped--;
      // A line break has happened when it opens.
      else if (name !== 'br') boundary(text, name);
    },
    ontext(data) {
      if (skipped > 0) return;
      if (preformatted > 0) text.lines(data);
      else if (blankLines === 'wordpress') text.typed(data);
      else text.words(data);
    },
  });
  parser.end(html);
  return text.toString();
}

/** A text of one line, such as a title, without its markup: `Fish &amp; <em>chips</em>` → `Fish & chips`. */
export function htmlToLine(html: string): string {
  if (!/[<&]/.test(html)) return html.replace(/\s+/g, ' ').trim();
  return htmlToText(html).replace(/\s+/g, ' ').trim();
}

/** Is this text markup? Where a field may be either. */
export function looksLikeHtml(text: string): boolean {
  return /<\/(?:p|div|a|em|strong|b|i|h[1-6]|ul|ol|li|blockquote|figure|span|section|article)>|<(?:p|br|img|hr)[\s/>]/i.test(
    text,
  );
}

function boundary(text: TextBuilder, element: string): void {
  if (element === 'br') text.lineBreak();
  else if (PARAGRAPHS.has(element)) text.break(2);
  else if (LINES.has(element)) text.break(1);
  else if (CELLS.has(element)) text.words(' ');
}

/** Other white space than single blanks, or characters that only say where a word may break. */
const UNTIDY = /\s\s|[^\S ]|[\u00ad\u200b\ufeff]/;

/** Text grows at its end; white space is owed until a word follows. */
class TextBuilder {
  readonly #parts: string[] = [];
  /** 0 nothing, 1 a new line, 2 an empty line. */
  #owed: 0 | 1 | 2 = 0;
  #owesBlank = false;

  break(newlines: 1 | 2): void {
    if (newlines > this.#owed) this.#owed = newlines;
  }

  /** Two in a row look like the end of a paragraph, and are meant as one. */
  lineBreak(): void {
    this.#owed = this.#owed === 0 ? 1 : 2;
  }

  words(data: string): void {
    const clean = UNTIDY.test(data) ? data.replace(/[\u00ad\u200b\ufeff]/g, '').replace(/\s+/g, ' ') : data;
    const start = clean.startsWith(' ') ? 1 : 0;
    if (clean.length === start) {
      this.#owesBlank ||= start === 1;
      return;
    }
    const end = clean.endsWith(' ') ? -1 : undefined;
    this.#append(clean.slice(start, end), start === 1);
    this.#owesBlank = end === -1;
  }

  /** Every line on its own, with its indentation. */
  lines(data: string): void {
    for (const [at, line] of data.split('\n').entries()) {
      if (at > 0) this.#owed = this.#owed === 0 ? 1 : 2;
      if (line.trim() !== '') this.#append(line.trimEnd(), false);
    }
  }

  /** An empty line ends a paragraph, a new line is one. */
  typed(data: string): void {
    for (const [at, paragraph] of data.split(/\n[ \t\r]*\n/).entries()) {
      if (at > 0) this.#owed = 2;
      for (const [row, line] of paragraph.split('\n').entries()) {
        if (row > 0 && this.#owed === 0) this.#owed = 1;
        this.words(line);
      }
    }
  }

  toString(): string {
    return this.#parts.join('').trim();
  }

  #append(text: string, startsBlank: boolean): void {
    if (this.#parts.length > 0) {
      if (this.#owed > 0) this.#parts.push(this.#owed === 2 ? '\n\n' : '\n');
      else if (this.#owesBlank || startsBlank) this.#parts.push(' ');
    }
    this.#owed = 0;
    this.#owesBlank = false;
    this.#parts.push(text);
  }
}
