import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ACTIONS,
  byPrecedence,
  isInForce,
  keysOf,
  type Rule,
  sourceOf,
  TARGET_KINDS,
  type Target,
  type Traits,
  targetKey,
} from '../../src/box/rules/rule.ts';
import { barringRule, decidingFactor, Rules } from '../../src/box/rules/rules.ts';
import { merged, slotsOf } from '../../src/box/rules/slots.ts';

const names = { article: ['a', 'b', 'c'], tag: ['x', 'Y'], section: ['World', 'sport'] } as const;
const target: fc.Arbitrary<Target> = fc.oneof(
  ...TARGET_KINDS.map((kind) => {
    if (kind === 'source')
      return fc.constantFrom({ kind, name: 'news.example' }, { kind, name: 'other.example' });
    if (kind === 'language') return fc.constantFrom({ kind, name: 'en' }, { kind, name: 'de' });
    return fc.constantFrom(...names[kind].map((name) => ({ kind, name })));
  }),
);
const ruleList: fc.Arbitrary<Rule[]> = fc
  .array(
    fc.record({
      action: fc.constantFrom(...ACTIONS),
      target,
      beside: fc.option(target),
      mutual: fc.boolean(),
      startsAt: fc.option(fc.integer({ min: 0, max: 10 })),
      endsAt: fc.option(fc.integer({ min: 0, max: 10 })),
    }),
    { maxLength: 12 },
  )
  .map((list) =>
    list
      .filter(({ action, beside }) => (action === 'block' ? beside !== null : true))
      .map((rule, i) => ({
        ...rule,
        id: `r${i}`,
        beside: rule.action === 'exclude' ? null : rule.beside,
        slot: rule.action === 'pin' ? 1 : null,
        factor: rule.action === 'boost' ? 2 : rule.action === 'bury' ? 0.5 : null,
        revision: i + 1,
      })),
  );
const traits: fc.Arbitrary<Traits> = fc.record({
  id: fc.constantFrom(...names.article),
  section: fc.option(fc.constantFrom('world', 'Sport')),
  tags: fc.subarray(['X', 'y']),
  source: fc.option(fc.constantFrom('news.example', 'other.example')),
  language: fc.constantFrom('en', 'de'),
});

/** Said again, plainly. */
const means = ({ kind, name }: Target, of: Traits) => {
  const same = (other: string | null) => other?.toLowerCase() === name.toLowerCase();
  if (kind === 'article') return of.id === name;
  return kind === 'tag' ? of.tags.some(same) : same(of[kind]);
};

