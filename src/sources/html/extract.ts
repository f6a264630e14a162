/** What is the story of a page? Structured data first, then the head, then the markup; the text from its container. */
import { AppError } from '../../article/errors.ts';
import { canonicalUrl } from '../../article/url.ts';
import { webAddress } from '../draft.ts';
import { parseMoment } from '../moment.ts';
import { orError } from '../record.ts';
import { LINES_ABOVE, LINES_BELOW } from './box-titles.ts';
import { guardPage } from './guard.ts';
import { saidInJsonLd } from './json-ld.ts';
import { saidInMarkup } from './markup.ts';
import { saidInMeta, withoutSite } from './meta.ts';
import { lineOf, type PageDocument, parsePage } from './page.ts';
import type { Said } from './said.ts';
import { storyText } from './story.ts';
import { htmlToLine, htmlToText, looksLikeHtml } from './text.ts';

export interface ExtractedArticle {
  readonly title: string;
  /** Plain text, an empty line between paragraphs. */
  readonly body: string;
  readonly excerpt: string | null;
  readonly author: string | null;
  /** ISO 8601. */
  readonly publishedAt: string | null;
  readonly modifiedAt: string | null;
  /** The canonical address. */
  readonly url: string | null;
  readonly section: string | null;
  readonly tags: readonly string[];
  readonly image: string | null;
  /** As the page says, e.g. `pt-BR`. */
  readonly language: string | null;
}

/** Less is no story: a front page, a consent wall, an error. */
const LEAST_CHARACTERS = 60;
const SAID_CHARACTERS = 5_000;
/** So many lines above or below a text may be no part of it. */
const MAX_LINES = 6;

/** `url`: where the page was fetched from. An `AppError` says why there is no story; pages that are hostile are refused as such. */
export function extractArticle(html: string, url: string | undefined): ExtractedArticle | AppError {
  const made = orError(() => {
    guardPage(html);
    return extracted(html, url ?? savedFrom(html));
  });
  return made;
}

function extracted(html: string, url: string | undefined): ExtractedArticle | AppError {
  const document = parsePage(html);
  const linked = saidInJsonLd(
    [...document.querySelectorAll('script[type="application/ld+json" i]')].map(
      ({ textContent }) => textContent ?? '',
    ),
  );
  const meta = saidInMeta(document);
  const markup = saidInMarkup(document);
  const base =
    webAddress(document.querySelector('base[href]')?.getAttribute('href') ?? undefined, url) ?? url;
  const title = titleOf(document, linked, meta, markup);
  const body = withoutFrame(bodyOf(html, linked.body), title);
  if (title === '' || body.length < LEAST_CHARACTERS)
    return new AppError(
      'invalid',
      title === ''
        ? 'no story was found in the page: it has no title'
        : 'no story was found in the page: it has hardly any text',
    );
  const said = (field: Exclude<keyof Said, 'tags'>) =>
    [linked[field], meta[field], markup[field]].map(shortLine).filter((text) => text !== '');
  const first = (field: Exclude<keyof Said, 'tags'>) => said(field)[0] ?? null;
  const dates = (field: 'publishedAt' | 'modifiedAt') =>
    said(field)
      .map(parseMoment)
      .find((date) => date !== undefined) ?? null;
  const address = addressOf([meta.url, linked.url, url, markup.url], url, base);
  return {
    title,
    body,
    excerpt: first('excerpt'),
    author: first('author'),
    publishedAt: dates('publishedAt') ?? dateInAddress(address),
    modifiedAt: dates('modifiedAt'),
    url: address,
    section: first('section'),
    tags: tagsOf([linked.tags, meta.tags, markup.tags]),
    image:
      said('image')
        .map((image) => webAddress(image, base ?? address ?? undefined))
        .find((image) => image !== undefined) ?? null,
    language: first('language')?.replace('_', '-') ?? null,
  };
}

/** Of what a page says in one line; whoever writes more does not mean a line. */
const shortLine = (text: string | undefined) => htmlToLine((text ?? '').slice(0, SAID_CHARACTERS));

/** What the page shows as its headline, where that is what its data say; otherwise what they say. */
function titleOf(document: PageDocument, linked: Said, meta: Said, markup: Said): string {
  const inTitle = withoutSite(lineOf(document.querySelector('head > title, title')), undefined);
  const [first = '', ...others] = [linked.title, meta.title, markup.title, inTitle]
    .map(shortLine)
    .filter((title) => title !== '');
  const shown = shortLine(markup.title);
  // A headline in the data may carry the name of the site or be cut for it.
  const isShown =
    shown.length >= 8 &&
    [first, ...others].some(
      (title) =>
        title !== shown && (title.startsWith(shown) || shown.startsWith(title.replace(/…|\.\.\.$/, ''))),
    );
  return isShown ? shown : first;
}

/** The text of the page; what its data say in full where the page shows much less of it, as behind a wall or before scripts run. */
function bodyOf(html: string, said: string | undefined): string {
  const shown = storyText(html);
  const full =
    said === undefined
      ? ''
      : looksLikeHtml(said)
        ? htmlToText(said)
        : htmlToText(said.replaceAll('<', '&lt;').replaceAll('\n', '<br>'));
  return full.length > shown.length * 1.5 ? full : shown;
}

/** The body without title, byline, date above it, and without the line of copyright or tags below it. */
function withoutFrame(body: string, title: string): string {
  const paragraphs = body.split('\n\n');
  let start = 0;
  while (start < paragraphs.length && start < MAX_LINES && isAbove(paragraphs[start] ?? '', title)) start++;
  let end = paragraphs.length;
  while (end > start && end > paragraphs.length - MAX_LINES && LINES_BELOW.test(paragraphs[end - 1] ?? ''))
    end--;
  return paragraphs.slice(start, end).join('\n\n');
}

const isAbove = (paragraph: string, title: string) =>
  paragraph === title || (paragraph.length <= 120 && LINES_ABOVE.test(paragraph));

/** The first that is a page's: one that names the front page is a mistake of the site, unless the page is that. */
function addressOf(
  candidates: readonly (string | undefined)[],
  url: string | undefined,
  base: string | undefined,
): string | null {
  const isFront = url === undefined || new URL(url).pathname === '/';
  for (const candidate of candidates) {
    const address = webAddress(candidate, base);
    if (
      address !== undefined &&
      canonicalUrl(address) !== undefined &&
      (isFront || new URL(address).pathname !== '/')
    )
      return address;
  }
  return null;
}

/** `/2024/04/29/thaw` */
function dateInAddress(address: string | null): string | null {
  const found = /\/((?:19|20)\d\d)\/(\d\d)\/(\d\d)\//.exec(address ?? '');
  return (found && parseMoment(`${found[1]}-${found[2]}-${found[3]}`)) ?? null;
}

function tagsOf(lists: readonly (readonly string[] | undefined)[]): string[] {
  const tags = lists.find((list) => list?.some((tag) => tag.trim() !== '')) ?? [];
  return [...new Set(tags.map(htmlToLine).filter((tag) => tag !== '' && tag.length <= 100))].slice(0, 50);
}

/** Browsers write above a page that they save where it came from. */
function savedFrom(html: string): string | undefined {
  return webAddress(
    /<!-- saved from url=\(\d{4}\)(https?:\/\/\S{1,2000}) -->/.exec(html.slice(0, 4096))?.[1],
  );
}
