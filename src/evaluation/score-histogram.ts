/** Do scores tell relevant from irrelevant? How often each score occurs among the one and among the other. */
import type { Labels } from './labels.ts';
import type { RankedList, ScoredPair } from './rankings.ts';

export interface ScoreHistogram {
  /** Lower edge of the first bin and upper edge of the last; the bins between are equally wide. */
  readonly from: number;
  readonly to: number;
  /** Share of the relevant ones per bin, summing to 1 (or all 0 when there are none). */
  readonly relevant: readonly number[];
  readonly irrelevant: readonly number[];
  readonly relevantCount: number;
  readonly irrelevantCount: number;
}

const BINS = 24;
/** Places of a list that are counted: further down nearly everything is irrelevant. */
const DEPTH = 10;

/** Scores of the first ten of every query's list. Null when nothing was found. */
export function histogramOfLists(lists: readonly RankedList[], labels: Labels): ScoreHistogram | null {
  return histogram(
    lists
      .filter(({ id }) => labels.relevantCount(id) > 0)
      .flatMap(({ id, related }) =>
        related.slice(0, DEPTH).map((item) => ({
          score: item.score,
          isRelevant: labels.isRelevant(id, item.id),
        })),
      ),
  );
}

/** Scores of rated pairs. Null with graded gains. */
export function histogramOfPairs(
  pairs: readonly ScoredPair[],
  threshold: number | null,
): ScoreHistogram | null {
  if (threshold === null) return null;
  return histogram(pairs.map(({ score, gain }) => ({ score, isRelevant: gain > threshold })));
}

function histogram(
  entries: readonly { readonly score: number; readonly isRelevant: boolean }[],
): ScoreHistogram | null {
  if (entries.length === 0) return null;
  let [from, to] = [0, 0];
  for (const { score } of entries) [from, to] = [Math.min(from, score), Math.max(to, score)];
  if (from === to) to = from + 1;
  const counts = { relevant: Array<number>(BINS).fill(0), irrelevant: Array<number>(BINS).fill(0) };
  for (const { score, isRelevant } of entries) {
    const bin = Math.min(BINS - 1, Math.floor((BINS * (score - from)) / (to - from)));
    const bins = counts[isRelevant ? 'relevant' : 'irrelevant'];
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const relevantCount = entries.filter(({ isRelevant }) => isRelevant).length;
  const irrelevantCount = entries.length - relevantCount;
  return {
    from,
    to,
    relevant: counts.relevant.map((count) => count / Math.max(1, relevantCount)),
    irrelevant: counts.irrelevant.map((count) => count / Math.max(1, irrelevantCount)),
    relevantCount,
    irrelevantCount,
  };
}
