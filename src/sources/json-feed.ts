/** How does a JSON Feed (1.0, 1.1) become records? Item by item. */
import { draftRecord } from './draft.ts';
import type { FeedOptions, FeedRecord } from './feed.ts';
import { entry } from './feed-entry.ts';
import { elements, jsonRecord, parsedJson } from './json.ts';
import { fieldOf, listOf, stringOf } from './values.ts';

export async function* jsonFeedRecords(
  chunks: AsyncIterable<Uint8Array>,
  { name, baseUrl }: FeedOptions,
): AsyncGenerator<FeedRecord> {
  let index = 0;
  let language: string | undefined;
  let base = baseUrl;
  for await (const [bytes, path] of elements(chunks, name, isWanted)) {
    if (path.length === 1) {
      const value = stringOf(bytes && parsedJson(bytes));
      if (path[0] === 'language') language = value;
      else base ??= value;
      continue;
    }
    let isTeaser = false;
    const record = jsonRecord(index++, bytes, (item, at) => {
      const read = itemEntry(item);
      isTeaser = read.isTeaser;
      return draftRecord(
        at,
        `item ${at + 1}`,
        { ...read.draft, language: read.draft.language ?? language },
        base,
      );
    });
    yield { ...record, isTeaser };
  }
}

const isWanted = (path: readonly string[]) =>
  path.length === 1
    ? path[0] === 'language' || path[0] === 'home_page_url'
    : path.length === 2 && path[0] === 'items';

function itemEntry(item: unknown) {
  const field = (name: string) => stringOf(fieldOf(item, name));
  const text = field('content_text')
    ?.replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('\n', '<br>');
  const authors = [...listOf(fieldOf(item, 'authors')), fieldOf(item, 'author')];
  const tags = listOf(fieldOf(item, 'tags')).flatMap((tag) => stringOf(tag) ?? []);
  return entry(field('content_html') ?? text, field('summary'), {
    id: field('id'),
    url: field('url') ?? field('external_url'),
    title: field('title'),
    author: authors.flatMap((author) => stringOf(fieldOf(author, 'name')) ?? []).join(', '),
    section: tags[0],
    tags,
    image: field('image') ?? field('banner_image'),
    language: field('language'),
    publishedAt: field('date_published'),
    modifiedAt: field('date_modified'),
  });
}
