/** What is an article, and what is a valid one? The type that all folders share, its limits and its schema. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalUrl, URL_CHARACTERS } from './url.ts';

export const LIMITS = {
  idBytes: 200,
  titleCharacters: 500,
  bodyCharacters: 1_000_000,
  excerptCharacters: 2_000,
  authorCharacters: 200,
  sectionCharacters: 100,
  tags: 50,
  tagCharacters: 100,
} as const;

/** An article as the publisher gave it, after validation. Absent values are null. */
export interface Article {
  /** The publisher's own id, 1–200 bytes, compared byte by byte after NFC. */
  readonly id: string;
  readonly url: string | null;
  readonly title: string;
  /** Plain text; paragraphs are separated by an empty line. May be empty: then the title alone is analysed. */
  readonly body: string;
  /** What a box shows below the title instead of the first words of the body. */
  readonly excerpt: string | null;
  readonly author: string | null;
  readonly section: string | null;
  readonly tags: readonly string[];
  readonly image: string | null;
  /** Lower-case primary subtag of BCP 47 (`en`), or null: detected from the text. */
  readonly language: string | null;
  readonly publishedAt: Date | null;
  /** From this moment on the article is in no box. */
  readonly expiresAt: Date | null;
  /** Age does not count against it. */
  readonly evergreen: boolean;
  /** When the publisher last changed it. An article with an earlier date never overwrites a later one. */
  readonly modifiedAt: Date | null;
}

/** Well-formed Unicode in NFC without NUL and other control characters, runs of combining marks cut at 30 (UAX #15, stream-safe). */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\t\n]/gu, '')
    .replace(/(\p{M}{30})\p{M}+/gu, '$1')
    .normalize('NFC');
}

const NUL = 'must not contain the character NUL';
const withoutNul = (text: string) => !text.includes('\0');
const line = (characters: number) =>
  z
    .string()
    .max(characters)
    .refine(withoutNul, NUL)
    .transform((text) => cleanText(text).replace(/\s+/gu, ' ').trim());
const optionalLine = (characters: number) =>
  line(characters)
    .nullish()
    .transform((text) => text || null);
const text = (characters: number) =>
  z
    .string()
    .max(characters)
    .refine(withoutNul, NUL)
    .transform((value) => cleanText(value).trim());
const webAddress = z
  .string()
  .max(URL_CHARACTERS)
  .refine(
    (value) => canonicalUrl(value) !== undefined,
    'must be an http or https URL without user name and password',
  )
  .nullish()
  .transform((value) => value ?? null);
/** Postgres stores years up to 294276; a date outside these bounds is a mistake of the sender. */
const moment = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()])
  .nullish()
  .transform((value) => (value ? new Date(value) : null))
  .refine(
    (date) => date === null || (date.getTime() > -62e12 && date.getTime() < 253e12),
    'must be a date of the years 1–9999',
  );

export const articleId = z
  .string()
  .min(1)
  .refine((id) => Buffer.byteLength(id) <= LIMITS.idBytes, `must be at most ${LIMITS.idBytes} bytes`)
  .refine((id) => !/\p{Cc}/u.test(id) && id.isWellFormed(), 'must not contain control characters')
  .transform((id) => id.normalize('NFC'))
  .meta({ description: "The publisher's own id.", example: 'story-4711' });

/** Everything of an article but its id: the body of `PUT /v1/articles/{id}`. */
export const articleFields = z
  .strictObject({
    url: webAddress,
    title: line(LIMITS.titleCharacters).refine((title) => title !== '', 'must not be empty'),
    body: text(LIMITS.bodyCharacters).default(''),
    excerpt: optionalLine(LIMITS.excerptCharacters),
    author: optionalLine(LIMITS.authorCharacters),
    section: optionalLine(LIMITS.sectionCharacters),
    tags: z.array(line(LIMITS.tagCharacters)).max(LIMITS.tags).default([]),
    image: webAddress,
    language: z
      .string()
      .regex(/^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*$/, 'must be a language code such as "en" or "pt-BR"')
      .nullish()
      .transform((code) => code?.split(/[-_]/)[0]?.toLowerCase() ?? null),
    publishedAt: moment,
    expiresAt: moment,
    evergreen: z.boolean().default(false),
    modifiedAt: moment,
  })
  .meta({ id: 'ArticleFields' });

/** One item of `POST /v1/articles` and of an import. */
export const articleWithId = articleFields.extend({ id: articleId }).meta({ id: 'Article' });

/** SHA-256 over all fields in a fixed order, as 64 hex digits: equal hashes mean unchanged content. `modifiedAt` does not count. */
export function contentHash(article: Article): string {
  const { id, url, title, body, excerpt, author, section, tags, image, language } = article;
  const { publishedAt, expiresAt, evergreen } = article;
  const fields = [
    id,
    url,
    title,
    body,
    excerpt,
    author,
    section,
    tags,
    image,
    language,
    publishedAt,
    expiresAt,
    evergreen,
  ];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}
