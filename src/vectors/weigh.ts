/** What does each term of an article weigh? TF-IDF. */
import { EMPTY_VECTOR, type Vector } from './vector.ts';
import type { TermLookup } from './vocabulary.ts';

/** Stored with each generation, as ANALYSIS. */
export const WEIGHTING = {
  version: 1,
  /** The strongest terms of an article are kept; what is cut weighs next to nothing. */
  terms: 400,
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
 * The article's own vector: w = (1 + ln tf) · (1 + ln((1 + N) / (1 + df))), the strongest terms, norm 1, ids ascending.
 * Terms that `vocabulary` gives no id have no weight.
 */
export function weigh(counts: ReadonlyMap<string, number>, language: string, vocabulary: TermLookup): Vector {
  const documents = vocabulary.documents(language);
  const entries: [id: number, weight: number][] = [];
  for (const [term, tf] of counts) {
    const id = vocabulary.idOf(language, term);
    if (id === undefined) continue;
    const idf = inverseDocumentFrequency(vocabulary.documentFrequency(id), documents);
    entries.push([id, termFrequencyWeight(tf) * idf]);
  }
  return strongest(entries, WEIGHTING.terms);
}

/** A vector of the `most` greatest weights, norm 1. Ties fall to the smaller id, so the result is the same every time. */
export function strongest(entries: [id: number, weight: number][], most: number): Vector {
  if (entries.length > most) {
    entries.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    entries.length = most;
  }
  if (entries.length === 0) return EMPTY_VECTOR;
  entries.sort((a, b) => a[0] - b[0]);
  const norm = Math.sqrt(entries.reduce((sum, [, weight]) => sum + weight * weight, 0));
  return {
    terms: Uint32Array.from(entries, ([id]) => id),
    weights: Float32Array.from(entries, ([, weight]) => weight / norm),
  };
}
