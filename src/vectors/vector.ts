/** What is stored of an article's vector? The engine's vectors as bytes, and written out as weights. */
import { type Edge, termOf, type Vector } from '../engine/vector.ts';

/** Term ids ascending, one weight each; L2 norm at most 1. */
export interface WeightedTerms {
  readonly terms: Uint32Array;
  readonly weights: Float32Array;
}

/**
 * The stored form of a vector, little-endian, n entries:
 *
 *     byte 0      4              4 + 4n
 *     | scale f32 | n × u32 entry |
 */
export function encodeVector({ entries, scale }: Vector): Buffer {
  const bytes = Buffer.allocUnsafe(4 + entries.length * 4);
  bytes.writeFloatLE(scale, 0);
  for (let i = 0; i < entries.length; i++) bytes.writeUInt32LE(entries[i] as number, 4 + i * 4);
  return bytes;
}

/** The vector in stored bytes. Throws when the length is none of a vector. */
export function decodeVector(bytes: Uint8Array): Vector {
  if (bytes.byteLength % 4 !== 0 || bytes.byteLength < 4)
    throw new Error(`a stored vector has 4 bytes and 4 more an entry, got ${bytes.byteLength} bytes`);
  // A copy, because the bytes may lie at an odd place; Buffer.slice would not copy.
  const copy = Uint8Array.from(bytes).buffer;
  return { scale: new Float32Array(copy, 0, 1)[0] as number, entries: new Uint32Array(copy, 4) };
}

/** The articles whose vectors are mixed into the expanded one, by their keys. */
export interface Neighbours {
  /** `doc` holds the article's key. */
  readonly edges: readonly Edge[];
  /** The norm of the mixture. */
  readonly norm: number;
}

/**
 * The stored form of neighbours, little-endian, n of them:
 *
 *     byte 0     4                            4 + 5n
 *     | norm f32 | n × (key u32, similarity u8) |
 */
export function encodeNeighbours({ edges, norm }: Neighbours): Buffer {
  const bytes = Buffer.allocUnsafe(4 + edges.length * 5);
  bytes.writeFloatLE(norm, 0);
  edges.forEach(({ doc, similarity }, i) => {
    bytes.writeUInt32LE(doc, 4 + 5 * i);
    bytes.writeUInt8(similarity, 8 + 5 * i);
  });
  return bytes;
}

/** The neighbours in stored bytes. Throws when the length is none of neighbours. */
export function decodeNeighbours(bytes: Uint8Array): Neighbours {
  if (bytes.byteLength < 4 || (bytes.byteLength - 4) % 5 !== 0)
    throw new Error(`stored neighbours have 4 bytes and 5 more each, got ${bytes.byteLength} bytes`);
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const edges = Array.from({ length: (bytes.byteLength - 4) / 5 }, (_, i) => ({
    doc: view.readUInt32LE(4 + 5 * i),
    similarity: view.readUInt8(8 + 5 * i),
  }));
  return { norm: view.readFloatLE(0), edges };
}

/** The weights of a vector's terms. */
export function weighted({ entries, scale }: Vector, weightOf: (entry: number) => number): WeightedTerms {
  return {
    terms: entries.map(termOf),
    weights: Float32Array.from(entries, (entry) => scale * weightOf(entry)),
  };
}

/** As `weighted`, from term → weight; terms ascend. */
export function weightedOf(weights: ReadonlyMap<number, number>, norm: number): WeightedTerms {
  const terms = Uint32Array.from(weights.keys()).sort();
  return { terms, weights: Float32Array.from(terms, (term) => (weights.get(term) as number) / norm) };
}

/** Term → weight, to be changed by the caller. */
export function weightsByTerm({ terms, weights }: WeightedTerms): Map<number, number> {
  const byTerm = new Map<number, number>();
  for (let i = 0; i < terms.length; i++) byTerm.set(terms[i] as number, weights[i] as number);
  return byTerm;
}
