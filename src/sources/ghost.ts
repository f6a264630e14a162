/** How does a Ghost export become records? Post by post; tags and authors stand behind the posts, so all wait on disk for them. */
import { AppError } from '../article/errors.ts';
import { type Draft, draftRecord, webAddress } from './draft.ts';
import { ghostText } from './ghost-text.ts';
import { htmlToLine } from './html/text.ts';
import { elements, parsedJson } from './json.ts';
import { ELEMENT_BYTES } from './json-elements.ts';
import { type OnSkip, orError, recordOr, refusedRecord, type SourceRecord } from './record.ts';
import { Spool } from './spool.ts';
import { fieldOf, stringOf } from './values.ts';

export interface GhostOptions {
  /** What errors call the export. */
  readonly name: string;
  /** The address of the site: an export has none. Without it records have no address, but a post's canonical one. */
  readonly baseUrl?: string | undefined;
  /** Also pages, not only posts. Default: no. */
  readonly pages?: boolean | undefined;
  readonly onSkip?: OnSkip | undefined;
}

/** So many rows of tags, users and who has which are remembered. */
const MAX_ROWS = 2_000_000;

interface Waiting {
  readonly index: number;
  readonly id: string;
  readonly draft: Draft;
}

const TABLES: readonly string[] = ['posts', 'tags', 'posts_tags', 'users', 'posts_authors'];

/** The published posts, in their order. */
export async function* ghostRecords(
  chunks: AsyncIterable<Uint8Array>,
  { name, baseUrl, pages = false, onSkip }: GhostOptions,
): AsyncGenerator<SourceRecord> {
  const names = { tags: new Map<string, string>(), users: new Map<string, string>() };
  const links = { posts_tags: new Map<string, string[]>(), posts_authors: new Map<string, string[]>() };
  const waiting = new Spool<Waiting>();
  let index = 0;
  let rows = 0;
  try {
    for await (const [bytes, path] of elements(chunks, name, isRow)) {
      const table = path.at(-2);
      const place = `${table} ${Number(path.at(-1)) + 1}`;
      if (table !== 'posts' && ++rows > MAX_ROWS)
        throw new AppError('too_large', `${name} has over ${MAX_ROWS} tags and authors`);
      const row = rowOf(bytes);
      if (row instanceof AppError) {
        if (table === 'posts') yield refusedRecord(index++, row, place);
      } else if (table === 'tags' || table === 'users') {
        const label = stringOf(fieldOf(row, 'name')) ?? '';
        // A tag that begins with # is internal: never shown.
        if (!label.startsWith('#')) names[table].set(stringOf(fieldOf(row, 'id')) ?? '', label);
      } else if (table === 'posts_tags' || table === 'posts_authors') {
        link(links[table], row, table === 'posts_tags' ? 'tag_id' : 'author_id');
      } else {
        const reason = reasonToSkip(row, pages);
        if (reason !== undefined) onSkip?.({ place, reason });
        else {
          const draft = orError(() => draftOf(row, baseUrl));
          if (draft instanceof AppError) yield refusedRecord(index++, draft, place);
          else await waiting.add({ index: index++, id: stringOf(fieldOf(row, 'id')) ?? '', draft });
        }
      }
    }
    for await (const { index: at, id, draft } of waiting.drain()) {
      const tags = (links.posts_tags.get(id) ?? []).flatMap((tag) => names.tags.get(tag) ?? []);
      const authors = (links.posts_authors.get(id) ?? []).flatMap((user) => names.users.get(user) ?? []);
      const author = authors.length > 0 ? authors.join(', ') : names.users.get(draft.author ?? '');
      const place = `post ${at + 1}`;
      yield recordOr(at, place, () =>
        draftRecord(at, place, { ...draft, author, section: tags[0], tags: tags.slice(1) }, baseUrl),
      );
    }
  } finally {
    await waiting.close();
  }
}

/** `db[0].data.TABLE[n]`, or the older `data.TABLE[n]`. */
function isRow(path: readonly string[]): boolean {
  const [first, second, third, table, row, ...rest] = path;
  if (first === 'data') return second !== undefined && TABLES.includes(second) && path.length === 3;
  return (
    first === 'db' &&
    second === '0' &&
    third === 'data' &&
    row !== undefined &&
    rest.length === 0 &&
    TABLES.includes(table ?? '')
  );
}

function rowOf(bytes: Buffer | undefined): unknown {
  if (bytes === undefined) return new AppError('too_large', `a post may have at most ${ELEMENT_BYTES} bytes`);
  return orError(() => parsedJson(bytes));
}

function reasonToSkip(row: unknown, pages: boolean): string | undefined {
  const status = stringOf(fieldOf(row, 'status')) ?? 'published';
  if (status !== 'published') return `has status ${status.slice(0, 40)}`;
  const isPage =
    fieldOf(row, 'type') === 'page' || fieldOf(row, 'page') === 1 || fieldOf(row, 'page') === true;
  return isPage && !pages ? 'is of type page' : undefined;
}

function draftOf(row: unknown, baseUrl: string | undefined): Draft {
  const field = (name: string) => stringOf(fieldOf(row, name));
  const slug = field('slug');
  // Ghost keeps its own addresses with a placeholder for the site.
  const address = (text: string | undefined) =>
    webAddress(text?.replace('__GHOST_URL__', baseUrl?.replace(/\/$/, '') ?? ''), baseUrl);
  return {
    id: field('id'),
    url:
      address(field('canonical_url')) ??
      (slug && baseUrl ? address(`/${encodeURIComponent(slug.toWellFormed())}/`) : undefined),
    title: htmlToLine(field('title') ?? ''),
    body: ghostText(row),
    excerpt: field('custom_excerpt'),
    author: field('author_id'),
    image: address(field('feature_image')) ?? address(field('image')),
    language: field('locale'),
    publishedAt: fieldOf(row, 'published_at'),
    modifiedAt: fieldOf(row, 'updated_at'),
  };
}

function link(links: Map<string, string[]>, row: unknown, column: 'tag_id' | 'author_id'): void {
  const post = stringOf(fieldOf(row, 'post_id'));
  const other = stringOf(fieldOf(row, column));
  if (post === undefined || other === undefined) return;
  const at = Number(stringOf(fieldOf(row, 'sort_order')) ?? 0);
  const known = links.get(post) ?? [];
  // In the order that the editor gave: the first tag is the one that themes show.
  if (Number.isInteger(at) && at >= 0 && at < 100) known.splice(at, 0, other);
  else known.push(other);
  links.set(post, known);
}
