/**
 * What does the engine compare? Sparse vectors whose weights are products of three factors, so that an entry takes four bytes:
 *
 *     weight of an entry = levels[level] · termWeights[term] · scale of its vector
 *
 * TF-IDF has this form: how often a text says a term, how rare the term is, how long the text is.
 * An entry:  bit 31 … 8 term | 7 … 0 level
 */

/** Term ids and vectors are numbered below this. */
export const MOST_TERMS = 2 ** 24;
export const MOST_DOCS = 2 ** 24 - 1;
export const LEVELS = 256;

export interface Vector {
  /** Terms ascend, each at most once. */
  readonly entries: Uint32Array;
  readonly scale: number;
}

export const entryOf = (term: number, level: number): number => ((term << 8) | level) >>> 0;
export const termOf = (entry: number): number => entry >>> 8;
export const levelOf = (entry: number): number => entry & 255;

/** The other articles whose vectors are mixed into the expanded one: docs with their similarities in 1/255. */
export interface Edge {
  readonly doc: number;
  /** 0–255, that is, cosine · 255 rounded. */
  readonly similarity: number;
}

/** So many neighbours are mixed in. */
export const NEIGHBOURS = 10;

/** An edge:  bit 31 … 8 doc | 7 … 0 similarity. Similarity 0 means: no edge. */
export const edgeOf = (doc: number, similarity: number): number => ((doc << 8) | similarity) >>> 0;

/**
 * What a neighbour weighs in the mixture, 0–1: its similarity, and less by as much as it is less similar than the nearest, which
 * is the first edge. So two articles on one story are mixed with each other, hardly with what is only of the same subject.
 */
export function mixingWeight(edge: number, nearest: number): number {
  const similarity = levelOf(edge);
  return similarity === 0 ? 0 : (similarity * similarity) / (255 * levelOf(nearest));
}

/** What a search found. */
export interface Hit {
  readonly doc: number;
  /** The key under which the vector was added. */
  readonly key: number;
  /** (1 − breadth) · own + breadth · expanded. */
  readonly score: number;
  /** Inner product of the own vectors. */
  readonly own: number;
  /** Inner product of the expanded vectors. */
  readonly expanded: number;
}
