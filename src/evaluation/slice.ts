/** What are the figures of some queries and pairs, and how sure are they? The whole set, or one language of it. */
import { type BootstrapOptions, type Interval, intervals, meansOf, type Statistic } from './bootstrap.ts';
import { byMeasure, type Figures, type Measure, PAIR_MEASURES, RANKING_MEASURES } from './measures.ts';
import { pairMeasures } from './pair-metrics.ts';
import type { QueryFigures } from './ranking-metrics.ts';
import type { ScoredPair } from './rankings.ts';

export interface Slice {
  /** Null when no rankings were measured. */
  readonly queries: number | null;
  /** Null when no pairs were measured. */
  readonly pairs: number | null;
  readonly figures: Figures;
  /** 95 %, by bootstrap over queries or pairs. */
  readonly intervals: Readonly<Record<Measure, Interval | null>>;
  readonly f1Threshold: number | null;
}

export interface Measurements {
  readonly queries: readonly QueryFigures[] | null;
  readonly pairs: readonly ScoredPair[] | null;
  /** Pairs with a gain above it are positive; null: gains are graded. */
  readonly threshold: number | null;
}

export function sliceOf({ queries, pairs, threshold }: Measurements, options?: BootstrapOptions): Slice {
  const figures: Partial<Record<Measure, number | null>> = {};
  const sure: Partial<Record<Measure, Interval | null>> = {};
  const take = (measures: readonly Measure[], units: number, statistic: Statistic) => {
    const values = statistic(new Uint32Array(units).fill(1));
    const found = intervals(units, statistic, options);
    for (const [at, measure] of measures.entries()) {
      figures[measure] = values[at] ?? null;
      sure[measure] = figures[measure] === null ? null : (found[at] ?? null);
    }
  };
  if (queries !== null) take(RANKING_MEASURES, queries.length, meansOf(rankingColumns(queries)));
  if (pairs !== null) take(PAIR_MEASURES, pairs.length, pairStatistic(pairs, threshold));
  return {
    queries: queries?.length ?? null,
    pairs: pairs?.length ?? null,
    figures: byMeasure((measure) => figures[measure] ?? null),
    intervals: byMeasure((measure) => sure[measure] ?? null),
    f1Threshold: pairs === null ? null : pairMeasures(pairs, threshold)().f1Threshold,
  };
}

/** The values of every query, one column per ranking measure. */
export function rankingColumns(queries: readonly QueryFigures[]): Float64Array[] {
  return [
    Float64Array.from(queries, ({ p1 }) => p1),
    Float64Array.from(queries, ({ p5 }) => p5),
    Float64Array.from(queries, ({ recall5 }) => recall5),
    Float64Array.from(queries, ({ ndcg10 }) => ndcg10),
    Float64Array.from(queries, ({ ap50 }) => ap50),
  ];
}

export function pairStatistic(pairs: readonly ScoredPair[], threshold: number | null): Statistic {
  const measure = pairMeasures(pairs, threshold);
  return (counts) => {
    const figures = measure(counts);
    return PAIR_MEASURES.map((name) => figures[name]);
  };
}
