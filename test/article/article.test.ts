import { describe, expect, it } from 'vitest';
import { articleId, articleWithId, contentHash, LIMITS } from '../../src/article/article.ts';
import { problemsOf } from '../../src/article/invalid.ts';

const parse = (fields: object) => articleWithId.parse({ id: 'a', title: 'A title', ...fields });
const problems = (fields: object) => {
  const input = { id: 'a', title: 'A title', ...fields };
  const parsed = articleWithId.safeParse(input);
  return parsed.success ? [] : problemsOf(parsed.error, input);
};

describe('an article', () => {
  it('needs an id and a title; everything else has a default', () => {
    expect(parse({})).toEqual({
      id: 'a',
      url: null,
      title: 'A title',
      body: '',
      excerpt: null,
      author: null,
      section: null,
      tags: [],
      image: null,
      language: null,
      publishedAt: null,
      expiresAt: null,
      evergreen: false,
      modifiedAt: null,
    });
  });

  it('takes dates with and without time and a language with a region', () => {
    const article = parse({
      publishedAt: '2024-04-29',
      modifiedAt: '2024-04-29T14:10:00+02:00',
      language: 'pt-BR',
    });
    expect(article.publishedAt?.toISOString()).toBe('2024-04-29T00:00:00.000Z');
    expect(article.modifiedAt?.toISOString()).toBe('2024-04-29T12:10:00.000Z');
    expect(article.language).toBe('pt');
  });

  it.each<[string, object, string]>([
    ['tags.1', { tags: ['a', 7] }, 'tags.1 must be of type string, got 7'],
    ['title', { title: '  ' }, 'title must not be empty, got "  "'],
    [
      'url',
      { url: 'ftp://x' },
      'url must be an http or https URL without user name and password, got "ftp://x"',
    ],
    [
      'publishedAt',
      { publishedAt: 'yesterday' },
      'publishedAt must be a date such as "2024-04-29T14:10:00Z" or "2024-04-29", got "yesterday"',
    ],
    ['colour', { colour: 'red' }, 'colour is not known here'],
    ['body', { body: 'a\0b' }, 'body must not contain the character NUL, got "a\\u0000b"'],
    ['evergreen', { evergreen: 'yes' }, 'evergreen must be of type boolean, got "yes"'],
  ])('names the field %s and the value that is wrong', (field, fields, message) => {
    expect(problems(fields)).toEqual([{ field, message }]);
  });

  it.each<[string, number, (n: number) => object]>([
    ['title', LIMITS.titleCharacters, (n) => ({ title: 'x'.repeat(n) })],
    ['body', LIMITS.bodyCharacters, (n) => ({ body: 'x'.repeat(n) })],
    ['excerpt', LIMITS.excerptCharacters, (n) => ({ excerpt: 'x'.repeat(n) })],
    ['author', LIMITS.authorCharacters, (n) => ({ author: 'x'.repeat(n) })],
    ['section', LIMITS.sectionCharacters, (n) => ({ section: 'x'.repeat(n) })],
    ['tags', LIMITS.tags, (n) => ({ tags: Array.from({ length: n }, () => 't') })],
    ['tags.0', LIMITS.tagCharacters, (n) => ({ tags: ['x'.repeat(n)] })],
    ['id', LIMITS.idBytes, (n) => ({ id: 'x'.repeat(n) })],
  ])('takes %s up to its limit of %i and not one more', (field, most, fields) => {
    expect(problems(fields(most))).toEqual([]);
    expect(problems(fields(most + 1)).map((problem) => problem.field)).toEqual([field]);
  });

  it('counts the bytes of an id, not its characters', () => {
    expect(articleId.safeParse('ü'.repeat(100)).success).toBe(true);
    expect(articleId.safeParse('ü'.repeat(101)).success).toBe(false);
  });

  it('refuses control characters in an id', () => {
    expect(articleId.safeParse('a\r\nb').success).toBe(false);
  });

  it('is well-formed text in NFC, however it was sent', () => {
    const { title, body } = parse({ title: 'Cafe\u0301 \ud800', body: 'a\u0007b\r\nc' });
    expect(title).toBe('Café \ufffd');
    expect(body).toBe('ab\nc');
  });
});

describe('a content hash', () => {
  const article = parse({ body: 'Text', publishedAt: '2024-04-29' });

  it('is the same for the same content, whenever it was modified', () => {
    expect(contentHash({ ...article, modifiedAt: new Date(0) })).toBe(contentHash(article));
  });

  it.each([
    { title: 'B' },
    { body: 'Other' },
    { tags: ['x'] },
    { expiresAt: new Date(0) },
    { evergreen: true },
    { url: 'https://a.example/' },
  ])('changes with %o', (change) => {
    expect(contentHash({ ...article, ...change })).not.toBe(contentHash(article));
  });
});
