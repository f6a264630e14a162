/** In what order does a reader see the related articles? Best first, copies collapsed, no five times the same. */

export interface Ranked {
  readonly score: number;
}

/** Beyond so many candidates for each wanted item, diversity finds nothing better. */
const CANDIDATES_PER_ITEM = 5;

/**
 * Maximal marginal relevance (Carbonell & Goldstein 1998): repeatedly takes the candidate with the highest
 * (1 − diversity) · score − diversity · (its greatest similarity to what was taken). A candidate whose similarity to a
 * taken one reaches `copySimilarity` is dropped. `candidates` come best first; ties fall to the earlier one.
 * `similarityTo` prepares one candidate for being compared with many. Answers at most `limit`.
 */
export function diversify<T extends Ranked>(
  candidates: readonly T[],
  limit: number,
  diversity: number,
  copySimilarity: number,
  similarityTo: (taken: T) => (other: T) => number,
): T[] {
  if (diversity === 0) return withoutCopies(candidates, limit, copySimilarity, similarityTo);
  let remaining = candidates.map((candidate) => ({ candidate, closest: 0 }));
  const taken: T[] = [];
  while (taken.length < limit && remaining.length > 0) {
    const best = remaining
      .slice(0, CANDIDATES_PER_ITEM * limit)
      .reduce((a, b) => (marginalValue(b, diversity) > marginalValue(a, diversity) ? b : a));
    taken.push(best.candidate);
    if (taken.length === limit) break;
    const similarity = similarityTo(best.candidate);
    for (const other of remaining.slice(0, CANDIDATES_PER_ITEM * limit)) {
      other.closest = Math.max(other.closest, similarity(other.candidate));
    }
    remaining = remaining.filter((other) => other !== best && other.closest < copySimilarity);
  }
  return taken;
}

/** The same without diversity: each candidate is compared with what was taken, and no further than needed. */
function withoutCopies<T>(
  candidates: readonly T[],
  limit: number,
  copySimilarity: number,
  similarityTo: (taken: T) => (other: T) => number,
): T[] {
  if (copySimilarity > 1) return candidates.slice(0, limit);
  const taken: T[] = [];
  const similarities: ((other: T) => number)[] = [];
  for (const candidate of candidates) {
    if (taken.length >= limit) break;
    if (similarities.some((similarity) => similarity(candidate) >= copySimilarity)) continue;
    taken.push(candidate);
    similarities.push(similarityTo(candidate));
  }
  return taken;
}

function marginalValue(
  { candidate, closest }: { candidate: Ranked; closest: number },
  diversity: number,
): number {
  return (1 - diversity) * candidate.score - diversity * closest;
}
