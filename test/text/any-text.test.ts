import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/text/analyze.ts';
import { detectLanguage } from '../../src/text/language.ts';
import { eachToken, MOST_TOKENS } from '../../src/text/tokens.ts';

const LANGUAGES =
  'en de fr es it pt nl sv no da fi ru pl tr ar fa uk id zh ja ko th hu ro el und xx constructor'.split(' ');

/** Words, marks, halves of surrogate pairs, joiners, scripts of all kinds. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.constantFrom(..."aZé1.,’'-\u00AD\u200C 東ก한мİش"), { maxLength: 300 })
    .map((each) => each.join('')),
);
const anyLanguage = fc.constantFrom(...LANGUAGES);

describe('any text', () => {
  it('gives terms that are not empty, with counts of at least 1', () => {
    fc.assert(
      fc.property(anyText, anyText, anyLanguage, (title, body, language) => {
        for (const [term, count] of analyze({ title, body, language })) {
          expect(term.trim()).toBe(term);
          expect(term).not.toBe('');
          expect(count).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same terms composed and decomposed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), anyLanguage, (body, language) => {
        const composed = analyze({ title: '', body: body.normalize('NFC'), language });
        expect(analyze({ title: '', body: body.normalize('NFD'), language })).toEqual(composed);
      }),
      { numRuns: 500 },
    );
  });

  it('gives tokens that lie within it, one after the other, with positions that grow', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let position = 0;
        let start = -1;
        eachToken(text, (token) => {
          expect(token.position).toBeGreaterThan(position);
          expect(token.start).toBeGreaterThan(start);
          expect(token.end).toBeGreaterThan(token.start);
          expect(token.end).toBeLessThanOrEqual(token.text.length);
          ({ position, start } = token);
        });
      }),
    );
  });

  it('has a language or und', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(detectLanguage(text)).toMatch(/^[a-z]{2,3}$/);
      }),
    );
  });
});

describe('hostile text', () => {
  const SIZE = 200_000;
  it.each([
    ['letters', 'a'],
    ['apostrophes', "a'"],
    ['only apostrophes', "'"],
    ['digits', '1'],
    ['points', '1.'],
    ['initials', 'A.'],
    ['marks', 'a\u0301\u0323'],
    ['soft hyphens', 'a\u00AD'],
    ['non-joiners', 'ه\u200C'],
    ['Han', '東'],
    ['Thai', 'ก'],
    ['Thai words', 'น้ำตา'],
    ['halves', '\uD840'],
    ['Han beyond U+FFFF', '𠮷'],
    ['Turkish capitals', 'İ'],
    ['Hangul', '으로'],
    ['single letters', 'a b '],
  ])('of %s takes work in proportion', (_, unit) => {
    const body = unit.repeat(SIZE / unit.length);
    for (const language of ['en', 'tr', 'fa', 'ko', 'th', 'und']) {
      let tokens = 0;
      eachToken(body, () => tokens++);
      expect(tokens).toBeLessThanOrEqual(MOST_TOKENS);
      expect(analyze({ title: body, body, language }).size).toBeLessThanOrEqual(4 * MOST_TOKENS);
    }
    expect(detectLanguage(body)).toMatch(/^[a-z]{2,3}$/);
  });
});
