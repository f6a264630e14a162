/** What does a publisher's system tell us by itself? One post to take, or one to take out, from our WordPress plugin or from Ghost. */
import { AppError } from '../../article/errors.ts';
import { type Draft, draftRecord, stableId } from '../draft.ts';
import { ghostText } from '../ghost-text.ts';
import { htmlToLine, htmlToText } from '../html/text.ts';
import type { SourceRecord } from '../record.ts';
import { withoutShortcodes } from '../shortcodes.ts';
import { fieldOf, listOf, stringOf } from '../values.ts';
import { isHmac, signatureParts } from './signature.ts';

export type PushEvent =
  | { readonly kind: 'put'; readonly record: SourceRecord }
  | { readonly kind: 'delete'; readonly id: string };

/** A signed message is taken for so long after it was made; clocks may differ by as much. */
export const TOLERANCE_MS = 300_000;

/**
 * `X-Kindred-Signature: t=SECONDS, v1=HEX`: HMAC-SHA256 of `SECONDS.BODY`. `now` in ms since 1970. A message that is sent again
 * within the tolerance changes nothing: an article with an earlier date never overwrites a later one.
 */
export function isSignedByWordpress(
  header: string | undefined,
  body: Uint8Array,
  secret: string,
  now: number,
): boolean {
  const parts = signatureParts(header ?? '');
  const seconds = parts.get('t') ?? '';
  if (!/^\d{1,12}$/.test(seconds) || Math.abs(now - Number(seconds) * 1000) > TOLERANCE_MS) return false;
  return isHmac('sha256', secret, [`${seconds}.`, body], parts.get('v1') ?? '');
}

/** `X-Ghost-Signature: sha256=HEX, t=MILLISECONDS`: HMAC-SHA256 of the body followed by the milliseconds; older versions sign the body alone, which a listener could send again. */
export function isSignedByGhost(
  header: string | undefined,
  body: Uint8Array,
  secret: string,
  now: number,
): boolean {
  const parts = signatureParts(header ?? '');
  const milliseconds = parts.get('t') ?? '';
  if (!/^\d{1,15}$/.test(milliseconds) || Math.abs(now - Number(milliseconds)) > TOLERANCE_MS) return false;
  const hex = parts.get('sha256') ?? '';
  return isHmac('sha256', secret, [body, milliseconds], hex) || isHmac('sha256', secret, [body], hex);
}

/** `{"event": "put", "post": {…}}` or `{"event": "delete", "post": {"id": "7"}}`, as the plugin sends it. Throws `invalid`. */
export function wordpressEvent(value: unknown): PushEvent {
  const post = fieldOf(value, 'post');
  const id = idOf(post);
  const event = fieldOf(value, 'event');
  if (event === 'delete') return { kind: 'delete', id };
  if (event !== 'put') throw new AppError('invalid', 'event must be "put" or "delete"', 'event');
  const field = (name: string) => stringOf(fieldOf(post, name));
  const plain = (name: string) =>
    htmlToText(withoutShortcodes(field(name) ?? ''), { blankLines: 'wordpress' });
  const names = (name: string) =>
    listOf(fieldOf(post, name)).flatMap((term) => htmlToLine(stringOf(term) ?? '') || []);
  const [section, ...others] = names('categories');
  return put({
    id,
    url: field('url'),
    title: htmlToLine(field('title') ?? ''),
    body: plain('content'),
    excerpt: plain('excerpt'),
    author: field('author'),
    section,
    tags: [...names('tags'), ...others],
    image: field('image'),
    language: field('language'),
    publishedAt: field('publishedAt'),
    modifiedAt: field('modifiedAt'),
  });
}

/** Of `post.published`, `post.published.edited`, `post.unpublished` and `post.deleted` (pages too). Throws `invalid`. */
export function ghostEvent(value: unknown): PushEvent {
  const post = fieldOf(value, 'post') ?? fieldOf(value, 'page');
  const current = fieldOf(post, 'current');
  if (stringOf(fieldOf(current, 'id')) === undefined)
    return { kind: 'delete', id: idOf(fieldOf(post, 'previous')) };
  const id = idOf(current);
  const field = (name: string) => stringOf(fieldOf(current, name));
  if (field('status') !== 'published') return { kind: 'delete', id };
  const names = (list: string) =>
    listOf(fieldOf(current, list)).flatMap((one) => stringOf(fieldOf(one, 'name')) ?? []);
  // A tag that begins with # is internal: never shown.
  const [section, ...tags] = names('tags').filter((name) => !name.startsWith('#'));
  return put({
    id,
    url: field('canonical_url') ?? field('url'),
    title: htmlToLine(field('title') ?? ''),
    body: ghostText(current),
    excerpt: field('custom_excerpt'),
    author: names('authors').join(', '),
    section,
    tags,
    image: field('feature_image'),
    language: field('locale'),
    publishedAt: field('published_at'),
    modifiedAt: field('updated_at'),
  });
}

function put(draft: Draft): PushEvent {
  const record = draftRecord(0, 'post', draft);
  if (record.result instanceof AppError) throw record.result;
  return { kind: 'put', record };
}

function idOf(post: unknown): string {
  const id = stableId(stringOf(fieldOf(post, 'id')));
  if (id === undefined) throw new AppError('invalid', 'the post has no id', 'post.id');
  return id;
}
