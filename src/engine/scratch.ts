/** Working space of a search, made once per index and left clean by every search: all zero. */

export interface Scratch {
  /** A score per doc; 0 means: not met yet. */
  readonly scores: Float32Array;
  /** The docs that were met, in the order of meeting them. */
  readonly met: Uint32Array;
  /** The query's weight per term. */
  readonly query: Float64Array;
}

export function makeScratch(docs: number, terms: number): Scratch {
  return { scores: new Float32Array(docs), met: new Uint32Array(docs), query: new Float64Array(terms) };
}
