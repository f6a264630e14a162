/** Are the boxes full, and how evenly are articles shown? */
import type { RankedList } from './rankings.ts';

export interface Coverage {
  /** Boxes that were asked for. */
  readonly boxes: number;
  /** Items in a full box. */
  readonly limit: number;
  /** Share of boxes with `limit` items, with at least one, with none. */
  readonly full: number;
  readonly filled: number;
  readonly empty: number;
  readonly shown: Shown;
}

/** The in-degree: in how many boxes each article of the collection appears. */
export interface Shown {
  readonly articles: number;
  readonly mean: number;
  /** Third standardised moment, as in Radovanović et al. 2010 on hubs; 0 when all are shown alike. */
  readonly skewness: number;
  /** 0: all alike … towards 1: one article in every box. */
  readonly gini: number;
  /** The article that is shown most, the first by id of several. Null in an empty collection. */
  readonly worst: { readonly id: string; readonly count: number } | null;
  /** Share of articles that are in no box. */
  readonly never: number;
  /** Articles by in-degree: 0, 1, 2, 3–4, 5–8, 9–16 and on, up to the worst. */
  readonly bins: readonly { readonly from: number; readonly to: number; readonly articles: number }[];
}

/** Coverage of the boxes; of a longer list the first `limit` are the box. `articles` are all that could be shown. */
export function coverageOf(
  lists: readonly RankedList[],
  limit: number,
  articles: Iterable<string> = [],
): Coverage {
  const counts = new Map<string, number>();
  for (const id of articles) counts.set(id, 0);
  for (const { id } of lists) counts.set(id, 0);
  for (const { related } of lists)
    for (const { id } of related.slice(0, limit)) counts.set(id, (counts.get(id) ?? 0) + 1);
  const share = (test: (items: number) => boolean) =>
    lists.length === 0 ? 0 : lists.filter(({ related }) => test(related.length)).length / lists.length;
  return {
    boxes: lists.length,
    limit,
    full: share((items) => items >= limit),
    filled: share((items) => items > 0),
    empty: share((items) => items === 0),
    shown: shownOf(counts),
  };
}

function shownOf(counts: ReadonlyMap<string, number>): Shown {
  const degrees = Float64Array.from(counts.values()).sort();
  const articles = degrees.length;
  const total = degrees.reduce((sum, degree) => sum + degree, 0);
  const mean = articles === 0 ? 0 : total / articles;
  const worst = [...counts]
    .map(([id, count]) => ({ id, count }))
    .reduce<Shown['worst']>((most, one) => (most === null || isWorse(one, most) ? one : most), null);
  return {
    articles,
    mean,
    skewness: skewness(degrees, mean),
    gini: gini(degrees, total),
    worst,
    never: articles === 0 ? 0 : degrees.filter((degree) => degree === 0).length / articles,
    bins: binned(degrees),
  };
}

function isWorse(a: { id: string; count: number }, b: { id: string; count: number }): boolean {
  return a.count > b.count || (a.count === b.count && a.id < b.id);
}

function skewness(degrees: Float64Array, mean: number): number {
  let [second, third] = [0, 0];
  for (const degree of degrees) {
    second += (degree - mean) ** 2;
    third += (degree - mean) ** 3;
  }
  return second === 0 ? 0 : third / degrees.length / (second / degrees.length) ** 1.5;
}

/** Σ (2i − n − 1) xᵢ / (n Σ x) over the ascending x, i from 1. */
function gini(ascending: Float64Array, total: number): number {
  const n = ascending.length;
  if (total === 0) return 0;
  return ascending.reduce((sum, degree, at) => sum + (2 * (at + 1) - n - 1) * degree, 0) / (n * total);
}

function binned(ascending: Float64Array): Shown['bins'] {
  const most = ascending.at(-1) ?? 0;
  const bins: { from: number; to: number; articles: number }[] = [{ from: 0, to: 0, articles: 0 }];
  for (let to = 1; to < 2 * most; to *= 2) bins.push({ from: Math.floor(to / 2) + 1, to, articles: 0 });
  for (const degree of ascending) {
    const bin = bins.find(({ to }) => degree <= to);
    if (bin !== undefined) bin.articles++;
  }
  return bins;
}
