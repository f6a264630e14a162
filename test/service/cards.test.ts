import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/article/card.ts';
import { NO_FINGERPRINT } from '../../src/article/fingerprint.ts';
import { CardPartsBuilder } from '../../src/service/card-parts.ts';
import { Cards } from '../../src/service/cards.ts';

const name = fc.constantFrom('World', 'world', 'Città', 'sport', 'x');
const date = fc.option(fc.integer({ min: 0, max: 2e12 }));
const host = fc.constantFrom('a.example', 'a.example.org', 'b.example');
const card: fc.Arbitrary<Card> = fc.record({
  key: fc.constant(0),
  id: fc.string({ maxLength: 12 }),
  url: fc.option(fc.webUrl()),
  urlKey: fc.option(fc.tuple(host, fc.constantFrom('', '/', '/a', '?p=1')).map((parts) => parts.join(''))),
  title: fc.string(),
  teaser: fc.string(),
  image: fc.option(fc.webUrl()),
  author: fc.option(fc.string()),
  section: fc.option(name),
  tags: fc.array(name, { maxLength: 3 }),
  language: fc.constantFrom('en', 'de', 'und'),
  publishedAt: date,
  expiresAt: date,
  evergreen: fc.boolean(),
  storedAt: fc.nat(),
  revision: fc.nat(),
});

describe('cards, frozen and appended', () => {
  it('are what was put in, and pass the tests that they pass by themselves', () => {
    const wanted = fc
      .array(name, { maxLength: 3 })
      .map((names) => new Set(['', ...names.map((one) => one.toLowerCase())]));
    const hosts = fc.array(host, { maxLength: 2 }).map((names) => new Set<string>(names));
    fc.assert(
      fc.property(fc.array(card), fc.array(card), wanted, hosts, (frozen, recent, names, from) => {
        const builder = new CardPartsBuilder();
        for (const one of frozen) builder.add(one, NO_FINGERPRINT);
        const cards = new Cards(builder.finish(), new Uint32Array(frozen.length));
        for (const one of recent) cards.append(one, NO_FINGERPRINT);
        const languages = new Set(['de', 'und']);
        const isIn = cards.isIn('section', names);
        const speaks = cards.isIn('language', languages);
        const hasTag = cards.hasTag(names);
        const isFrom = cards.isFrom(from);
        for (const [doc, one] of [...frozen, ...recent].entries()) {
          expect(cards.card(doc)).toEqual(one);
          expect(isIn(doc)).toBe(one.section !== null && names.has(one.section.toLowerCase()));
          expect(speaks(doc)).toBe(languages.has(one.language));
          expect(hasTag(doc)).toBe(one.tags.some((tag) => names.has(tag.toLowerCase())));
          expect(isFrom(doc)).toBe(from.has(one.urlKey?.split(/[/?]/, 1)[0] ?? 'none'));
          expect(cards.publishedAt(doc)).toBe(one.publishedAt ?? Number.NaN);
          expect(cards.expiresAt(doc)).toBe(one.expiresAt ?? Number.NaN);
        }
      }),
    );
  });
});
