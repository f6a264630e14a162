/** In what order does a reader see the related articles? Best first, no five times the same. */

export interface Ranked {
  readonly score: number;
}

/** Beyond so many candidates for each wanted item, diversity finds nothing better. */
export const CANDIDATES_PER_ITEM = 5;

/**
 * Maximal marginal relevance (Carbonell & Goldstein 1998): repeatedly takes the candidate with the highest
 * (1 − diversity) · score − diversity · (its greatest similarity to what was taken). `candidates` come best first; ties
 * fall to the earlier one. `similarityTo` prepares one candidate for being compared with many. Answers at most `limit`.
 */
export function diversify<T extends Ranked>(
  candidates: readonly T[],
  limit: number,
  diversity: number,
  similarityTo: (taken: T) => (other: T) => number,
): T[] {
  if (diversity === 0) return candidates.slice(0, limit);
  let remaining = candidates
    .slice(0, CANDIDATES_PER_ITEM * limit)
    .map((candidate) => ({ candidate, closest: 0 }));
  const taken: T[] = [];
  while (taken.length < limit && remaining.length > 0) {
    const best = remaining.reduce((a, b) =>
      marginalValue(b, diversity) > marginalValue(a, diversity) ? b : a,
    );
    taken.push(best.candidate);
    if (taken.length === limit) break;
    const similarity = similarityTo(best.candidate);
    remaining = remaining.filter((other) => other !== best);
    for (const other of remaining) other.closest = Math.max(other.closest, similarity(other.candidate));
  }
  return taken;
}

function marginalValue(
  { candidate, closest }: { candidate: Ranked; closest: number },
  diversity: number,
): number {
  return (1 - diversity) * candidate.score - diversity * closest;
}
