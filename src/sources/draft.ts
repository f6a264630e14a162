/** How does what a format gives become a record? What is optional is made to fit or left out; the story itself is never cut. */
import { createHash } from 'node:crypto';
import { articleId, LIMITS } from '../article/article.ts';
import { AppError } from '../article/errors.ts';
import { canonicalUrl, parsedUrl } from '../article/url.ts';
import { parseMoment } from './moment.ts';
import { opening } from './opening.ts';
import { refusedRecord, type SourceRecord, toRecord } from './record.ts';

/** What a reader found, as it found it: nothing is validated. Addresses may be relative, dates of any form. */
export interface Draft {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
  readonly title?: string | undefined;
  /** Plain text. */
  readonly body?: string | undefined;
  readonly excerpt?: string | undefined;
  readonly author?: string | undefined;
  readonly section?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly image?: string | undefined;
  readonly language?: string | undefined;
  readonly publishedAt?: unknown;
  readonly modifiedAt?: unknown;
}

/** `base`: against which relative addresses are resolved. Without id, the address or else title and text give one. */
export function draftRecord(index: number, place: string, draft: Draft, base?: string): SourceRecord {
  const body = printable(draft.body ?? '').trim();
  const title = oneLine(draft.title, LIMITS.titleCharacters) || opening(body);
  if (title === '')
    return refusedRecord(index, new AppError('invalid', 'it has neither a title nor a text', 'title'), place);
  const url = webAddress(draft.url, base);
  return toRecord(
    index,
    {
      id: stableId(draft.id ?? url) ?? hashed(`${title}\n${body}`),
      url,
      title,
      body,
      excerpt: oneLine(draft.excerpt, LIMITS.excerptCharacters),
      author: oneLine(draft.author, LIMITS.authorCharacters),
      section: oneLine(draft.section, LIMITS.sectionCharacters),
      tags: fittingTags(draft.tags ?? []),
      image: webAddress(draft.image, base),
      language: languageCode(draft.language),
      publishedAt: parseMoment(draft.publishedAt),
      modifiedAt: parseMoment(draft.modifiedAt),
    },
    place,
  );
}

/** The text itself where it may be an id; otherwise 16 hex digits that stand for it. */
export function stableId(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  if (!trimmed) return undefined;
  const isAddress = /^https?:/i.test(trimmed);
  return !isAddress && articleId.safeParse(trimmed).success ? trimmed : hashed(trimmed);
}

/** An absolute http(s) address, or undefined. */
export function webAddress(text: string | undefined, base?: string): string | undefined {
  const trimmed = text?.trim();
  const href = trimmed ? parsedUrl(trimmed, base)?.href : undefined;
  return href === undefined || canonicalUrl(href) === undefined ? undefined : href;
}

function hashed(text: string): string {
  const basis = /^https?:/i.test(text) ? (canonicalUrl(text) ?? text) : text;
  return createHash('sha256').update(basis).digest('hex').slice(0, 16);
}

function fittingTags(tags: readonly string[]): string[] {
  const names = tags.map((tag) => oneLine(tag, Number.POSITIVE_INFINITY) ?? '');
  const fitting = names.filter((name) => name !== '' && name.length <= LIMITS.tagCharacters);
  return [...new Set(fitting)].slice(0, LIMITS.tags);
}

/** Cut at a word where it is too long; undefined when nothing is there. */
function oneLine(text: string | undefined, characters: number): string | undefined {
  // Normalisation to NFC can lengthen a text by a few characters.
  const line = printable(text ?? '')
    .replace(/\s+/gu, ' ')
    .trim()
    .normalize('NFC');
  if (line.length <= characters) return line || undefined;
  const blank = line.lastIndexOf(' ', characters - 1);
  return `${line.slice(0, blank > characters / 2 ? blank : characters - 1).toWellFormed()}…`;
}

const printable = (text: string) => text.replaceAll('\0', '');

/** `en`, `pt-BR`, `pt_BR.UTF-8` → the code; words such as `English` → undefined. */
function languageCode(text: string | undefined): string | undefined {
  const code = text?.trim().split('.')[0]?.replaceAll('_', '-') ?? '';
  return /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/.test(code) ? code : undefined;
}
