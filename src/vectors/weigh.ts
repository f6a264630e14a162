/** What does each term of an article weigh? TF-IDF. */
import { EMPTY_VECTOR, type Vector } from './vector.ts';
import type { TermLookup } from './vocabulary.ts';

/** Stored with each generation, as ANALYSIS. */
export const WEIGHTING = {
  version: 1,
  /** The strongest terms of an article are kept; what is cut weighs next to nothing. */
  terms: 400,
  /** In a collection of so many articles a term that no other article has counts half in the norm. */
  smallCollection: 200,
} as const;

/** Sublinear term frequency, ≥ 1 for every tf ≥ 1. Manning, Raghavan & Schütze, IIR §6.4.1. */
export function termFrequencyWeight(tf: number): number {
  return 1 + Math.log(tf);
}

/** Smoothed inverse document frequency, ≥ 1 for 0 ≤ df ≤ N. IIR §6.2.1, smoothed as if one more article had every term. */
export function inverseDocumentFrequency(df: number, documents: number): number {
  return 1 + Math.log((1 + documents) / (1 + Math.min(df, documents)));
}

/**
 * The article's own vector: w = (1 + ln tf) · (1 + ln((1 + N) / (1 + df))), the strongest terms, ids ascending.
 *
 * Terms without an id occur in no other article. They cannot relate it to anything and are left out. In a small collection,
 * where most words have not come twice yet, they still count in the norm as terms of df 1: an article of which only the
 * common words are known must not seem close to every other one. In a large collection they are noise and count less. So the
 * norm of a vector is at most 1.
 */
export function weigh(counts: ReadonlyMap<string, number>, language: string, vocabulary: TermLookup): Vector {
  const documents = vocabulary.documents(language);
  const unknownIdf = inverseDocumentFrequency(1, documents);
  const entries: [id: number, weight: number][] = [];
  let unknown = 0;
  for (const [term, tf] of counts) {
    const id = vocabulary.idOf(language, term);
    if (id === undefined) {
      unknown += (termFrequencyWeight(tf) * unknownIdf) ** 2;
    } else {
      const idf = inverseDocumentFrequency(vocabulary.documentFrequency(id), documents);
      entries.push([id, termFrequencyWeight(tf) * idf]);
    }
  }
  return strongest(entries, WEIGHTING.terms, unknown / (1 + documents / WEIGHTING.smallCollection));
}

/**
 * A vector of the `most` greatest weights, divided by the root of the sum of their squares and of `rest`, the squares of
 * what is not in it. Ties fall to the smaller id, so the result is the same every time.
 */
export function strongest(entries: [id: number, weight: number][], most: number, rest: number): Vector {
  if (entries.length > most) {
    entries.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    entries.length = most;
  }
  if (entries.length === 0) return EMPTY_VECTOR;
  entries.sort((a, b) => a[0] - b[0]);
  const norm = Math.sqrt(entries.reduce((sum, [, weight]) => sum + weight * weight, rest));
  return {
    terms: Uint32Array.from(entries, ([id]) => id),
    weights: Float32Array.from(entries, ([, weight]) => weight / norm),
  };
}
