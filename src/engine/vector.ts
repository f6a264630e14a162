/** What does the engine compare? Sparse vectors; relevance is their inner product. */

/** Term ids ascending, each with its weight. Stored vectors have weights > 0. */
export interface SparseVector {
  readonly terms: Uint32Array;
  readonly weights: Float32Array;
}

export interface Hit {
  /** The key under which the vector was added. */
  readonly key: number;
  /** Inner product with the query, in double precision. */
  readonly score: number;
}
