/** Which words would an article also have, had its neighbours written it? Document expansion. */
import { type Vector, weightsByTerm } from './vector.ts';
import { strongest } from './weigh.ts';

/** Stored with each generation. */
export const EXPANSION = {
  version: 1,
  /** Nearest articles whose words are mixed in. */
  neighbours: 10,
  /** The strongest terms of the mixture are kept. */
  terms: 128,
} as const;

export interface Neighbour {
  readonly vector: Vector;
  /** Cosine with the article, 0–1. */
  readonly similarity: number;
}

/**
 * own + Σ simᵢ · neighbourᵢ, cut to the strongest terms. What `own` lacks to norm 1 counts in the norm as it does there.
 * Singhal & Pereira 1999, "Document expansion for speech retrieval"; Tao et al. 2006.
 */
export function expand(own: Vector, neighbours: readonly Neighbour[]): Vector {
  const weights = weightsByTerm(own);
  for (const { vector, similarity } of neighbours) {
    const { terms, weights: theirs } = vector;
    for (let i = 0; i < terms.length; i++) {
      const term = terms[i] as number;
      weights.set(term, (weights.get(term) ?? 0) + similarity * (theirs[i] as number));
    }
  }
  const unknown = Math.max(0, 1 - own.weights.reduce((sum, weight) => sum + weight * weight, 0));
  return strongest([...weights], EXPANSION.terms, unknown);
}
