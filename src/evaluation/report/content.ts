/** What does a report say? The same content for HTML and for Markdown. */
import type { Comparison } from '../compare.ts';
import type { Evaluation } from '../evaluation.ts';
import { type PairExample, type QueryExample, worstPairs, worstQueries } from '../examples.ts';
import type { Labels } from '../labels.ts';
import { MEASURES, type Measure } from '../measures.ts';
import { histogramOfLists, histogramOfPairs, type ScoreHistogram } from '../score-histogram.ts';

export interface ReportContent {
  readonly title: string;
  /** What was measured on what, in sentences: one per paragraph. */
  readonly notes: readonly string[];
  /** At least one; the first is the one that the others are compared with. */
  readonly evaluations: readonly Evaluation[];
  readonly comparisons: readonly Comparison[];
  /** Of the first variant. */
  readonly histogram: ScoreHistogram | null;
  readonly worstQueries: readonly QueryExample[];
  readonly worstPairs: readonly PairExample[];
  readonly titleOf: (id: string) => string;
}

export interface ReportInput {
  readonly title: string;
  readonly notes?: readonly string[];
  readonly evaluations: readonly [Evaluation, ...Evaluation[]];
  readonly comparisons?: readonly Comparison[];
  readonly labels: Labels | null;
  readonly titleOf: (id: string) => string;
}

/** Chooses the examples and the histogram: of the first variant, by rankings where there are any, else by pairs. */
export function reportContent(input: ReportInput): ReportContent {
  const { title, notes = [], evaluations, comparisons = [], labels, titleOf } = input;
  const [first] = evaluations;
  const { lists = [], pairs = [] } = first.variant;
  const named = (id: string) => titleOf(id) || id;
  return {
    title,
    notes,
    evaluations,
    comparisons: comparisons.filter(({ tests }) => Object.values(tests).some((test) => test !== null)),
    histogram: (labels && histogramOfLists(lists, labels)) ?? histogramOfPairs(pairs, first.threshold),
    worstQueries: labels === null ? [] : worstQueries(first, labels, named),
    worstPairs: worstPairs(pairs, named),
    titleOf: named,
  };
}

/** The measures of which at least one variant has a figure. */
export function presentMeasures(evaluations: readonly Evaluation[]): Measure[] {
  return MEASURES.filter((measure) => evaluations.some(({ figures }) => figures[measure] !== null));
}
