/** Where in a page is the story, and what does it say? The container that themes name, else what Readability finds. */
import { Readability } from '@mozilla/readability';
import { cleanPage } from './clean.ts';
import type { PageDocument, PageElement } from './page.ts';
import { parsePage } from './page.ts';
import { htmlToText } from './text.ts';

/** Names that themes and systems give the text of a story, the more certain first. */
const CONTAINERS = [
  '[itemprop~="articleBody"]',
  '.live-blog-entries, .liveblog-entries, [data-role="liveblog"], .live-blog__posts',
  '.td-post-content, .gh-content, .available-content, .post-body.entry-content, .field--name-body, .com-content-article__body, .article-body, .article__body, .articleBody, .story-body, .article-content, .c-article-body, .article-body__content, .ArticleBody, .post-content, .entry-content, .entry__content, .blog-item-content, .post__content, .post-full-content, .e-content, .story-content, .rich-text, .article-text, .content-body, .blog-post-content, .post-description',
];
/** Shorter, and Readability is asked as well. In characters; a story in Japanese has fewer. */
const SURE_CHARACTERS = 400;
const LEAST_CHARACTERS = 80;
/** Its time grows with the square of the elements that stand beside each other. */
const READABLE_ELEMENTS = 10_000;

/** Plain text with paragraphs; empty when there is no story. */
export function storyText(html: string): string {
  const document = parsePage(html);
  cleanPage(document);
  const container = containerOf(document);
  const named =
    container === undefined ? '' : htmlToText(container.map(({ innerHTML }) => innerHTML).join('\n'));
  if (named.length >= SURE_CHARACTERS) return named;
  const read = readabilityText(document);
  return read.length > named.length * 2 && read.length >= LEAST_CHARACTERS ? read : named || read;
}

/** The outermost elements of the first name that is there; none when each stands in an article of its own: then it is a list. */
function containerOf(document: PageDocument): PageElement[] | undefined {
  for (const selector of CONTAINERS) {
    const found = [...document.querySelectorAll(selector)].filter(
      (element) => (element.textContent?.trim().length ?? 0) >= LEAST_CHARACTERS,
    );
    const outermost = found.filter(
      (element) => !found.some((other) => other !== element && other.contains(element)),
    );
    const [first] = outermost;
    if (first === undefined) continue;
    if (outermost.length === 1) return [first];
    const article = first.closest('article, main, [itemscope]');
    const together = outermost.filter((element) => element.closest('article, main, [itemscope]') === article);
    if (together.length === outermost.length) return together;
    const longest = outermost.reduce((a, b) =>
      (b.textContent?.length ?? 0) > (a.textContent?.length ?? 0) ? b : a,
    );
    const isLongest = outermost.every(
      (one) => one === longest || (one.textContent?.length ?? 0) < (longest.textContent?.length ?? 0) / 3,
    );
    if (isLongest) return [longest];
  }
  return undefined;
}

/** What Readability takes for the story; of a page that is too large for it the part that is marked as the main one. Changes the document. */
function readabilityText(document: PageDocument): string {
  if ([...document.querySelectorAll('*')].length > READABLE_ELEMENTS)
    return htmlToText(document.querySelector('article, main, [role="main"]')?.innerHTML ?? '');
  const page = document as unknown as ConstructorParameters<typeof Readability>[0];
  const parsed = new Readability(page, { charThreshold: 250 }).parse();
  return parsed?.content ? htmlToText(parsed.content) : '';
}
