/** What is a page made of, as far as the extraction looks? The few things of the DOM that it uses, and how HTML becomes one. */
import { parseHTML } from 'linkedom';

export interface PageElement {
  readonly localName: string;
  readonly textContent: string | null;
  readonly innerHTML: string;
  readonly parentElement: PageElement | null;
  readonly nextElementSibling: PageElement | null;
  readonly firstElementChild: PageElement | null;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  closest(selector: string): PageElement | null;
  matches(selector: string): boolean;
  contains(other: PageElement): boolean;
  remove(): void;
}

export interface PageDocument {
  readonly documentElement: PageElement | null;
  readonly body: PageElement | null;
  readonly title: string;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

/** Scripts do not run and nothing is fetched. */
export function parsePage(html: string): PageDocument {
  const isWhole = /<(?:html|body)[\s>]/i.test(html);
  const { document } = parseHTML(
    isWhole ? html : `<!DOCTYPE html><html><head></head><body>${html}</body></html>`,
  );
  return document as unknown as PageDocument;
}

const LINE_CHARACTERS = 5_000;

/** The text with runs of white space as one blank, of a long one the beginning. */
export const lineOf = (element: PageElement | null): string =>
  element?.textContent?.slice(0, LINE_CHARACTERS).replace(/\s+/g, ' ').trim() ?? '';

/** With lower-case names: the tree keeps them as they were written. */
export function attributesOf(element: PageElement): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const { name, value } of element.attributes) attributes[name.toLowerCase()] = value;
  return attributes;
}
