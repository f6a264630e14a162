import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rule } from '../../src/box/rules/rule.ts';
import { Rules } from '../../src/box/rules/rules.ts';
import type { Filter } from '../../src/box/settings.ts';
import type { Collection } from '../../src/service/collection.ts';
import { relatedTo } from '../../src/service/related.ts';
import { why } from '../../src/service/why.ts';
import { apply, article, emptyCollection, ids, NOW, query, steps } from './made-collection.ts';

const rule = (fields: Partial<Rule>): Rule => ({
  ...{ id: 'the-rule', action: 'exclude', target: { kind: 'article', name: 'a2' }, beside: null, slot: null },
  ...{ factor: null, mutual: false, startsAt: null, endsAt: null, revision: 1 },
  ...fields,
});
const NEAR = 'ticket harbour storm strike crew vote';

/** Article 1 beside whom we look, and the other. */
function pair(other: Parameters<typeof article>[2], body = NEAR): Collection {
  const collection = emptyCollection();
  collection.apply(article(1, 1, { body, title: '' }), new Date(NOW));
  collection.apply(article(2, 2, { body: 'ticket harbour storm chess', title: '', ...other }), new Date(NOW));
  return collection;
}

const reasonOf = (
  collection: Collection,
  other = 'a2',
  fields: Parameters<typeof query>[0] = {},
  filter: Filter = {},
  rules: readonly Rule[] = [],
) =>
  why(
    collection,
    collection.docOf('a1'),
    collection.docOf(other),
    { ...query(fields), filter },
    NOW,
    new Rules(rules),
  );

