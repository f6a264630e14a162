/** How does a record of somebody else's export become an article? Common field names are understood, others left out. */
import { createHash } from 'node:crypto';

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
  publishedAt: ['publishedAt', 'published_at', 'datePublished', 'date', 'published'],
  expiresAt: ['expiresAt', 'expires_at'],
  evergreen: ['evergreen'],
  modifiedAt: ['modifiedAt', 'modified_at', 'dateModified', 'updated_at', 'updated'],
} as const;

const TITLE_CHARACTERS = 120;

/**
 * The fields of ours that a foreign record holds, untyped: validation comes after.
 * Without a title the opening of the text serves; without an id the URL's or the text's hash, so that a second import
 * of the same file meets the same articles. Something that is no object is returned as it is.
 */
export function fromForeign(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const record = value as Readonly<Record<string, unknown>>;
  const article: Record<string, unknown> = {};
  for (const [field, names] of Object.entries(NAMES)) {
    const name = names.find((candidate) => isPresent(record[candidate]));
    if (name !== undefined) article[field] = record[name];
  }
  if (typeof article.id === 'number') article.id = String(article.id);
  if (Array.isArray(article.author)) article.author = article.author.join(', ');
  if (typeof article.tags === 'string') article.tags = article.tags.split(',');
  if (article.title === undefined && typeof article.body === 'string') article.title = opening(article.body);
  if (article.id === undefined) article.id = derivedId(article);
  for (const field of ['publishedAt', 'modifiedAt', 'expiresAt']) article[field] = asMoment(article[field]);
  return article;
}

const isPresent = (value: unknown) => value !== undefined && value !== null && value !== '';

/** The first sentence or line, cut at a word. */
function opening(text: string): string {
  const [first = ''] = text.trim().split(/\n|(?<=[.!?])\s/u, 1);
  if (first.length <= TITLE_CHARACTERS) return first;
  return `${first.slice(0, first.lastIndexOf(' ', TITLE_CHARACTERS) || TITLE_CHARACTERS)}…`;
}

function derivedId({ url, title, body }: Readonly<Record<string, unknown>>): string | undefined {
  const basis = url ?? (title === undefined && body === undefined ? undefined : `${title}\n${body}`);
  return basis === undefined
    ? undefined
    : createHash('sha256').update(String(basis)).digest('hex').slice(0, 16);
}

/** ISO 8601 as it is; seconds or milliseconds since 1970 and other forms that Date understands as ISO 8601. */
function asMoment(value: unknown): unknown {
  if (typeof value === 'number') return new Date(value < 1e11 ? value * 1000 : value).toISOString();
  if (typeof value !== 'string' || /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?$/.test(value))
    return value;
  const time = Date.parse(/^\d{4}-\d\d-\d\d[T ][\d:.]+$/.test(value) ? `${value.replace(' ', 'T')}Z` : value);
  return Number.isNaN(time) ? value : new Date(time).toISOString();
}
