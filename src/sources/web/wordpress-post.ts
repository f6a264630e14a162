/** What does one post of the WordPress REST API hold? An article's fields, with names from what is embedded. */
import type { Draft } from '../draft.ts';
import { htmlToLine, htmlToText } from '../html/text.ts';
import { withoutShortcodes } from '../shortcodes.ts';
import { fieldOf, listOf, stringOf } from '../values.ts';

/** What is asked for: nothing else is sent. `_links` is needed for `_embedded` to come. */
export const POST_FIELDS = [
  'id',
  'link',
  'status',
  'title.rendered',
  'content.rendered',
  'content.protected',
  'excerpt.rendered',
  'date_gmt',
  'modified',
  'modified_gmt',
  'jetpack_featured_media_url',
  '_links',
  '_embedded',
].join(',');
export const EMBEDDED = 'author,wp:term,wp:featuredmedia';

export interface WordpressPost {
  /** Digits. */
  readonly id: string;
  /** In the time of the site, `2024-04-29T12:00:00`: what the API sorts and compares by. */
  readonly modified: string;
  readonly version: string;
  readonly url: string | undefined;
  readonly isProtected: boolean;
  readonly draft: Draft;
}

/** Undefined for what is no post. */
export function wordpressPost(value: unknown): WordpressPost | undefined {
  const id = stringOf(fieldOf(value, 'id'));
  const modified = stringOf(fieldOf(value, 'modified')) ?? '';
  if (id === undefined || !/^\d+$/.test(id)) return undefined;
  const rendered = (name: string) => stringOf(fieldOf(fieldOf(value, name), 'rendered')) ?? '';
  const utc = (name: string) => {
    const text = stringOf(fieldOf(value, name));
    return text?.startsWith('0000') ? undefined : text;
  };
  const { section, tags } = termsOf(value);
  const embedded = fieldOf(value, '_embedded');
  const author = listOf(fieldOf(embedded, 'author')).flatMap((one) => stringOf(fieldOf(one, 'name')) ?? []);
  const url = stringOf(fieldOf(value, 'link'));
  return {
    id,
    modified,
    version: utc('modified_gmt') ?? modified,
    url,
    isProtected: fieldOf(fieldOf(value, 'content'), 'protected') === true,
    draft: {
      id,
      url,
      title: htmlToLine(rendered('title')),
      body: htmlToText(withoutShortcodes(rendered('content'))),
      excerpt: excerptOf(rendered('excerpt')),
      author: author.join(', '),
      section,
      tags,
      image:
        listOf(fieldOf(embedded, 'wp:featuredmedia')).flatMap(
          (media) => stringOf(fieldOf(media, 'source_url')) ?? [],
        )[0] ?? stringOf(fieldOf(value, 'jetpack_featured_media_url')),
      publishedAt: utc('date_gmt'),
      modifiedAt: utc('modified_gmt'),
    },
  };
}

/** WordPress makes an excerpt of the first words where an editor wrote none; those are the body's own. */
function excerptOf(html: string): string | undefined {
  const text = htmlToLine(html);
  return /(?:\[…\]|\[\.\.\.\]|…)(?:\s*(?:Continue reading|Read more).{0,200})?$/i.test(text)
    ? undefined
    : text;
}

/** The first category is the section; the others stand with the tags, as in an export. */
function termsOf(value: unknown): { section: string | undefined; tags: string[] } {
  const categories: string[] = [];
  const tags: string[] = [];
  const groups = listOf(fieldOf(fieldOf(value, '_embedded'), 'wp:term'));
  for (const term of groups.flatMap(listOf)) {
    const name = htmlToLine(stringOf(fieldOf(term, 'name')) ?? '');
    const taxonomy = fieldOf(term, 'taxonomy');
    if (name === '') continue;
    if (taxonomy === 'post_tag') tags.push(name);
    else if (taxonomy === 'category' && fieldOf(term, 'slug') !== 'uncategorized') categories.push(name);
  }
  const [section, ...others] = categories;
  return { section, tags: [...tags, ...others] };
}
