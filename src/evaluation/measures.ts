/** Which figures does an evaluation report, and what do they mean to somebody who has never met them? */

export const RANKING_MEASURES = ['p1', 'p5', 'recall5', 'ndcg10', 'map50'] as const;
export const PAIR_MEASURES = ['pearson', 'spearman', 'auc', 'f1'] as const;
export const MEASURES = [...RANKING_MEASURES, ...PAIR_MEASURES] as const;

export type Measure = (typeof MEASURES)[number];

/** Null where a figure does not apply or is undefined. */
export type Figures = Readonly<Record<Measure, number | null>>;

export const MEASURE_NAMES = {
  p1: { name: 'P@1', meaning: 'share of boxes whose first article is relevant' },
  p5: { name: 'P@5', meaning: 'share of the first five places that hold a relevant article' },
  recall5: {
    name: 'Recall@5',
    meaning: 'share of all relevant articles that are among the first five; low where there are many',
  },
  ndcg10: {
    name: 'nDCG@10',
    meaning: 'relevant articles among the first ten, higher places count more; 1 is perfect',
  },
  map50: {
    name: 'MAP@50',
    meaning: 'mean precision at every relevant article among the first fifty; 1 is perfect',
  },
  pearson: {
    name: 'Pearson',
    meaning: 'how straight the line is between our scores and the ratings, −1 to 1',
  },
  spearman: { name: 'Spearman', meaning: 'how alike the order of our scores and of the ratings is, −1 to 1' },
  auc: { name: 'AUC', meaning: 'how often a related pair scores above an unrelated one; 0.5 is chance' },
  f1: { name: 'Best F1', meaning: 'balance of precision and recall at the best threshold' },
} as const satisfies Record<Measure, { name: string; meaning: string }>;

/** Each measure's value, computed one by one. */
export function byMeasure<T>(of: (measure: Measure) => T): Record<Measure, T> {
  return Object.fromEntries(MEASURES.map((measure) => [measure, of(measure)])) as Record<Measure, T>;
}
