/** What does an article look like to the engine? A sparse vector of term weights, and its bytes. */

/** Term ids ascending, one weight each; L2 norm at most 1. */
export interface Vector {
  readonly terms: Uint32Array;
  readonly weights: Float32Array;
}

export const EMPTY_VECTOR: Vector = { terms: new Uint32Array(0), weights: new Float32Array(0) };

/** Term → weight, to be changed by the caller. */
export function weightsByTerm({ terms, weights }: Vector): Map<number, number> {
  const byTerm = new Map<number, number>();
  for (let i = 0; i < terms.length; i++) byTerm.set(terms[i] as number, weights[i] as number);
  return byTerm;
}

/**
 * The stored form, little-endian, n = byteLength / 8:
 *
 *     byte 0        4n          8n
 *     | n × u32 ids | n × f32 w |
 */
export function encodeVector({ terms, weights }: Vector): Buffer {
  const bytes = Buffer.allocUnsafe(terms.length * 8);
  for (let i = 0; i < terms.length; i++) {
    bytes.writeUInt32LE(terms[i] as number, i * 4);
    bytes.writeFloatLE(weights[i] as number, (terms.length + i) * 4);
  }
  return bytes;
}

/** The vector in stored bytes. Throws when the length is not a multiple of 8. */
export function decodeVector(bytes: Uint8Array): Vector {
  if (bytes.byteLength % 8 !== 0)
    throw new Error(`a stored vector has 8 bytes a term, got ${bytes.byteLength} bytes`);
  const n = bytes.byteLength / 8;
  // A copy, because the bytes may lie at an odd place; Buffer.slice would not copy.
  const copy = Uint8Array.from(bytes).buffer;
  return { terms: new Uint32Array(copy, 0, n), weights: new Float32Array(copy, n * 4, n) };
}
