/** Why is this article in the box? The shared terms and what each contributed. */
import { type WeightedTerms, weightsByTerm } from '../vectors/vector.ts';

/** An article's vectors, written out. */
export interface VectorPair {
  readonly own: WeightedTerms;
  readonly expanded: WeightedTerms;
}

/** One shared term and its part of the relevance. */
export interface Contribution {
  readonly term: string;
  readonly contribution: number;
}

export interface Explanation {
  /** Σ own contributions: (1 − breadth) · cosine of the articles' own words. */
  readonly own: number;
  /** Σ expanded contributions: breadth · cosine of the expanded vectors. */
  readonly expanded: number;
  /** The factor for distance in time, 1 when it does not count. score = (own + expanded) · age. */
  readonly age: number;
  /** The strongest shared terms, at most ten, strongest first. */
  readonly terms: readonly Contribution[];
}

const TERMS_SHOWN = 10;

/** `termText` gives the words of a term id. */
export function explain(
  from: VectorPair,
  to: VectorPair,
  breadth: number,
  age: number,
  termText: (id: number) => string,
): Explanation {
  const own = products(from.own, to.own, 1 - breadth);
  const expanded = products(from.expanded, to.expanded, breadth);
  const terms = [...new Set([...own.keys(), ...expanded.keys()])].map((id) => ({
    term: termText(id),
    contribution: (own.get(id) ?? 0) + (expanded.get(id) ?? 0),
  }));
  terms.sort((a, b) => b.contribution - a.contribution || (a.term < b.term ? -1 : 1));
  return { own: sum(own), expanded: sum(expanded), age, terms: terms.slice(0, TERMS_SHOWN) };
}

/** Term → share · product of the weights, for the terms of both. */
function products(a: WeightedTerms, b: WeightedTerms, share: number): Map<number, number> {
  const result = new Map<number, number>();
  if (share === 0) return result;
  const weights = weightsByTerm(a);
  for (let i = 0; i < b.terms.length; i++) {
    const term = b.terms[i] as number;
    const weight = weights.get(term);
    if (weight !== undefined) result.set(term, share * weight * (b.weights[i] as number));
  }
  return result;
}

const sum = (contributions: ReadonlyMap<number, number>) =>
  [...contributions.values()].reduce((total, value) => total + value, 0);
