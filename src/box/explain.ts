/** Why is this article in the box? The shared terms and what each contributed, and the parts that the score consists of. */
import { type WeightedTerms, weightsByTerm } from '../vectors/vector.ts';
import { sentenceOf } from './sentence.ts';

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

/** What was decided beside the relevance. */
export interface Circumstances {
  /** The factor for distance in time. */
  readonly age: number;
  /** The factor of the editors' boost or bury, 1 without one. */
  readonly factor: number;
  /** The rule that gave the factor or pinned the article. */
  readonly rule: string | null;
  readonly isPinned: boolean;
  /** What diversity took off in the order of the box, at most 0. The score is without it. */
  readonly diversity: number;
}

export interface Explanation extends Circumstances {
  /** Σ own contributions: (1 − breadth) · cosine of the articles' own words. */
  readonly own: number;
  /** Σ expanded contributions: breadth · cosine of the expanded vectors. */
  readonly expanded: number;
  /** The strongest shared terms, at most ten, strongest first. */
  readonly terms: readonly Contribution[];
  /** All further shared terms: with `terms` they add up to own + expanded. */
  readonly rest: { readonly terms: number; readonly contribution: number };
  /** They add up to the score. */
  readonly parts: {
    readonly own: number;
    readonly expanded: number;
    readonly age: number;
    readonly rule: number;
  };
  /** `written`: terms as the articles write them; `stems`: as the index holds them, because the texts could not be read. */
  readonly wording: 'written' | 'stems';
  /** The same in words and numbers. */
  readonly sentence: string;
}

export const TERMS_SHOWN = 10;

/** `termText` gives the words of a term id. */
export function explain(
  from: VectorPair,
  to: VectorPair,
  breadth: number,
  circumstances: Circumstances,
  termText: (id: number) => string,
): Explanation {
  const owns = products(from.own, to.own, 1 - breadth);
  const expansions = products(from.expanded, to.expanded, breadth);
  const terms = [...new Set([...owns.keys(), ...expansions.keys()])].map((id) => ({
    term: termText(id),
    contribution: (owns.get(id) ?? 0) + (expansions.get(id) ?? 0),
  }));
  terms.sort((a, b) => b.contribution - a.contribution || (a.term < b.term ? -1 : 1));
  const further = terms.slice(TERMS_SHOWN);
  const own = sum(owns.values());
  const expanded = sum(expansions.values());
  const { age, factor } = circumstances;
  const explanation = {
    ...circumstances,
    own,
    expanded,
    terms: terms.slice(0, TERMS_SHOWN),
    rest: { terms: further.length, contribution: sum(further.map(({ contribution }) => contribution)) },
    parts: {
      own,
      expanded,
      age: (own + expanded) * (age - 1),
      rule: (own + expanded) * age * (factor - 1),
    },
    wording: 'stems',
  } as const;
  return { ...explanation, sentence: sentenceOf(explanation) };
}

/** The same with the terms as readers know them; a term without a form stays as it is. */
export function worded(explanation: Explanation, forms: ReadonlyMap<string, string>): Explanation {
  const terms = explanation.terms.map(({ term, contribution }) => ({
    term: forms.get(term) ?? term,
    contribution,
  }));
  const written = { ...explanation, terms, wording: 'written' } as const;
  return { ...written, sentence: sentenceOf(written) };
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

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
