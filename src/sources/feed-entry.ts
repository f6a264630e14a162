/** What does one entry of an RSS or Atom feed hold? The fields of an article, and whether it is the story or a teaser. */
import type { Draft } from './draft.ts';
import { htmlToLine, htmlToText } from './html/text.ts';
import { childOf, textOf, type XmlElement } from './xml.ts';

export interface FeedEntry {
  readonly draft: Draft;
  /** The feed only teases: the story has to be fetched from `draft.url`. */
  readonly isTeaser: boolean;
}

/** A description of this length is the story itself. */
const STORY_CHARACTERS = 1_500;
/** `The post X appeared first on Y.`, `Continue reading →` and their like, which feeds add below. */
const FOOTER =
  /\n\n(?:The post .{1,500} (?:appeared first on|first appeared on) .{1,200}|(?:Continue reading|Read more|Weiterlesen|Leer más|Lire la suite)\b.{0,200})$/i;

const FOOTER_CHARACTERS = 1_000;

export function rssEntry(item: XmlElement): FeedEntry {
  const categories = textsOf(item, 'category').map(htmlToLine);
  const guid = childOf(item, 'guid');
  const isPermalink = guid !== undefined && guid.attributes.isPermaLink !== 'false';
  const id = guid?.text.trim() || item.attributes['rdf:about'];
  return entry(textOf(item, 'content:encoded'), textOf(item, 'description'), {
    id,
    url: textOf(item, 'link') ?? (isPermalink ? id : undefined),
    title: htmlToLine(textOf(item, 'title') ?? textOf(item, 'media:title') ?? ''),
    author: personOf(textOf(item, 'dc:creator') ?? textOf(item, 'author')),
    section: categories[0],
    tags: [...categories, ...(textOf(item, 'media:keywords')?.split(',') ?? [])],
    image: imageOf(item),
    language: textOf(item, 'dc:language'),
    publishedAt: textOf(item, 'pubDate') ?? textOf(item, 'dc:date') ?? textOf(item, 'published'),
    modifiedAt: textOf(item, 'dcterms:modified') ?? textOf(item, 'atom:updated'),
  });
}

export function atomEntry(item: XmlElement): FeedEntry {
  const categories = item.children.flatMap(({ name, attributes }) =>
    name === 'category' ? [attributes.label ?? attributes.term ?? ''] : [],
  );
  const links = item.children.filter(({ name }) => name === 'link').map(({ attributes }) => attributes);
  const link = links.find(({ rel }) => rel === undefined || rel === 'alternate');
  const enclosure = links.find(({ rel, type }) => rel === 'enclosure' && type?.startsWith('image/'));
  const author = childOf(item, 'author');
  return entry(markupOf(item, 'content'), markupOf(item, 'summary'), {
    id: textOf(item, 'id'),
    url: link?.href,
    title: htmlToLine(markupOf(item, 'title') ?? ''),
    author: author && textOf(author, 'name'),
    section: categories[0],
    tags: categories,
    image: imageOf(item) ?? enclosure?.href,
    language: item.attributes['xml:lang'],
    publishedAt: textOf(item, 'published') ?? textOf(item, 'issued') ?? textOf(item, 'updated'),
    modifiedAt: textOf(item, 'updated') ?? textOf(item, 'modified'),
  });
}

/** `content`, `summary`: HTML, or text that reads the same as such. */
export function entry(content: string | undefined, summary: string | undefined, draft: Draft): FeedEntry {
  const story = withoutFooter(htmlToText(content ?? ''));
  const teaser = withoutFooter(htmlToText(summary ?? ''));
  const isStory = story.length > teaser.length || story.length >= STORY_CHARACTERS;
  const body = isStory ? story : teaser;
  const isCut = /(?:…|\.\.\.|\[…\]|\[\.\.\.\])$/.test(body);
  return {
    draft: { ...draft, body, excerpt: isStory ? teaser : undefined },
    isTeaser: isCut || (!isStory && body.length < STORY_CHARACTERS),
  };
}

/** Only the end is looked at. */
function withoutFooter(text: string): string {
  const from = Math.max(0, text.length - FOOTER_CHARACTERS);
  return text.slice(0, from) + text.slice(from).replace(FOOTER, '');
}

/** Plain text of Atom is escaped once more, so that it reads the same as HTML. */
function markupOf(item: XmlElement, name: string): string | undefined {
  const child = childOf(item, name);
  const text = child?.text.trim();
  if (!text) return undefined;
  const type = child?.attributes.type ?? 'text';
  return type === 'text' || type === 'text/plain'
    ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
    : text;
}

const textsOf = (item: XmlElement, name: string) =>
  item.children.filter((child) => child.name === name).map(({ text }) => text);

/** `desk@news.example (Ana Ruiz)` → `Ana Ruiz`; an address alone names nobody. */
function personOf(text: string | undefined): string | undefined {
  const named = text === undefined ? null : /^[^\s@]+@[^\s@(]+\s*\(([^)]+)\)$/.exec(text);
  if (named) return named[1];
  return text !== undefined && /^[^\s@]+@[^\s@]+$/.test(text) ? undefined : text;
}

function imageOf(item: XmlElement): string | undefined {
  const media = [item, ...item.children.filter(({ name }) => name === 'media:group')].flatMap(
    ({ children }) => children,
  );
  const content = media.find(
    ({ name, attributes: { medium, type, url } }) =>
      name === 'media:content' &&
      (medium === 'image' || type?.startsWith('image/') || /\.(?:jpe?g|png|webp)\b/i.test(url ?? '')),
  );
  const enclosure = media.find(
    ({ name, attributes }) => name === 'enclosure' && attributes.type?.startsWith('image/'),
  );
  const thumbnail = media.find(({ name }) => name === 'media:thumbnail');
  return (content ?? enclosure ?? thumbnail)?.attributes.url;
}
