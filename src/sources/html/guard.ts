/** Is this page one that a tree may be built of? Looked through once before, so that a bomb costs a look and no more. */
import { Parser } from 'htmlparser2';
import { AppError } from '../../article/errors.ts';
import { MAX_DEPTH } from './text.ts';

export const PAGE_CHARACTERS = 5_000_000;
const MAX_ELEMENTS = 100_000;
const MAX_ATTRIBUTES = 500;

/** Throws `too_large` for a page that is none. */
export function guardPage(html: string): void {
  if (html.length > PAGE_CHARACTERS)
    throw new AppError(
      'too_large',
      `a page may have at most ${PAGE_CHARACTERS} characters, this one has ${html.length}`,
    );
  let depth = 0;
  let elements = 0;
  let attributes = 0;
  const parser = new Parser({
    onopentagname() {
      attributes = 0;
      if (++elements > MAX_ELEMENTS) throw tooLarge(`it has over ${MAX_ELEMENTS} elements`);
      if (++depth > MAX_DEPTH) throw tooLarge(`it is nested over ${MAX_DEPTH} elements deep`);
    },
    onattribute() {
      if (++attributes > MAX_ATTRIBUTES) throw tooLarge(`an element has over ${MAX_ATTRIBUTES} attributes`);
    },
    onclosetag() {
      depth--;
    },
  });
  parser.end(html);
}

const tooLarge = (reason: string) => new AppError('too_large', `the page is refused: ${reason}`);
