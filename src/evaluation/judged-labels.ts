/** Can pairs that were judged serve for rankings too? Only when nearly every pair was: an unjudged one counts as irrelevant. */
import type { Judgements } from './judgements.ts';
import { type Labels, labelsOfGroups } from './labels.ts';

/** Share of all pairs among the judged articles that must carry a judgement. */
const COMPLETE = 0.95;

/**
 * Labels from yes/no judgements: a pair judged positive is relevant, and nothing follows from a–b and b–c for a–c.
 * Null when gains are graded or when less than 95 % of the pairs among the judged articles were judged.
 */
export function labelsOfJudgements({ pairs, threshold }: Judgements): Labels | null {
  if (threshold === null) return null;
  const ids = new Set(pairs.flatMap(({ a, b }) => [a, b]));
  const judged = new Set(pairs.map(({ a, b }) => pairKey(a, b)));
  if (judged.size < (COMPLETE * ids.size * (ids.size - 1)) / 2) return null;
  const positive = pairs.filter(({ gain }) => gain > threshold);
  return labelsOfGroups(
    positive.flatMap(({ a, b }): [string, string[]][] => [
      [a, [pairKey(a, b)]],
      [b, [pairKey(a, b)]],
    ]),
  );
}

/** The same for a–b and b–a. */
export function pairKey(a: string, b: string): string {
  return JSON.stringify(a < b ? [a, b] : [b, a]);
}
