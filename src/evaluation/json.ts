/** `--json`: how is an evaluation printed for other programs? One object, the agreed keys first. */
import type { Interval } from './bootstrap.ts';
import type { Comparison } from './compare.ts';
import type { Evaluation } from './evaluation.ts';
import { byMeasure, type Figures, MEASURES } from './measures.ts';
import type { PairedTest } from './significance.ts';
import type { Slice } from './slice.ts';

/**
 * The first variant as one JSON object on one line: "articles", "queries", "p1", "p5", "recall5", "ndcg10", "map50",
 * "pearson", "spearman", "auc", "settings", then "f1", "f1Threshold", "pairs", "intervals", "languages", "languageMean",
 * "coverage", and with further variants "variants" (their objects) and "comparisons" (each against the first).
 * Null where a figure does not apply. Figures have six decimals.
 */
export function evaluationJson(
  evaluations: readonly Evaluation[],
  comparisons: readonly Comparison[] = [],
): string {
  const [first, ...others] = evaluations.map(plain);
  return JSON.stringify({
    ...first,
    ...(others.length > 0 && {
      variants: others,
      comparisons: comparisons.map(({ before, after, tests }) => ({
        before,
        after,
        ...byMeasure((measure) => plainTest(tests[measure])),
      })),
    }),
  });
}

function plain(evaluation: Evaluation) {
  const { articles, figures, languages, languageMean, variant } = evaluation;
  const { f1, ...agreed } = plainFigures(figures);
  return {
    articles,
    queries: evaluation.queries,
    ...agreed,
    settings: variant.settings,
    f1,
    ...plainRest(evaluation),
    languages: languages.map((slice) => ({
      language: slice.language,
      queries: slice.queries,
      ...plainFigures(slice.figures),
      ...plainRest(slice),
    })),
    languageMean: languageMean && plainFigures(languageMean),
    coverage: plainCoverage(evaluation),
    name: variant.name,
  };
}

function plainFigures(figures: Figures) {
  return byMeasure((measure) => rounded(figures[measure]));
}

function plainRest({ f1Threshold, pairs, intervals }: Slice) {
  return {
    f1Threshold: rounded(f1Threshold),
    pairs,
    intervals: Object.fromEntries(MEASURES.map((measure) => [measure, plainInterval(intervals[measure])])),
  };
}

function plainCoverage({ coverage }: Evaluation) {
  if (coverage === null) return null;
  const { boxes, limit, full, filled, empty, shown } = coverage;
  return {
    boxes,
    limit,
    full: rounded(full),
    filled: rounded(filled),
    empty: rounded(empty),
    shown: {
      articles: shown.articles,
      skewness: rounded(shown.skewness),
      gini: rounded(shown.gini),
      worst: shown.worst,
      never: rounded(shown.never),
    },
  };
}

function plainTest(test: PairedTest | null) {
  if (test === null) return null;
  return {
    difference: rounded(test.difference),
    interval: plainInterval(test.interval),
    p: rounded(test.p),
    units: test.units,
  };
}

function plainInterval(interval: Interval | null) {
  return interval && [rounded(interval.low), rounded(interval.high)];
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1e6) / 1e6;
}
