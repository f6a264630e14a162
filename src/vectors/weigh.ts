/** What does each term of an article weigh? TF-IDF. */
import { entryOf, levelOf, termOf, type Vector } from '../engine/vector.ts';

/** What weighing needs to know of a term. */
export interface TermLookup {
  /** Articles of the language: the N of the formula. */
  documents(language: string): number;
  /** The term's id, or undefined: then it has no weight. */
  idOf(language: string, term: string): number | undefined;
  /** The idf of a term id. */
  weightOf(id: number): number;
}

/** Stored with each generation, as ANALYSIS. */
export const WEIGHTING = {
  version: 5,
  /** The strongest terms of an article are kept; what is cut weighs next to nothing. */
  terms: 300,
  /** The inverse document frequency counts to this power: the rarest words are often chance. */
  rarity: 0.8,
  /** A pair of words weighs this share of a word as rare: its words count already. */
  pairWeight: 0.5,
  /** In a collection of so many articles a term that no other article has counts half in the norm. */
  smallCollection: 200,
} as const;

/** A term of one article alone relates it to nothing. */
export const LEAST_FREQUENCY = 2;

/** A term that an article says more often counts as said so often. */
const MOST_OFTEN = 255;

/** Sublinear term frequency, ≥ 1 for every tf ≥ 1. Manning, Raghavan & Schütze, IIR §6.4.1. */
export function termFrequencyWeight(tf: number): number {
  return 1 + Math.log(tf);
}

/** Smoothed inverse document frequency, ≥ 1 for 0 ≤ df ≤ N. IIR §6.2.1, smoothed as if one more article had every term. */
export function inverseDocumentFrequency(df: number, documents: number): number {
  return 1 + Math.log((1 + documents) / (1 + Math.min(df, documents)));
}

function rarity(df: number, documents: number): number {
  return inverseDocumentFrequency(df, documents) ** WEIGHTING.rarity;
}

/** The weight of a term, but for how often it is said: a pair is written with a blank. */
export function termWeight(term: string, df: number, documents: number): number {
  return rarity(df, documents) * (term.includes(' ') ? WEIGHTING.pairWeight : 1);
}

/** The level of a term in a vector: how often the article says it. */
export const levelOfCount = (count: number): number => Math.min(MOST_OFTEN, Math.max(1, Math.round(count)));

/** The weight of each level. */
export const LEVEL_WEIGHTS: Float32Array = Float32Array.from({ length: MOST_OFTEN + 1 }, (_, level) =>
  level === 0 ? 0 : termFrequencyWeight(level),
);

/** The article's own vector: w = (1 + ln tf) · (1 + ln((1 + N) / (1 + df)))^0.8, half of it for pairs, the strongest terms, terms ascending. */
export function weigh(counts: ReadonlyMap<string, number>, language: string, vocabulary: TermLookup): Vector {
  const entries: number[] = [];
  let unknown = 0;
  for (const [term, count] of counts) {
    const id = vocabulary.idOf(language, term);
    const level = levelOfCount(count);
    if (id === undefined) unknown += unknownSquare(level, term.includes(' '));
    else entries.push(entryOf(id, level));
  }
  const rest = unknownNorm(unknown, vocabulary.documents(language));
  return vectorOf(Uint32Array.from(entries), (term) => vocabulary.weightOf(term), rest);
}

/**
 * What terms without an id add to the squared norm of an article. They occur in no other article and cannot relate it to
 * anything. In a small collection, where most words have not come twice yet, they still count as terms of df 1: an article of
 * which only the common words are known must not seem close to every other one. In a large collection they are noise and
 * count less. So the norm of a vector is at most 1.
 */
export function unknownNorm(squares: number, documents: number): number {
  return (squares * rarity(1, documents) ** 2) / (1 + documents / WEIGHTING.smallCollection);
}

/** The square that one such term adds to the sum that `unknownNorm` takes. */
export function unknownSquare(level: number, isPair: boolean): number {
  return ((LEVEL_WEIGHTS[level] as number) * (isPair ? WEIGHTING.pairWeight : 1)) ** 2;
}

/**
 * A vector of the strongest of the entries, which come in any order and are sorted in place; `rest`: what is not among them
 * adds to the squared norm. Ties fall to the smaller term, so the result is the same every time.
 */
export function vectorOf(entries: Uint32Array, weightOf: (term: number) => number, rest: number): Vector {
  const product = (entry: number) => (LEVEL_WEIGHTS[levelOf(entry)] as number) * weightOf(termOf(entry));
  const kept = strongest(entries.sort(), product);
  let sum = rest;
  for (const entry of kept) sum += product(entry) ** 2;
  return { entries: kept, scale: sum > 0 ? Math.fround(1 / Math.sqrt(sum)) : 0 };
}

/** At most `WEIGHTING.terms` of the entries, in their order. */
function strongest(entries: Uint32Array, weightOf: (entry: number) => number): Uint32Array {
  const excess = entries.length - WEIGHTING.terms;
  if (excess <= 0) return entries;
  const weights = Float64Array.from(entries, weightOf);
  const ascending = weights.slice().sort();
  const least = ascending[excess] as number;
  let ofLeast = ascending.lastIndexOf(least) + 1 - excess;
  return entries.filter((_, i) => {
    const weight = weights[i] as number;
    return weight > least || (weight === least && ofLeast-- > 0);
  });
}
