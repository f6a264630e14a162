/** How does a record of somebody else's export become an article? Common field names are understood, others left out. */
import { createHash } from 'node:crypto';
import { LIMITS } from '../article/article.ts';
import { htmlToLine, htmlToText, looksLikeHtml } from './html/text.ts';
import { parseMoment } from './moment.ts';
import { opening } from './opening.ts';

/** Our field ← the names under which exports have it, the first that is present wins. */
const NAMES = {
  id: ['id', '_id', 'guid', 'uuid', 'slug'],
  url: ['url', 'link', 'permalink', 'canonical_url'],
  title: ['title', 'headline', 'name'],
  body: ['body', 'text', 'content', 'articleBody'],
  excerpt: ['excerpt', 'summary', 'description', 'teaser'],
  author: ['author', 'byline', 'authors'],
  section: ['section', 'category'],
  tags: ['tags', 'keywords'],
  image: ['image', 'thumbnail', 'image_url'],
  language: ['language', 'lang', 'locale'],
  publishedAt: ['publishedAt', 'published_at', 'datePublished', 'date_gmt', 'date', 'published'],
  expiresAt: ['expiresAt', 'expires_at'],
  evergreen: ['evergreen'],
  modifiedAt: ['modifiedAt', 'modified_at', 'dateModified', 'modified_gmt', 'updated_at', 'updated'],
} as const;

/**
 * The fields of ours that a foreign record holds, untyped: validation comes after.
 * Without a title the opening of the text serves; without an id the URL's or the text's hash, so that a second import
 * of the same file meets the same articles. Something that is no object is returned as it is.
 * `own`: fields that are in the record under our own names, whatever else it has.
 */
export function fromForeign(value: unknown, own: ReadonlySet<string> = new Set()): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const record = value as Readonly<Record<string, unknown>>;
  const article: Record<string, unknown> = {};
  for (const [field, names] of Object.entries(NAMES)) {
    const name = own.has(field) ? field : names.find((candidate) => isPresent(record[candidate]));
    if (name !== undefined && isPresent(record[name])) article[field] = rendered(record[name]);
  }
  if (typeof article.id === 'number') article.id = String(article.id);
  article.author = names(article.author);
  if (typeof article.tags === 'string') article.tags = article.tags.split(',');
  if (Array.isArray(article.tags)) article.tags = tagNames(article.tags);
  if (article.evergreen === 'true' || article.evergreen === 'false')
    article.evergreen = article.evergreen === 'true';
  for (const field of ['body', 'excerpt', 'title'] as const) article[field] = plain(article[field], field);
  if (article.title === undefined && typeof article.body === 'string') article.title = opening(article.body);
  if (article.id === undefined) article.id = derivedId(article);
  for (const field of ['publishedAt', 'modifiedAt', 'expiresAt']) article[field] = asMoment(article[field]);
  return article;
}

const isPresent = (value: unknown) => value !== undefined && value !== null && value !== '';

/** `{ "rendered": "…" }`, as WordPress answers, is the text in it. */
function rendered(value: unknown): unknown {
  const isWrapped = typeof value === 'object' && value !== null && 'rendered' in value;
  return isWrapped ? value.rendered : value;
}

const nameOf = (value: unknown) =>
  typeof value === 'object' && value !== null && 'name' in value ? value.name : value;

function names(value: unknown): unknown {
  if (!Array.isArray(value)) return nameOf(value);
  // An object without a name names nobody, and may not even be a text.
  return value
    .map(nameOf)
    .filter((name) => typeof name !== 'object' || name === null)
    .join(', ');
}

/** Ids of tags, as WordPress answers, name nothing; empty tags neither. */
function tagNames(tags: readonly unknown[]): unknown[] {
  return tags
    .map(nameOf)
    .filter((tag) => typeof tag !== 'number' && !(typeof tag === 'string' && tag.trim() === ''));
}

function plain(value: unknown, field: 'body' | 'excerpt' | 'title'): unknown {
  if (typeof value !== 'string') return value;
  if (looksLikeHtml(value)) return field === 'body' ? htmlToText(value) : htmlToLine(value);
  const isEscaped = field !== 'body' && value.length < LIMITS.excerptCharacters && /&#?\w{2,8};/.test(value);
  return isEscaped ? htmlToLine(value) : value;
}

function derivedId({ url, title, body }: Readonly<Record<string, unknown>>): string | undefined {
  const isNothing = title === undefined && body === undefined;
  const basis =
    url !== undefined ? written(url) : isNothing ? undefined : `${written(title)}\n${written(body)}`;
  return basis === undefined ? undefined : createHash('sha256').update(basis).digest('hex').slice(0, 16);
}

/** Not every object can become a text by itself: `{"toString": 1}`. */
const written = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** ISO 8601 as it is; what is understood as another form of a date as ISO 8601; the rest as it is, for validation to name. */
function asMoment(value: unknown): unknown {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?$/.test(value))
    return value;
  return parseMoment(value) ?? value;
}
