import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelsOfGroups } from '../../src/evaluation/labels.ts';
import { pairMeasures } from '../../src/evaluation/pair-metrics.ts';
import { listFigures, queryFigures } from '../../src/evaluation/ranking-metrics.ts';

describe('measures of a ranked list', () => {
  it('are those computed by hand', () => {
    // Relevant at ranks 1, 3 and 6, of R = 4.
    const figures = listFigures([true, false, true, false, false, true], 4);
    expect(figures.p1).toBe(1);
    expect(figures.p5).toBeCloseTo(0.4, 12);
    expect(figures.recall5).toBeCloseTo(0.5, 12);
    // (1 + 1/2 + 1/log2 7) / (1 + 1/log2 3 + 1/2 + 1/log2 5)
    expect(figures.ndcg10).toBeCloseTo(
      (1.5 + 1 / Math.log2(7)) / (1.5 + 1 / Math.log2(3) + 1 / Math.log2(5)),
      12,
    );
    expect(figures.ap50).toBeCloseTo((1 + 2 / 3 + 3 / 6) / 4, 12);
  });

  it('divide P@5 by five, and AP@50 by fifty at most', () => {
    expect(listFigures([true, true], 2)).toMatchObject({ p5: 0.4, recall5: 1, ndcg10: 1, ap50: 1 });
    expect(listFigures(Array<boolean>(50).fill(true), 400).ap50).toBe(1);
    expect(listFigures([], 3)).toEqual({ p1: 0, p5: 0, recall5: 0, ndcg10: 0, ap50: 0 });
  });

  it('do not look beyond their depth', () => {
    const late = [...Array<boolean>(50).fill(false), true];
    expect(listFigures(late, 1)).toEqual(listFigures([], 1));
  });

  it('take for queries the articles that have something relevant', () => {
    const labels = labelsOfGroups([
      ['a', ['x']],
      ['b', ['x']],
      ['c', ['y']],
    ]);
    const related = (...ids: string[]) => ids.map((id, at) => ({ id, score: 1 / (at + 1) }));
    const found = queryFigures(
      [
        { id: 'a', related: related('c', 'b') },
        { id: 'b', related: [] },
        { id: 'c', related: related('a') },
        { id: 'unlabelled', related: related('a') },
      ],
      labels,
    );
    expect(found.map(({ id, ap50 }) => [id, ap50])).toEqual([
      ['a', 0.5],
      ['b', 0],
    ]);
  });

  const judged = fc
    .array(fc.boolean(), { maxLength: 60 })
    .chain((hits) =>
      fc.tuple(
        fc.constant(hits),
        fc.integer({ min: 0, max: 5 }).map((missed) => missed + hits.filter(Boolean).length),
      ),
    )
    .filter(([, relevant]) => relevant > 0);

  it('lie between 0 and 1', () => {
    fc.assert(
      fc.property(judged, ([hits, relevant]) => {
        for (const value of Object.values(listFigures(hits, relevant))) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
  });

  it('are 1 for the perfect ranking, which reversing never improves', () => {
    fc.assert(
      fc.property(judged, ([hits, relevant]) => {
        const count = hits.filter(Boolean).length;
        const perfect = hits.toSorted((a, b) => Number(b) - Number(a));
        const best = listFigures(perfect, relevant);
        if (count === relevant) {
          expect(best.ndcg10).toBeCloseTo(1, 12);
          expect(best.ap50).toBeCloseTo(1, 12);
          expect(best.p5).toBe(Math.min(5, count) / 5);
        }
        for (const other of [hits, perfect.toReversed()])
          for (const [name, value] of Object.entries(listFigures(other, relevant)))
            expect(value).toBeLessThanOrEqual(best[name as keyof typeof best] + 1e-12);
      }),
    );
  });
});

describe('measures of scored pairs', () => {
  const pairsOf = (scores: readonly number[], gains: readonly number[]) =>
    scores.map((score, at) => ({ score, gain: gains[at] ?? 0 }));

  it('are those computed by hand', () => {
    const figures = pairMeasures(pairsOf([1, 2, 3, 4], [1, 3, 2, 5]), null)();
    // Deviations (−1.5, −.5, .5, 1.5) and (−1.75, .25, −.75, 2.25): 5.5 / √(5 · 8.75)
    expect(figures.pearson).toBeCloseTo(5.5 / Math.sqrt(5 * 8.75), 12);
    expect(figures.spearman).toBeCloseTo(0.8, 12);
    expect(figures).toMatchObject({ auc: null, f1: null, f1Threshold: null });
  });

  it('give ties their mean rank and half of the AUC', () => {
    const figures = pairMeasures(pairsOf([0.9, 0.5, 0.5, 0.1], [1, 1, 0, 0]), 0.5)();
    // Of four couples three are right and one is tied.
    expect(figures.auc).toBeCloseTo(3.5 / 4, 12);
    // Ranks (4, 2.5, 2.5, 1) and (3.5, 3.5, 1.5, 1.5).
    expect(figures.spearman).toBeCloseTo(3 / Math.sqrt(4.5 * 4), 12);
    // At ≥ 0.5: two found of two, three called; at ≥ 0.9: one found, one called.
    expect(figures.f1).toBeCloseTo(0.8, 12);
    expect(figures.f1Threshold).toBe(0.5);
  });

  it('name the highest of several thresholds that are equally good', () => {
    expect(pairMeasures(pairsOf([0.9, 0.5, 0.4, 0.3], [1, 0, 0, 1]), 0.5)()).toMatchObject({
      f1: 2 / 3,
      f1Threshold: 0.9,
    });
  });

  it('are null where they are undefined', () => {
    expect(pairMeasures([], 0.5)()).toEqual({
      pearson: null,
      spearman: null,
      auc: null,
      f1: null,
      f1Threshold: null,
    });
    expect(pairMeasures(pairsOf([0.1, 0.1, 0.1], [0, 1, 1]), 0.5)()).toMatchObject({
      pearson: null,
      spearman: null,
      auc: 0.5,
    });
    expect(pairMeasures(pairsOf([0.1, 0.2], [1, 1]), 0.5)()).toMatchObject({ auc: null, f1: null });
  });

  const score = fc.integer({ min: -8, max: 8 }).map((value) => value / 8);
  const some = fc.array(fc.record({ score, gain: fc.constantFrom(0, 1) }), { minLength: 2, maxLength: 40 });

  it('mirror when scores are negated', () => {
    fc.assert(
      fc.property(some, (pairs) => {
        const figures = pairMeasures(pairs, 0.5)();
        const negated = pairMeasures(
          pairs.map(({ score, gain }) => ({ score: -score, gain })),
          0.5,
        )();
        if (figures.auc === null) expect(negated.auc).toBeNull();
        else expect(figures.auc).toBeCloseTo(1 - (negated.auc ?? Number.NaN), 12);
        if (figures.pearson !== null)
          expect(figures.pearson).toBeCloseTo(-(negated.pearson ?? Number.NaN), 12);
      }),
    );
  });

  it('leave Spearman, AUC and F1 alone when scores are mapped monotonically', () => {
    fc.assert(
      fc.property(some, (pairs) => {
        const figures = pairMeasures(pairs, 0.5)();
        const mapped = pairMeasures(
          pairs.map(({ score, gain }) => ({ score: Math.exp(3 * score) + 7, gain })),
          0.5,
        )();
        expect(mapped.spearman).toEqual(figures.spearman);
        expect(mapped.auc).toEqual(figures.auc);
        expect(mapped.f1).toEqual(figures.f1);
      }),
    );
  });

  it('agree with counting every couple and every threshold', () => {
    fc.assert(
      fc.property(some, (pairs) => {
        const { auc, f1 } = pairMeasures(pairs, 0.5)();
        const positive = pairs.filter(({ gain }) => gain === 1);
        const negative = pairs.filter(({ gain }) => gain === 0);
        if (positive.length === 0 || negative.length === 0) return;
        const wins = positive.flatMap((p) =>
          negative.map((n): number => (p.score > n.score ? 1 : p.score === n.score ? 0.5 : 0)),
        );
        expect(auc).toBeCloseTo(wins.reduce((a, b) => a + b) / wins.length, 12);
        const best = pairs.map(({ score: least }) => {
          const found = positive.filter((p) => p.score >= least).length;
          return (2 * found) / (pairs.filter((p) => p.score >= least).length + positive.length);
        });
        expect(f1).toBeCloseTo(Math.max(...best), 12);
      }),
    );
  });

  it('count a pair as often as a resample holds it', () => {
    const counted = some.chain((pairs) =>
      fc.tuple(
        fc.constant(pairs),
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: pairs.length, maxLength: pairs.length }),
      ),
    );
    fc.assert(
      fc.property(counted, ([pairs, counts]) => {
        const repeated = pairs.flatMap((pair, at) =>
          Array<(typeof pairs)[number]>(counts[at] ?? 0).fill(pair),
        );
        const weighted = pairMeasures(pairs, 0.5)(Uint32Array.from(counts));
        const plain = pairMeasures(repeated, 0.5)();
        for (const name of ['pearson', 'spearman', 'auc', 'f1'] as const) {
          if (plain[name] === null) expect(weighted[name]).toBeNull();
          else expect(weighted[name]).toBeCloseTo(plain[name], 10);
        }
      }),
    );
  });
});
