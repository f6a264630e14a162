import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intervals, meansOf } from '../../src/evaluation/bootstrap.ts';
import { isNoise, pairedBootstrap, pairedTest } from '../../src/evaluation/significance.ts';

const values = fc.array(
  fc.integer({ min: 0, max: 10 }).map((value) => value / 10),
  { minLength: 1, maxLength: 50 },
);
const meanOf = (column: readonly number[]) => column.reduce((sum, value) => sum + value, 0) / column.length;

describe('bootstrap intervals', () => {
  it('are the same for the same seed, and lie within what was measured', () => {
    fc.assert(
      fc.property(values, fc.integer(), (column, seed) => {
        const statistic = meansOf([Float64Array.from(column)]);
        const [found] = intervals(column.length, statistic, { seed, resamples: 100 });
        expect(intervals(column.length, statistic, { seed, resamples: 100 })).toEqual([found]);
        expect(found?.low).toBeGreaterThanOrEqual(Math.min(...column) - 1e-12);
        expect(found?.high).toBeLessThanOrEqual(Math.max(...column) + 1e-12);
        expect(found?.low).toBeLessThanOrEqual(found?.high ?? Number.NaN);
      }),
      { numRuns: 50 },
    );
  });

  it('draw as many units as there are, every one of them sooner or later', () => {
    const drawn = new Uint32Array(5);
    intervals(5, (counts) => {
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(5);
      for (const [unit, count] of counts.entries()) drawn[unit] = (drawn[unit] ?? 0) + count;
      return [0];
    });
    for (const count of drawn) expect(count).toBeGreaterThan(800);
  });

  it('have the width that theory gives: 1.96 standard errors on either side', () => {
    const column = Float64Array.from({ length: 400 }, (_, at) => at % 2);
    const [found] = intervals(400, meansOf([column]), { resamples: 4000 });
    expect(found?.low).toBeCloseTo(0.5 - 1.96 * 0.025, 2);
    expect(found?.high).toBeCloseTo(0.5 + 1.96 * 0.025, 2);
  });

  it('differ from seed to seed, and are absent where a figure mostly is', () => {
    const column = Float64Array.from({ length: 30 }, (_, at) => (at * 7) % 11);
    const [one] = intervals(30, meansOf([column]), { seed: 1 });
    const [two] = intervals(30, meansOf([column]), { seed: 2 });
    expect(one).not.toEqual(two);
    expect(intervals(3, () => [null])).toEqual([null]);
    expect(intervals(0, () => [1])).toEqual([]);
  });
});

describe('paired tests', () => {
  it('see no difference between a variant and itself', () => {
    fc.assert(
      fc.property(values, (column) => {
        const test = pairedTest(column, column, { resamples: 50 });
        expect(test).toMatchObject({ difference: 0, p: 1, interval: { low: 0, high: 0 } });
        expect(test && isNoise(test)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('report the difference of the means, and mirror when the variants change places', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 1000 }), (before, seed) => {
        const after = before.map((value, at) => (value * 7 + at) % 1);
        const one = pairedTest(before, after, { seed, resamples: 50 });
        const two = pairedTest(after, before, { seed, resamples: 50 });
        expect(one?.difference).toBeCloseTo(meanOf(after) - meanOf(before), 12);
        expect(two?.difference).toBeCloseTo(-(one?.difference ?? Number.NaN), 12);
        expect(two?.p).toBe(one?.p);
      }),
      { numRuns: 20 },
    );
  });

  it('come near the exact randomisation test', () => {
    // All five differences point the same way: of 2⁵ flips, two are as extreme.
    const test = pairedTest([0, 0, 0, 0, 0], [0.1, 0.2, 0.3, 0.4, 0.5]);
    expect(test?.p).toBeCloseTo(2 / 32, 1);
  });

  it('tell a steady gain from noise', () => {
    const before = Array.from({ length: 200 }, (_, at) => ((at * 37) % 100) / 200);
    const steady = pairedTest(
      before,
      before.map((value, at) => value + 0.02 + (at % 3) / 100),
    );
    expect(steady?.p).toBeLessThan(0.001);
    expect(steady && isNoise(steady)).toBe(false);
    const noisy = pairedTest(
      before,
      before.map((value, at) => value + (at % 2 === 0 ? 0.3 : -0.3)),
    );
    expect(noisy?.p).toBeGreaterThan(0.5);
    expect(noisy && isNoise(noisy)).toBe(true);
  });

  it('compare figures that are no means on the same resamples', () => {
    const before = Float64Array.from({ length: 60 }, (_, at) => at % 5);
    const [same, better, absent] = pairedBootstrap(
      60,
      (counts) => [...meansOf([before, before])(counts), null],
      (counts) => [...meansOf([before, before.map((value) => value + 1)])(counts), 1],
    );
    expect(same).toMatchObject({ difference: 0, p: 1 });
    expect(better?.difference).toBeCloseTo(1, 12);
    expect(better?.p).toBeLessThan(0.01);
    expect(absent).toBeNull();
  });

  it('refuse unequal lengths, and have nothing to say about nothing', () => {
    expect(() => pairedTest([1], [])).toThrow('paired test needs equal lengths, got 1 and 0');
    expect(pairedTest([], [])).toBeNull();
  });
});
