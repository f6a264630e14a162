import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverageOf } from '../../src/evaluation/coverage.ts';

const list = (id: string, ...related: string[]) => ({
  id,
  related: related.map((other) => ({ id: other, score: 0.5 })),
});

describe('coverage', () => {
  it('counts full, filled and empty boxes, and only what the box shows', () => {
    const found = coverageOf([list('a', 'b', 'c', 'd'), list('b', 'a'), list('c', 'a', 'b'), list('d')], 2);
    expect(found).toMatchObject({ boxes: 4, limit: 2, full: 0.5, filled: 0.75, empty: 0.25 });
    // a 2, b 2, c 1, d 0
    expect(found.shown.worst).toEqual({ id: 'a', count: 2 });
    expect(found.shown).toMatchObject({ articles: 4, mean: 1.25, never: 0.25 });
    expect(found.shown.bins.map(({ articles }) => articles)).toEqual([1, 1, 2]);
  });

  it('has skewness and Gini as computed by hand', () => {
    // In-degrees 0, 0, 0, 4: mean 1, deviations −1, −1, −1, 3.
    const { shown } = coverageOf([list('a', 'd'), list('b', 'd'), list('c', 'd'), list('e', 'd')], 1, [
      'a',
      'b',
      'c',
      'd',
      'e',
    ]);
    // 0, 0, 0, 0, 4: mean 0.8; second moment 2.56, third (4 · −0.512 + 32.768) / 5 = 6.144
    expect(shown.skewness).toBeCloseTo(6.144 / 2.56 ** 1.5, 12);
    expect(shown.gini).toBeCloseTo(0.8, 12);
    expect(shown.never).toBe(0.8);
  });

  it('is even when all are shown alike, and has nothing to say about nothing', () => {
    const even = coverageOf([list('a', 'b'), list('b', 'a')], 1).shown;
    expect(even).toMatchObject({ skewness: 0, gini: 0, never: 0, worst: { id: 'a', count: 1 } });
    expect(coverageOf([], 4)).toMatchObject({
      boxes: 0,
      full: 0,
      empty: 0,
      shown: { worst: null, gini: 0, bins: [{ articles: 0 }] },
    });
  });

  it('puts every article in one bin, and keeps Gini below 1', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 30 }).map(String), { maxLength: 6 })),
        (found) => {
          const { shown } = coverageOf(
            found.map((related, at) => list(`q${at}`, ...related)),
            4,
          );
          expect(shown.bins.reduce((sum, { articles }) => sum + articles, 0)).toBe(shown.articles);
          for (const { from, to } of shown.bins) expect(from).toBeLessThanOrEqual(to);
          expect(shown.gini).toBeGreaterThanOrEqual(0);
          expect(shown.gini).toBeLessThan(1);
        },
      ),
    );
  });
});
