/** How relevant is one article to another, exactly? */
import { distance } from 'ml-distance';
import type { WeightedTerms } from '../vectors/vector.ts';

/** Closeness in time never takes more than this share of the relevance away. */
const AGE_FLOOR = 0.5;
const DAY_MS = 86_400_000;

/**
 * Compares many vectors with one: the cosine, in double precision.
 * Vectors are normalised when they are made, so the cosine is the inner product over the terms of `query`.
 */
export function similarityTo(query: WeightedTerms): (other: WeightedTerms) => number {
  const { terms } = query;
  const weights = Array.from(query.weights);
  const aligned = new Array<number>(weights.length).fill(0);
  return (other) => {
    if (weights.length === 0) return 0;
    align(terms, other, aligned);
    return Math.min(1, distance.innerProduct(weights, aligned));
  };
}

/** Writes the weights that `other` has at `terms` into `aligned`, 0 where it has none. Both lists of terms ascend. */
function align(terms: Uint32Array, other: WeightedTerms, aligned: number[]): void {
  const theirs = other.terms;
  const weights = other.weights;
  const length = theirs.length;
  let j = 0;
  for (let i = 0; i < terms.length; i++) {
    const term = terms[i] as number;
    while (j < length && (theirs[j] as number) < term) j++;
    aligned[i] = j < length && theirs[j] === term ? (weights[j] as number) : 0;
  }
}

/**
 * The factor by which distance in time lowers relevance: 1 on the same day, → AGE_FLOOR far apart. An article without a date
 * is taken for one half-life away: neither favoured over the dated nor lost behind them.
 * 1 for evergreen articles, beside a text without a date, and with halfLifeDays = 0.
 */
export function ageFactor(
  from: number | null,
  { publishedAt, evergreen }: { readonly publishedAt: number | null; readonly evergreen: boolean },
  halfLifeDays: number,
): number {
  if (halfLifeDays === 0 || from === null || evergreen) return 1;
  const days = publishedAt === null ? halfLifeDays : Math.abs(from - publishedAt) / DAY_MS;
  return AGE_FLOOR + (1 - AGE_FLOOR) * 2 ** (-days / halfLifeDays);
}
