/** Where does it go most wrong? The worst queries with what was shown, and the worst pairs, for people to read. */
import type { Evaluation } from './evaluation.ts';
import type { Labels } from './labels.ts';
import type { ScoredPair } from './rankings.ts';

export interface QueryExample {
  readonly title: string;
  /** Number of relevant articles in the collection. */
  readonly relevant: number;
  readonly ndcg10: number;
  readonly shown: readonly { readonly title: string; readonly score: number; readonly isRelevant: boolean }[];
}

export interface PairExample {
  readonly a: string;
  readonly b: string;
  readonly score: number;
  readonly gain: number;
  /** `high`: we score it far higher than people rate it; `low`: far lower. */
  readonly error: 'high' | 'low';
}

const EXAMPLES = 10;
const SHOWN = 5;

/** The queries with the lowest nDCG@10; among equals those whose first article scores highest: sure and wrong. */
export function worstQueries(
  { perQuery, variant }: Evaluation,
  labels: Labels,
  titleOf: (id: string) => string,
  count = EXAMPLES,
): QueryExample[] {
  const lists = new Map((variant.lists ?? []).map(({ id, related }) => [id, related]));
  const firstScore = (id: string) => lists.get(id)?.[0]?.score ?? 0;
  return [...(perQuery ?? [])]
    .sort((a, b) => a.ndcg10 - b.ndcg10 || firstScore(b.id) - firstScore(a.id) || (a.id < b.id ? -1 : 1))
    .slice(0, count)
    .map(({ id, relevant, ndcg10 }) => ({
      title: titleOf(id),
      relevant,
      ndcg10,
      shown: (lists.get(id) ?? []).slice(0, SHOWN).map((item) => ({
        title: titleOf(item.id),
        score: item.score,
        isRelevant: labels.isRelevant(id, item.id),
      })),
    }));
}

/** The pairs whose rank by score is farthest from their rank by gain (ties share their mean rank). */
export function worstPairs(
  pairs: readonly ScoredPair[],
  titleOf: (id: string) => string,
  count = EXAMPLES,
): PairExample[] {
  const [byScore, byGain] = [
    meanRanks(pairs.map(({ score }) => score)),
    meanRanks(pairs.map(({ gain }) => gain)),
  ];
  const gaps = pairs.map((pair) => ({
    pair,
    gap: (byScore.get(pair.score) ?? 0) - (byGain.get(pair.gain) ?? 0),
  }));
  return gaps
    .sort((x, y) => Math.abs(y.gap) - Math.abs(x.gap) || (x.pair.a < y.pair.a ? -1 : 1))
    .slice(0, count)
    .map(({ pair, gap }) => ({
      a: titleOf(pair.a),
      b: titleOf(pair.b),
      score: pair.score,
      gain: pair.gain,
      error: gap > 0 ? 'high' : 'low',
    }));
}

function meanRanks(values: readonly number[]): Map<number, number> {
  const ranks = new Map<number, { sum: number; count: number }>();
  for (const [at, value] of values.toSorted((a, b) => a - b).entries()) {
    const { sum, count } = ranks.get(value) ?? { sum: 0, count: 0 };
    ranks.set(value, { sum: sum + at, count: count + 1 });
  }
  return new Map([...ranks].map(([value, { sum, count }]) => [value, sum / count]));
}
