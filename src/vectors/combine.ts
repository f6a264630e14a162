/** How do an article's two vectors become the one that the engine knows? Own terms get even ids, expanded ones odd. */
import type { Vector } from './vector.ts';

export interface VectorPair {
  readonly own: Vector;
  readonly expanded: Vector;
}

/** Term t of `own` becomes 2t, of `expanded` 2t + 1. Ids ascend. */
export function combine(own: Vector, expanded: Vector): Vector {
  return merged(own, expanded, 1, 1);
}

/** As `combine`, scaled so that the inner product with an article is (1 − breadth) · cos(own) + breadth · cos(expanded). */
export function combineQuery(own: Vector, expanded: Vector, breadth: number): Vector {
  return merged(own, expanded, 1 - breadth, breadth);
}

/** The two vectors that were combined. */
export function split({ terms, weights }: Vector): VectorPair {
  return { own: part(terms, weights, 0), expanded: part(terms, weights, 1) };
}

function merged(own: Vector, expanded: Vector, ownScale: number, expandedScale: number): Vector {
  const ownLength = ownScale === 0 ? 0 : own.terms.length;
  const expandedLength = expandedScale === 0 ? 0 : expanded.terms.length;
  const terms = new Uint32Array(ownLength + expandedLength);
  const weights = new Float32Array(terms.length);
  let i = 0;
  let j = 0;
  for (let at = 0; at < terms.length; at++) {
    const a = i < ownLength ? 2 * (own.terms[i] as number) : Number.POSITIVE_INFINITY;
    const b = j < expandedLength ? 2 * (expanded.terms[j] as number) + 1 : Number.POSITIVE_INFINITY;
    if (a < b) {
      terms[at] = a;
      weights[at] = ownScale * (own.weights[i++] as number);
    } else {
      terms[at] = b;
      weights[at] = expandedScale * (expanded.weights[j++] as number);
    }
  }
  return { terms, weights };
}

function part(terms: Uint32Array, weights: Float32Array, remainder: 0 | 1): Vector {
  let length = 0;
  for (const term of terms) if ((term & 1) === remainder) length++;
  const partTerms = new Uint32Array(length);
  const partWeights = new Float32Array(length);
  let at = 0;
  for (let i = 0; i < terms.length; i++) {
    const term = terms[i] as number;
    if ((term & 1) !== remainder) continue;
    partTerms[at] = term >>> 1;
    partWeights[at++] = weights[i] as number;
  }
  return { terms: partTerms, weights: partWeights };
}