describe('rules', () => {
  it('count beside what they name, while they are in force', () => {
    fc.assert(
      fc.property(
        ruleList,
        traits,
        fc.array(fc.integer({ min: 0, max: 11 }), { maxLength: 5 }),
        (list, of, times) => {
          const rules = new Rules(list);
          for (const now of times) {
            const { pins, blocked, weighed, excluded } = rules.beside(of, now);
            const live = list.filter((rule) => isInForce(rule, now));
            const applies = ({ beside }: Rule) => beside === null || means(beside, of);
            const idsOf = (some: readonly Rule[]) => some.map(({ id }) => id).sort();
            expect(idsOf(pins)).toEqual(idsOf(live.filter((rule) => rule.action === 'pin' && applies(rule))));
            expect(idsOf(weighed)).toEqual(
              idsOf(live.filter((rule) => rule.factor !== null && applies(rule))),
            );
            expect(idsOf(excluded.rules)).toEqual(idsOf(live.filter(({ action }) => action === 'exclude')));
            const expected = live
              .filter(({ action }) => action === 'block')
              .flatMap((rule) => [
                ...(applies(rule) ? [`${rule.id} ${targetKey(rule.target)}`] : []),
                ...(rule.mutual && means(rule.target, of)
                  ? [`${rule.id} ${targetKey(rule.beside as Target)}`]
                  : []),
              ]);
            const actual = blocked.map(({ target: kept, rule }) => `${rule.id} ${targetKey(kept)}`);
            expect(new Set(actual)).toEqual(new Set(expected));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('say when they change by themselves', () => {
    fc.assert(
      fc.property(ruleList, traits, fc.integer({ min: 0, max: 11 }), (list, of, now) => {
        const rules = new Rules(list);
        const { changesAt, ...first } = rules.beside(of, now);
        for (let later = now; later < Math.min(changesAt, 12); later++) {
          const { changesAt: _, ...then } = new Rules(list).beside(of, later);
          expect(then).toEqual(first);
        }
      }),
    );
  });

  it('keep out by an exclusion before a block, and by one that really means the article', () => {
    fc.assert(
      fc.property(ruleList, traits, traits, (list, of, other) => {
        const rule = barringRule(new Rules(list).beside(of, 5), other);
        const excluding = list.some(
          (each) => each.action === 'exclude' && isInForce(each, 5) && means(each.target, other),
        );
        if (excluding) expect(rule?.action).toBe('exclude');
        else if (rule)
          expect(means(rule.target, other) || (rule.mutual && means(rule.beside as Target, other))).toBe(
            true,
          );
      }),
    );
  });

  it('weigh by one rule: the most specific target, then the most specific place, then the latest', () => {
    const rule = (id: string, revision: number, to: Target, beside: Target | null, factor: number): Rule => ({
      ...{ id, action: factor > 1 ? 'boost' : 'bury', target: to, beside, slot: null, factor, mutual: false },
      ...{ startsAt: null, endsAt: null, revision },
    });
    const article = { kind: 'article', name: 'a' } as const;
    const section = { kind: 'section', name: 'WORLD' } as const;
    const of: Traits = { id: 'a', section: 'World', tags: [], source: null, language: 'en' };
    const decided = (...list: Rule[]) => decidingFactor(new Rules(list).beside(of, 0).weighed, of)?.id;
    expect(decided(rule('group', 9, section, article, 3), rule('single', 1, article, null, 0.5))).toBe(
      'single',
    );
    expect(decided(rule('wide', 9, section, null, 3), rule('near', 1, section, article, 0.5))).toBe('near');
    expect(decided(rule('old', 1, section, null, 3), rule('new', 2, section, null, 0.5))).toBe('new');
    expect(decided(rule('other', 1, { kind: 'article', name: 'b' }, null, 3))).toBeUndefined();
  });

  it('are in a total order', () => {
    fc.assert(
      fc.property(ruleList, (list) => {
        const sorted = [...list].sort(byPrecedence);
        expect([...list].reverse().sort(byPrecedence)).toEqual(sorted);
      }),
    );
  });

  it('know an article by the host of its address', () => {
    expect(sourceOf('news.example/a?b')).toBe('news.example');
    expect(sourceOf('news.example?b')).toBe('news.example');
    expect(sourceOf('news.example')).toBe('news.example');
    expect(keysOf({ id: null, section: null, tags: ['A'], source: 'h', language: 'en' })).toEqual(
      new Set(['tag:a', 'source:h', 'language:en']),
    );
  });
});

describe('slots', () => {
  it('go to the stronger pin; the other takes the next free one, or none', () => {
    expect(slotsOf([1, 1, 3, 1, 9], 4)).toEqual([0, 1, 2, 3, undefined]);
    expect(slotsOf([4, 4], 4)).toEqual([3, undefined]);
  });

  it('hold the pinned items, and all others in their order', () => {
    const anySlots = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 8 });
    fc.assert(
      fc.property(
        anySlots,
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 1, max: 10 }),
        (wanted, others, limit) => {
          const pinned = slotsOf(wanted, limit).flatMap((place, i) =>
            place === undefined ? [] : [{ place, item: `p${i}` }],
          );
          const rest = Array.from({ length: others }, (_, i) => `r${i}`).slice(0, limit - pinned.length);
          const items = merged(pinned, rest, limit);
          expect(items).toHaveLength(pinned.length + rest.length);
          expect(items.filter((item) => item.startsWith('r'))).toEqual(rest);
          if (items.length === limit) for (const { place, item } of pinned) expect(items[place]).toBe(item);
        },
      ),
    );
  });
});
