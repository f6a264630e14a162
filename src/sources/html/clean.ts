/** What is left of a page when everything that is no story is gone? Boxes, forms, bars and captions are removed from its tree. */
import { isBoilerplate } from './boilerplate.ts';
import { APPEALS, BOX_TITLES, END_TITLES, LETTERS, POINTERS } from './box-titles.ts';
import { attributesOf, lineOf, type PageDocument, type PageElement } from './page.ts';

/** Of a page, other than of a fragment, these are frame. */
const FRAME = new Set(['nav', 'aside', 'footer', 'menu']);
const TITLE_CHARACTERS = 140;
const APPEAL_CHARACTERS = 250;

/** Changes the tree. Nothing that holds most of the page's text is ever removed. */
export function cleanPage(document: PageDocument): void {
  const { body } = document;
  if (body === null) return;
  const most = textLength(body) / 2;
  const removeUnlessMost = (element: PageElement) => {
    if (element !== body && textLength(element) <= most) element.remove();
  };
  for (const element of [...body.querySelectorAll('*')]) {
    if (!body.contains(element)) continue;
    if (element.localName === 'script' || element.localName === 'style' || element.localName === 'template')
      element.remove();
    else if (element.localName === 'figure') removeUnlessText(element);
    else if (FRAME.has(element.localName) || isBoilerplate(element.localName, attributesOf(element)))
      removeUnlessMost(element);
  }
  removeTimes(body);
  for (const heading of [
    ...body.querySelectorAll('h1, h2, h3, h4, h5, h6, p, div, span, strong, b, section > *'),
  ]) {
    if (!body.contains(heading)) continue;
    const title = shortLineOf(heading, TITLE_CHARACTERS);
    if (title === undefined) continue;
    if (END_TITLES.test(title)) removeBox(heading, most, () => true);
    else if (BOX_TITLES.test(title)) removeBox(heading, most, isMostlyLinks);
  }
  for (const paragraph of [...body.querySelectorAll('p, li, div, blockquote')]) {
    const line = shortLineOf(paragraph, APPEAL_CHARACTERS);
    if (line === undefined) continue;
    if (APPEALS.test(line) || ((POINTERS.test(line) || LETTERS.test(line)) && isMostlyLinks(paragraph)))
      paragraph.remove();
  }
}

/** A picture with whatever is written on it; tables, quotes and code stand in figures as well. */
function removeUnlessText(figure: PageElement): void {
  if (figure.querySelector('table, blockquote, pre') === null) figure.remove();
}

/** A line that is nothing but a time: of an entry of a live blog, of a comment. */
function removeTimes(body: PageElement): void {
  for (const time of [...body.querySelectorAll('time')]) {
    const parent = time.parentElement;
    const isAlone = parent !== null && parent !== body && lineOf(parent) === lineOf(time);
    if (isAlone) parent.remove();
    else if (parent?.matches('p') !== true) time.remove();
  }
}

/** The container that a heading heads, or else the heading and those behind it for which `belongs` is true. */
function removeBox(heading: PageElement, most: number, belongs: (sibling: PageElement) => boolean): void {
  let box = heading;
  for (let parent = box.parentElement; parent !== null; parent = box.parentElement) {
    if (
      parent.firstElementChild !== box ||
      textLength(parent) > most ||
      parent.matches('article, main, body')
    )
      break;
    box = parent;
  }
  for (let next = box.nextElementSibling; next !== null; ) {
    const behind = next.nextElementSibling;
    if (!belongs(next) || textLength(next) > most) break;
    next.remove();
    next = behind;
  }
  box.remove();
}

/** Links and pictures: at least half of its text is linked, or it has none. */
function isMostlyLinks(element: PageElement): boolean {
  const all = textLength(element);
  if (all === 0) return true;
  if (element.localName === 'a') return true;
  let linked = 0;
  for (const link of element.querySelectorAll('a')) linked += textLength(link);
  return linked >= all / 2;
}

const textLength = (element: PageElement) => element.textContent?.trim().length ?? 0;

/** Its text when that is short; a long one is not even normalised. */
function shortLineOf(element: PageElement, characters: number): string | undefined {
  const text = element.textContent?.trim() ?? '';
  if (text === '' || text.length > 2 * characters) return undefined;
  const line = lineOf(element);
  return line.length <= characters ? line : undefined;
}
