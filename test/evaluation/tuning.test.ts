import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelsOfGroups } from '../../src/evaluation/labels.ts';
import { searchSettings } from '../../src/evaluation/search-settings.ts';
import { splitByGroup, splitPairs } from '../../src/evaluation/split.ts';

describe('the split', () => {
  it('has every article in one place, and no group in both halves', () => {
    const groups = fc.array(
      fc.subarray(['t', 'u', 'v', 'w', 'x', 'y', 'z'], { minLength: 1, maxLength: 2 }),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(groups, fc.integer(), (found, seed) => {
        const labels = labelsOfGroups(found.map((names, at) => [`${at}`, names]));
        const split = splitByGroup(labels, seed);
        expect([...split.tuning, ...split.heldOut, ...split.leftOut].sort()).toEqual([...labels.ids].sort());
        expect(splitByGroup(labels, seed)).toEqual(split);
        if (split.by === 'article') return;
        const tuned = new Set(split.tuning.flatMap(labels.groupsOf));
        expect(split.heldOut.flatMap(labels.groupsOf).filter((group) => tuned.has(group))).toEqual([]);
      }),
    );
  });

  it('halves many small groups evenly, and parts a single group by article', () => {
    const stories = labelsOfGroups(Array.from({ length: 300 }, (_, at) => [`${at}`, [`story ${at % 150}`]]));
    expect(splitByGroup(stories, 1)).toMatchObject({ by: 'group', leftOut: [] });
    expect(splitByGroup(stories, 1).tuning).toHaveLength(150);
    expect(splitByGroup(stories, 1).tuning).not.toEqual(splitByGroup(stories, 2).tuning);
    const one = splitByGroup(labelsOfGroups(Array.from({ length: 10 }, (_, at) => [`${at}`, ['only']])), 1);
    expect(one).toMatchObject({ by: 'article', leftOut: [] });
    expect(one.heldOut).toHaveLength(5);
  });

  it('keeps pairs together that hang together, and parts a set in which all pairs were rated', () => {
    const apart = Array.from({ length: 40 }, (_, at) => ({ a: `${at}`, b: `${at}'` }));
    expect(splitPairs(apart, 1)).toMatchObject({ by: 'group', leftOut: [] });
    expect(splitPairs(apart, 1).tuning).toHaveLength(20);
    const chain = [...apart, { a: '0', b: '1' }];
    const held = splitPairs(chain, 1);
    const halfOf = (name: string) =>
      held.tuning.some(({ a, b }) => a === name || b === name) ? 'tuning' : 'heldOut';
    expect(halfOf('0')).toBe(halfOf('1'));
    const all = Array.from({ length: 10 }, (_, a) =>
      Array.from({ length: a }, (_, b) => ({ a: `${a}`, b: `${b}` })),
    ).flat();
    const split = splitPairs(all, 1);
    expect(split).toMatchObject({ by: 'article' });
    expect([split.tuning.length, split.heldOut.length, split.leftOut.length]).toEqual([10, 10, 25]);
    const articles = new Set(split.tuning.flatMap(({ a, b }) => [a, b]));
    expect(split.heldOut.some(({ a, b }) => articles.has(a) || articles.has(b))).toBe(false);
  });
});

describe('the search over settings', () => {
  interface Settings {
    readonly breadth: number;
    readonly order: 'new' | 'old';
    readonly idle: number;
  }
  const start: Settings = { breadth: 0.4, order: 'new', idle: 1 };
  const grid = { breadth: [0, 0.2, 0.4, 0.6, 0.8], order: ['new', 'old'], idle: [1, 2, 3] } as const;
  const queries = Array.from({ length: 80 }, (_, at) => ((at * 37) % 80) / 400);
  const hill = ({ breadth, order }: Settings) =>
    0.6 - (breadth - (order === 'old' ? 0.6 : 0.2)) ** 2 + (order === 'old' ? 0.2 : 0);

  it('finds the top of a hill, leaves idle settings alone and shows the gain on the half it never saw', async () => {
    const asked: string[] = [];
    const tuned = await searchSettings({
      start,
      grid,
      score: (settings, half) => {
        asked.push(half);
        return queries.map((query) => hill(settings) + query);
      },
    });
    expect(tuned.best).toEqual({ breadth: 0.6, order: 'old', idle: 1 });
    expect(tuned.changes).toEqual({ breadth: 0.6, order: 'old' });
    expect(tuned.verdict).toBe('gain');
    expect(tuned.test?.difference).toBeCloseTo(hill(tuned.best) - hill(start), 12);
    expect(tuned.heldOut.after - tuned.heldOut.before).toBeCloseTo(tuned.test?.difference ?? Number.NaN, 12);
    expect(asked.filter((half) => half === 'heldOut')).toHaveLength(2);
    expect(asked.slice(0, -2)).not.toContain('heldOut');
    expect(tuned.trials[0]?.settings).toEqual(start);
    expect(new Set(tuned.trials.map(({ settings }) => JSON.stringify(settings))).size).toBe(
      tuned.trials.length,
    );
  });

  it('says when what it found is noise, and when it is worse than before', async () => {
    const found = async (heldOut: (settings: Settings, at: number) => number) =>
      searchSettings({
        start,
        grid: { breadth: grid.breadth },
        score: async (settings, half) =>
          half === 'tuning' ? [settings.breadth] : queries.map((_, at) => heldOut(settings, at)),
      });
    const noise = await found(({ breadth }, at) =>
      breadth === 0.8 && at % 2 === 0 ? 0.7 : 0.6 - (breadth === 0.8 ? 0.1 : 0),
    );
    expect(noise).toMatchObject({ best: { breadth: 0.8 }, verdict: 'noise' });
    expect((await found(({ breadth }, at) => 0.5 - breadth / 10 + at / 1000)).verdict).toBe('loss');
  });

  it('changes nothing where nothing is better', async () => {
    const tuned = await searchSettings({ start, grid, score: () => [0.5, 0.7] });
    expect(tuned).toMatchObject({ best: start, changes: {}, verdict: 'unchanged', test: null });
    expect(tuned.heldOut).toEqual({ before: 0.6, after: 0.6 });
  });
});
