/** What does one `<item>` of a WordPress export hold? A post as a draft, an attachment as an address, or something to leave out. */
import type { Draft } from './draft.ts';
import { htmlToLine, htmlToText } from './html/text.ts';
import { withoutShortcodes } from './shortcodes.ts';
import { childOf, textOf, type XmlElement } from './xml.ts';

export type WxrItem =
  | { readonly kind: 'post'; readonly draft: Draft; readonly thumbnail: string | undefined }
  | { readonly kind: 'attachment'; readonly id: string; readonly url: string }
  | { readonly kind: 'skipped'; readonly reason: string };

/** `authors`: login → name as it is shown. `types`: the kinds of posts that are articles. */
export function wxrItem(
  item: XmlElement,
  authors: ReadonlyMap<string, string>,
  types: ReadonlySet<string>,
): WxrItem {
  const id = textOf(item, 'wp:post_id');
  const type = textOf(item, 'wp:post_type') ?? 'post';
  if (type === 'attachment') {
    const url = textOf(item, 'wp:attachment_url') ?? textOf(item, 'guid');
    return id && url ? { kind: 'attachment', id, url } : { kind: 'skipped', reason: 'is an attachment' };
  }
  if (!types.has(type)) return { kind: 'skipped', reason: `is of type ${type.slice(0, 40)}` };
  const status = textOf(item, 'wp:status') ?? 'publish';
  if (status !== 'publish') return { kind: 'skipped', reason: `has status ${status.slice(0, 40)}` };
  if (textOf(item, 'wp:post_password')) return { kind: 'skipped', reason: 'needs a password' };
  return { kind: 'post', draft: draftOf(item, id, authors), thumbnail: metaOf(item, '_thumbnail_id') };
}

function draftOf(item: XmlElement, id: string | undefined, authors: ReadonlyMap<string, string>): Draft {
  const { section, tags } = termsOf(item);
  const login = textOf(item, 'dc:creator');
  return {
    id: id ?? textOf(item, 'guid'),
    url: textOf(item, 'link'),
    title: htmlToLine(textOf(item, 'title') ?? ''),
    body: plain(textOf(item, 'content:encoded')),
    excerpt: plain(textOf(item, 'excerpt:encoded')),
    author: login === undefined ? undefined : (authors.get(login) ?? login),
    section,
    tags,
    publishedAt: dateOf(item, 'wp:post_date_gmt') ?? textOf(item, 'pubDate') ?? dateOf(item, 'wp:post_date'),
    modifiedAt: dateOf(item, 'wp:post_modified_gmt'),
  };
}

const plain = (content: string | undefined) =>
  htmlToText(withoutShortcodes(content ?? ''), { blankLines: 'wordpress' });

/** WordPress writes zeros for a date that it does not have. */
function dateOf(item: XmlElement, name: string): string | undefined {
  const text = textOf(item, name);
  return text?.startsWith('0000') ? undefined : text;
}

/** The first category is the section; the others stand with the tags. */
function termsOf(item: XmlElement): { section: string | undefined; tags: string[] } {
  const terms = item.children.filter(({ name }) => name === 'category');
  // Exports of version 1.0 write every term twice, first without saying what it is.
  const hasDomains = terms.some(({ attributes }) => attributes.domain !== undefined);
  const categories: string[] = [];
  const tags: string[] = [];
  for (const { attributes, text } of terms) {
    const name = htmlToLine(text);
    const domain = attributes.domain ?? (hasDomains ? '' : 'category');
    if (domain === 'post_tag' || domain === 'tag') tags.push(name);
    else if (domain === 'category' && attributes.nicename !== 'uncategorized') categories.push(name);
  }
  const [section, ...others] = categories;
  return { section, tags: [...tags, ...others] };
}

function metaOf(item: XmlElement, key: string): string | undefined {
  const meta = item.children.find(
    (child) => child.name === 'wp:postmeta' && childOf(child, 'wp:meta_key')?.text.trim() === key,
  );
  return meta && textOf(meta, 'wp:meta_value');
}
