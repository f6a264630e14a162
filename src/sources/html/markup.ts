/** What does a page say of its story in its body? Microdata, microformats, and the classes that themes give to bylines and dates. */
import { lineOf, type PageDocument, type PageElement } from './page.ts';
import type { Said } from './said.ts';

/** In the order of how certain they are. */
const HEADLINE = [
  'h1[itemprop~="headline"]',
  'h1.entry-title, h1.post-title, h1.article-title, h1.headline, h1.p-name',
  '.post-title.entry-title, h2.entry-title, h3.post-title',
  'article h1, main h1',
  '[itemprop~="headline"]',
  'h1',
];
const AUTHOR = [
  '[itemprop~="author"] [itemprop~="name"]',
  '[itemprop~="author"]',
  '.author.vcard .fn, .p-author, .entry-author-name',
  'main a[rel~="author"], article a[rel~="author"]',
  '.td-post-author-name a, .post-author-name, .author-name, .byline__name, .byline .author, .submitted .username, .createdby',
  '.byline, .post-author, .article-author, .author',
];
const PUBLISHED = [
  'time[itemprop~="datePublished"], [itemprop~="datePublished"]',
  'time.entry-date, time.published, time.dt-published, abbr.published, .published time, .post-date time, .entry-date time',
  'article time[datetime], main time[datetime]',
  'time[datetime]',
];
const SECTION = [
  '[itemprop~="articleSection"]',
  '.td-category a, .entry-category, .post-card-primary-tag, .category-name a, .article-section, .kicker, .eyebrow',
  'a[rel~="category"], .cat-links a',
];
const TAGS =
  'a[rel~="tag"]:not([rel~="category"]), .tags-links a, .post-tags a, .td-tags a, .field--name-field-tags a, ul.tags a';

export function saidInMarkup(document: PageDocument): Said {
  const published = firstOf(document, PUBLISHED);
  const modified = document.querySelector('[itemprop~="dateModified"], time.updated[datetime]');
  const section = firstOf(document, SECTION);
  return {
    title: headlineOf(document),
    author: nameOf(firstOf(document, AUTHOR)),
    publishedAt: dateOf(published),
    modifiedAt: dateOf(modified),
    section: section ? (section.getAttribute('content') ?? lineOf(section)) : undefined,
    tags: [...document.querySelectorAll(TAGS)].map((tag) => lineOf(tag).replace(/^#/, '')),
    image: imageOf(document),
    url: document.querySelector('a.u-url[href], a[rel~="bookmark"][href]')?.getAttribute('href') ?? undefined,
  };
}

function firstOf(document: PageDocument, selectors: readonly string[]): PageElement | null {
  for (const selector of selectors) {
    const found = document.querySelector(selector);
    if (found !== null) return found;
  }
  return null;
}

function headlineOf(document: PageDocument): string | undefined {
  const headline = firstOf(document, HEADLINE);
  return headline?.getAttribute('content') ?? (lineOf(headline) || undefined);
}

/** `By Ana Ruiz` → `Ana Ruiz`; a name is short and has no date in it. */
function nameOf(element: PageElement | null): string | undefined {
  const name = (element?.getAttribute('content') ?? lineOf(element)).replace(
    /^(?:(?:written|posted|published) )?by:?\s+|^(?:von|por|par|di|door|av)\s+/i,
    '',
  );
  return name.length < 80 && !/\d{4}/.test(name) ? name : undefined;
}

function dateOf(element: PageElement | null): string | undefined {
  if (element === null) return undefined;
  for (const name of ['datetime', 'content', 'title']) {
    const value = element.getAttribute(name);
    if (value) return value;
  }
  return lineOf(element);
}

/** The first picture of the story that is one and no icon. */
function imageOf(document: PageDocument): string | undefined {
  for (const image of document.querySelectorAll(
    '[itemprop~="image"], article figure img, article img, main img, .entry-content img, .post-body img, amp-img',
  )) {
    const address = ['content', 'data-src', 'data-lazy-src', 'src', 'href']
      .map((name) => image.getAttribute(name))
      .find((value) => value && !value.startsWith('data:'));
    const width = Number(image.getAttribute('width') ?? 400);
    if (address && !(width < 100) && !/avatar|gravatar|logo|icon|pixel|spacer/i.test(address)) return address;
  }
  return undefined;
}
