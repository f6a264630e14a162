/** How good is a ranked list? The measures of ranked retrieval for yes/no relevance, query by query. */
import type { Labels } from './labels.ts';
import type { RankedList } from './rankings.ts';

export interface QueryFigures {
  readonly id: string;
  /** Number of relevant articles in the collection, ≥ 1. */
  readonly relevant: number;
  /** Relevant among the first, 0 or 1. */
  readonly p1: number;
  /** Relevant among the first five, divided by 5 even when the list is shorter. IIR §8.4. */
  readonly p5: number;
  /** Relevant among the first five, divided by R. Cannot reach 1 when R > 5. IIR §8.3. */
  readonly recall5: number;
  /**
   * Σ over relevant ranks r ≤ 10 of 1 / log2(r + 1), divided by the same sum over ranks 1 … min(R, 10).
   * Järvelin & Kekäläinen 2002, with the discount log2(r + 1) that has become usual (IIR §8.4).
   */
  readonly ndcg10: number;
  /**
   * Σ over relevant ranks r ≤ 50 of precision@r, divided by min(R, 50): a list of 50 relevant ones is perfect.
   * Its mean over the queries is MAP@50. IIR §8.4, cut at 50.
   */
  readonly ap50: number;
}

/**
 * The figures of every query: the lists of articles with R ≥ 1 relevant others, in the order given.
 * IIR = Manning, Raghavan & Schütze, Introduction to Information Retrieval, ch. 8.
 */
export function queryFigures(lists: Iterable<RankedList>, labels: Labels): QueryFigures[] {
  const figures: QueryFigures[] = [];
  for (const { id, related } of lists) {
    const relevant = labels.relevantCount(id);
    if (relevant === 0) continue;
    const hits = related.slice(0, 50).map((item) => labels.isRelevant(id, item.id));
    figures.push({ id, relevant, ...listFigures(hits, relevant) });
  }
  return figures;
}

/** The figures of one list: `hits[r − 1]` says whether rank r is relevant, `relevant` is R ≥ 1. */
export function listFigures(
  hits: readonly boolean[],
  relevant: number,
): Omit<QueryFigures, 'id' | 'relevant'> {
  const hits5 = hitsUpTo(hits, 5);
  return {
    p1: hitsUpTo(hits, 1),
    p5: hits5 / 5,
    recall5: hits5 / relevant,
    ndcg10: discounted(hits, 10) / discounted(Array<boolean>(Math.min(relevant, 10)).fill(true), 10),
    ap50: summedPrecision(hits, 50) / Math.min(relevant, 50),
  };
}

function hitsUpTo(hits: readonly boolean[], depth: number): number {
  let count = 0;
  for (const hit of hits.slice(0, depth)) if (hit) count++;
  return count;
}

function discounted(hits: readonly boolean[], depth: number): number {
  return hits.slice(0, depth).reduce((sum, hit, at) => (hit ? sum + 1 / Math.log2(at + 2) : sum), 0);
}

function summedPrecision(hits: readonly boolean[], depth: number): number {
  let found = 0;
  let sum = 0;
  for (const [at, hit] of hits.slice(0, depth).entries()) if (hit) sum += ++found / (at + 1);
  return sum;
}