describe('why an article is not in the box', () => {
  it('is told of one that is: place, score and parts', () => {
    const found = reasonOf(pair({}));
    expect(found).toMatchObject({ place: 1, source: 'related', whyNot: null });
    expect(found.explanation.sentence).toMatch(
      /^Both speak of “.+”.* Score 0\.\d{3}: 0\.\d{3} from their own words/,
    );
  });

  it.each<[string, Partial<Parameters<typeof article>[2]>, Filter, string]>([
    ['other-language', { analysisLanguage: 'de' }, {}, '"de"'],
    ['filter', {}, { sections: ['World'] }, 'sections'],
    ['filter', {}, { tags: ['odd'] }, 'tags'],
    ['filter', {}, { languages: ['fr'] }, 'languages'],
    ['filter', {}, { since: NOW }, 'since'],
    ['filter', {}, { until: 0 }, 'until'],
    ['filter', {}, { exclude: ['a2'] }, 'exclude'],
    ['expired', { expiresAt: new Date(NOW) }, {}, 'expired at 2026-01-10T00:00:00.000Z'],
    ['not-published', { publishedAt: new Date(NOW + 1) }, {}, '2026-01-10T00:00:00.001Z'],
    ['nothing-shared', { body: 'chess queen' }, {}, 'share no words'],
    ['copy', { body: NEAR }, {}, 'copy of the article'],
  ])('says %s', (reason, fields, filter, said) => {
    const { whyNot, place } = reasonOf(pair(fields), 'a2', { breadth: 0 }, filter);
    expect(place).toBeNull();
    expect(whyNot?.reason).toBe(reason);
    expect(whyNot?.sentence).toContain(said);
  });

  it('says that it is the same article', () => {
    expect(reasonOf(pair({}), 'a1').whyNot?.reason).toBe('same-article');
  });

  it('names the rule, and rules come before the filter', () => {
    for (const action of ['exclude', 'block'] as const) {
      const beside = action === 'block' ? ({ kind: 'section', name: 'sport' } as const) : null;
      const { whyNot } = reasonOf(pair({}), 'a2', {}, { sections: ['World'] }, [rule({ action, beside })]);
      expect(whyNot).toMatchObject({ reason: 'rule', rule: 'the-rule' });
      expect(whyNot?.sentence).toContain(action);
    }
  });

  it('gives the score and the threshold', () => {
    const { whyNot, score } = reasonOf(pair({}), 'a2', { minScore: 0.95 });
    expect(whyNot).toMatchObject({
      reason: 'below-threshold',
      sentence: `Its score ${score.toFixed(3)} is below the threshold 0.950.`,
    });
  });

  it('names the item of which it is a copy', () => {
    const collection = pair({});
    collection.apply(article(3, 3, { body: 'ticket harbour storm chess', title: '' }), new Date(NOW));
    const { whyNot } = reasonOf(collection, 'a3', { halfLifeDays: 0 });
    expect(whyNot).toMatchObject({ reason: 'copy', copyOf: 'a2' });
  });

  it('gives its rank among those that beat it', () => {
    const collection = pair({ body: 'ticket chess queen crane' });
    collection.apply(article(3, 3, { body: 'ticket harbour storm price', title: '' }), new Date(NOW));
    collection.apply(article(4, 4, { body: 'ticket harbour vote school', title: '' }), new Date(NOW));
    const { whyNot } = reasonOf(collection, 'a2', { limit: 1, minScore: 0 });
    expect(whyNot).toMatchObject({
      reason: 'beaten',
      rank: 3,
      sentence: 'Others are nearer: it is number 3 for 1 place.',
    });
  });

  it('says that diversity took another', () => {
    const collection = pair({ body: 'ticket harbour storm strike price' });
    collection.apply(
      article(3, 3, { body: 'ticket harbour storm strike price chess', title: '' }),
      new Date(NOW),
    );
    collection.apply(article(4, 4, { body: 'crew vote school river', title: '' }), new Date(NOW));
    const fields = { limit: 2, minScore: 0, duplicates: 'keep', halfLifeDays: 0, breadth: 0 } as const;
    const beaten = ids(collection).filter(
      (id) => id !== 'a1' && reasonOf(collection, id, fields).place === null,
    );
    expect(beaten).toEqual(['a4']);
    const reasons = ['a2', 'a3'].map(
      (id) => reasonOf(collection, id, { ...fields, diversity: 0.9 }).whyNot?.reason,
    );
    expect(reasons.sort()).toEqual(['diversity', undefined]);
  });

  it('agrees with the box, for any pair and any rules', () => {
    const target = fc.oneof(
      fc.integer({ min: 1, max: 25 }).map((key) => ({ kind: 'article', name: `a${key}` }) as const),
      fc.constantFrom({ kind: 'section', name: 'world' } as const, { kind: 'tag', name: 'even' } as const),
    );
    const rules = fc.array(
      fc
        .tuple(fc.constantFrom('pin', 'exclude', 'boost', 'bury'), target)
        .map(([action, of]) => ({ action, of }) as const),
      { maxLength: 4 },
    );
    const met = new Set<string>();
    fc.assert(
      fc.property(steps(40), rules, fc.constantFrom(0, 0.5), (start, list, diversity) => {
        const collection = emptyCollection();
        apply(collection, start);
        const asked = query({ diversity, minScore: 0.25 });
        const inForce = new Rules(
          list.map(({ action, of }, i) =>
            rule({
              action,
              id: `r${i}`,
              target: action === 'pin' ? { kind: 'article', name: 'a3' } : of,
              slot: action === 'pin' ? 1 : null,
              factor: action === 'boost' ? 3 : action === 'bury' ? 0.3 : null,
              revision: i,
            }),
          ),
        );
        for (const id of ids(collection).slice(0, 3)) {
          const doc = collection.docOf(id);
          const { items } = relatedTo(collection, doc, asked, NOW, inForce).box;
          for (const other of ids(collection)) {
            const found = why(collection, doc, collection.docOf(other), asked, NOW, inForce);
            const at = items.findIndex(({ card }) => card.id === other);
            expect(found.place).toBe(at < 0 ? null : at + 1);
            expect(found.whyNot === null).toBe(at >= 0);
            met.add(found.whyNot?.reason ?? 'shown');
            // The parts are the score, and the terms its first two parts.
            const { parts, terms, rest, own, expanded } = found.explanation;
            expect(Math.abs(parts.own + parts.expanded + parts.age + parts.rule - found.score)).toBeLessThan(
              1e-6,
            );
            const shared = terms.reduce((sum, { contribution }) => sum + contribution, rest.contribution);
            expect(Math.abs(shared - own - expanded)).toBeLessThan(1e-9);
            expect(terms.length).toBeLessThanOrEqual(10);
          }
        }
      }),
      { numRuns: 60 },
    );
    expect([...met]).toEqual(expect.arrayContaining(['shown', 'rule', 'beaten', 'below-threshold']));
  });
});
