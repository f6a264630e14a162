/** What does a publisher's system tell us by itself? One post to take, or one to take out, from our WordPress plugin or from Ghost. */
import { AppError } from '../../article/errors.ts';
import { type Draft, draftRecord, stableId } from '../draft.ts';
import { ghostText } from '../ghost-text.ts';
import { htmlToLine, htmlToText } from '../html/text.ts';
import { parseMoment } from '../moment.ts';
import type { SourceRecord } from '../record.ts';
import { withoutShortcodes } from '../shortcodes.ts';
import { fieldOf, listOf, stringOf } from '../values.ts';
import { isHmac, signatureParts } from './signature.ts';

export type PushEvent =
  | { readonly kind: 'put'; readonly record: SourceRecord }
  /** `asOf`: when it was taken down, as far as the message says; a later version of the article stays. */
  | { readonly kind: 'delete'; readonly id: string; readonly asOf: Date | null };

export const PUSH_SYSTEMS = ['wordpress', 'ghost'] as const;
export type PushSystem = (typeof PUSH_SYSTEMS)[number];

/** A signed message is taken for so long after it was made; clocks may differ by as much. */
export const TOLERANCE_MS = 300_000;

/** How a system signs: the header `HASH=HEX, t=TIME`, where HASH has this name, TIME this unit, and HMAC-SHA256 is over one of these. */
interface Scheme {
  readonly header: string;
  readonly name: string;
  readonly unitMs: number;
  readonly signed: (body: Uint8Array, time: string) => readonly (readonly (string | Uint8Array)[])[];
  readonly event: (value: unknown) => PushEvent;
}

const SCHEMES: Readonly<Record<PushSystem, Scheme>> = {
  wordpress: {
    header: 'x-kindred-signature',
    name: 'v1',
    unitMs: 1000,
    signed: (body, time) => [[`${time}.`, body]],
    event: wordpressEvent,
  },
  ghost: {
    header: 'x-ghost-signature',
    name: 'sha256',
    unitMs: 1,
    // Older versions sign the body alone.
    signed: (body, time) => [[body, time], [body]],
    event: ghostEvent,
  },
};

/** The header that carries a system's signature, in lower case. */
export const signatureHeader = (system: PushSystem) => SCHEMES[system].header;

/**
 * What a signed message says. `signature`: the header's value; `now` in ms since 1970. Throws `unauthorized`, `invalid`. A message
 * that is sent again changes nothing: its dates are those of the post, and what is older never overwrites what is newer.
 */
export function pushEvent(
  system: PushSystem,
  signature: string | undefined,
  body: Uint8Array,
  secret: string,
  now: number,
): PushEvent {
  if (!isSigned(system, signature, body, secret, now))
    throw new AppError(
      'unauthorized',
      `${SCHEMES[system].header} must sign the message with the WEBHOOK_SECRET, within five minutes`,
    );
  return SCHEMES[system].event(parsed(body));
}

export function isSigned(
  system: PushSystem,
  signature: string | undefined,
  body: Uint8Array,
  secret: string,
  now: number,
): boolean {
  const { name, unitMs, signed } = SCHEMES[system];
  const parts = signatureParts(signature ?? '');
  const time = parts.get('t') ?? '';
  if (!/^\d{1,15}$/.test(time) || Math.abs(now - Number(time) * unitMs) > TOLERANCE_MS) return false;
  return signed(body, time).some((form) => isHmac('sha256', secret, form, parts.get(name) ?? ''));
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch (cause) {
    throw new AppError('invalid', 'the message is not JSON', undefined, { cause });
  }
}

/** `{"event": "put", "post": {…}}` or `{"event": "delete", "post": {"id": "7", "modifiedAt": …}}`, as the plugin sends it. Throws `invalid`. */
export function wordpressEvent(value: unknown): PushEvent {
  const post = fieldOf(value, 'post');
  const id = idOf(post);
  const event = fieldOf(value, 'event');
  if (event === 'delete') return { kind: 'delete', id, asOf: momentOf(fieldOf(post, 'modifiedAt')) };
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
  const previous = fieldOf(post, 'previous');
  if (stringOf(fieldOf(current, 'id')) === undefined)
    return { kind: 'delete', id: idOf(previous), asOf: momentOf(fieldOf(previous, 'updated_at')) };
  const id = idOf(current);
  const field = (name: string) => stringOf(fieldOf(current, name));
  if (field('status') !== 'published') return { kind: 'delete', id, asOf: momentOf(field('updated_at')) };
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

function momentOf(value: unknown): Date | null {
  const moment = parseMoment(value);
  return moment === undefined ? null : new Date(moment);
}

function idOf(post: unknown): string {
  const id = stableId(stringOf(fieldOf(post, 'id')));
  if (id === undefined) throw new AppError('invalid', 'the post has no id', 'post.id');
  return id;
}
