/**
 * How are many vectors stored for searching? One immutable buffer: build → freeze → search.
 *
 *     header   magic u32 | version u32 | docs u32 | terms u32 | postings u32 | 0 u32
 *     keys     docs × u32           ascending; a doc is the place of its key here
 *     offsets  (terms + 1) × u32    postings of term t are [offsets[t], offsets[t + 1]), counted in entries
 *     scales   terms × f32          the greatest weight of the term
 *     starts   (docs + 1) × u32     the vector of doc d is [starts[d], starts[d + 1]), counted in entries
 *     postings postings × u32       docs, greatest impact first, equal impacts by doc
 *     vterms   postings × u32       the stored vectors: term ids ascending,
 *     vweights postings × f32       and their exact weights
 *     impacts  postings × u8        of `postings`: weight ≈ impact / 255 · scale
 *
 * 13 bytes a posting, 8 a doc, 8 a term id. The quantised weight is off by at most scale / 510.
 */
import type { SparseVector } from './vector.ts';

const MAGIC = 0x4745534b; // 'KSEG'
const VERSION = 1;
const HEADER_BYTES = 24;

export interface Segment {
  readonly bytes: ArrayBuffer | SharedArrayBuffer;
  readonly docs: number;
  /** One more than the greatest term id. */
  readonly terms: number;
  readonly keys: Uint32Array;
  readonly offsets: Uint32Array;
  readonly scales: Float32Array;
  readonly starts: Uint32Array;
  readonly postings: Uint32Array;
  readonly vectorTerms: Uint32Array;
  readonly vectorWeights: Float32Array;
  readonly impacts: Uint8Array;
}

/** Reads a segment's layout; nothing is copied. Throws when the bytes are no segment of this version and size. */
export function openSegment(bytes: ArrayBuffer | SharedArrayBuffer): Segment {
  if (bytes.byteLength < HEADER_BYTES)
    throw new Error(`a segment has at least ${HEADER_BYTES} bytes, got ${bytes.byteLength}`);
  const [magic, version, docs = 0, terms = 0, postings = 0] = new Uint32Array(bytes, 0, HEADER_BYTES / 4);
  if (magic !== MAGIC)
    throw new Error(`a segment begins with ${MAGIC.toString(16)}, got ${magic?.toString(16)}`);
  if (version !== VERSION)
    throw new Error(`this program reads segments of version ${VERSION}, got ${version}`);
  const expected = byteLengthOf(docs, terms, postings);
  if (bytes.byteLength !== expected)
    throw new Error(`the segment should have ${expected} bytes, got ${bytes.byteLength}`);
  let at = HEADER_BYTES;
  const u32 = (length: number) => {
    const view = new Uint32Array(bytes, at, length);
    at += length * 4;
    return view;
  };
  const f32 = (length: number) => {
    const view = new Float32Array(bytes, at, length);
    at += length * 4;
    return view;
  };
  return {
    bytes,
    docs,
    terms,
    keys: u32(docs),
    offsets: u32(terms + 1),
    scales: f32(terms),
    starts: u32(docs + 1),
    postings: u32(postings),
    vectorTerms: u32(postings),
    vectorWeights: f32(postings),
    impacts: new Uint8Array(bytes, at, postings),
  };
}

/** The doc of a key, or −1. */
export function docOf({ keys }: Segment, key: number): number {
  let low = 0;
  let high = keys.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = keys[middle] as number;
    if (found === key) return middle;
    if (found < key) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** The stored vector of a doc: views into the segment, not copies. */
export function storedVector({ starts, vectorTerms, vectorWeights }: Segment, doc: number): SparseVector {
  const from = starts[doc] as number;
  const to = starts[doc + 1] as number;
  return { terms: vectorTerms.subarray(from, to), weights: vectorWeights.subarray(from, to) };
}

/** Collects vectors, then freezes them into a segment. */
export class SegmentBuilder {
  #keys = new Uint32Array(1024);
  #starts = new Uint32Array(1024);
  #terms = new Uint32Array(65_536);
  #weights = new Float32Array(65_536);
  #docs = 0;
  #size = 0;

  /** `key`: 0 ≤ key < 2³², each at most once, in any order. */
  add(key: number, { terms, weights }: SparseVector): void {
    if (this.#docs + 1 >= this.#keys.length) {
      this.#keys = grown(this.#keys, this.#docs + 2);
      this.#starts = grown(this.#starts, this.#docs + 2);
    }
    if (this.#size + terms.length > this.#terms.length) {
      this.#terms = grown(this.#terms, this.#size + terms.length);
      const old = this.#weights;
      this.#weights = new Float32Array(this.#terms.length);
      this.#weights.set(old);
    }
    this.#keys[this.#docs] = key;
    this.#terms.set(terms, this.#size);
    this.#weights.set(weights, this.#size);
    this.#size += terms.length;
    this.#starts[++this.#docs] = this.#size;
  }

  /** The segment of everything added. `shared`: in memory that worker threads can share. The builder can go on. */
  freeze(options: { readonly shared?: boolean } = {}): Segment {
    const docs = this.#docs;
    const size = this.#size;
    let terms = 0;
    for (let i = 0; i < size; i++) terms = Math.max(terms, (this.#terms[i] as number) + 1);
    const length = byteLengthOf(docs, terms, size);
    const bytes = options.shared ? new SharedArrayBuffer(length) : new ArrayBuffer(length);
    new Uint32Array(bytes, 0, 5).set([MAGIC, VERSION, docs, terms, size]);
    const segment = openSegment(bytes);
    this.#copyVectors(segment);
    writePostings(segment);
    return segment;
  }

  #copyVectors({ keys, starts, vectorTerms, vectorWeights }: Segment): void {
    const order = Uint32Array.from({ length: this.#docs }, (_, doc) => doc);
    order.sort((a, b) => (this.#keys[a] as number) - (this.#keys[b] as number));
    let at = 0;
    for (let doc = 0; doc < order.length; doc++) {
      const from = order[doc] as number;
      const key = this.#keys[from] as number;
      if (doc > 0 && keys[doc - 1] === key) throw new Error(`the key ${key} was added twice`);
      keys[doc] = key;
      const begin = this.#starts[from] as number;
      const end = this.#starts[from + 1] as number;
      vectorTerms.set(this.#terms.subarray(begin, end), at);
      vectorWeights.set(this.#weights.subarray(begin, end), at);
      at += end - begin;
      starts[doc + 1] = at;
    }
  }
}

/** Inverts the stored vectors: counting sort by term, then by weight within each term. */
function writePostings({
  docs,
  terms,
  offsets,
  scales,
  starts,
  postings,
  vectorTerms,
  vectorWeights,
  impacts,
}: Segment): void {
  for (let i = 0; i < vectorTerms.length; i++) {
    const term = vectorTerms[i] as number;
    offsets[term + 1] = (offsets[term + 1] as number) + 1;
    scales[term] = Math.max(scales[term] as number, vectorWeights[i] as number);
  }
  for (let term = 0; term < terms; term++)
    offsets[term + 1] = (offsets[term + 1] as number) + (offsets[term] as number);
  // A counting sort over (term, 255 − impact) would need 256 counters a term; sorting each list by a packed number is as fast.
  const next = offsets.slice(0, terms);
  const packed = new Float64Array(vectorTerms.length);
  for (let doc = 0; doc < docs; doc++) {
    for (let i = starts[doc] as number; i < (starts[doc + 1] as number); i++) {
      const term = vectorTerms[i] as number;
      const scale = scales[term] as number;
      const impact = scale > 0 ? Math.round((255 * (vectorWeights[i] as number)) / scale) : 0;
      const slot = next[term] as number;
      next[term] = slot + 1;
      packed[slot] = (255 - impact) * 2 ** 32 + doc;
    }
  }
  for (let term = 0; term < terms; term++) {
    packed.subarray(offsets[term], offsets[term + 1]).sort();
  }
  for (let slot = 0; slot < packed.length; slot++) {
    const value = packed[slot] as number;
    const high = Math.floor(value / 2 ** 32);
    impacts[slot] = 255 - high;
    postings[slot] = value - high * 2 ** 32;
  }
}

function byteLengthOf(docs: number, terms: number, postings: number): number {
  return HEADER_BYTES + 4 * (docs + (terms + 1) + terms + (docs + 1)) + 13 * postings;
}

function grown(array: Uint32Array<ArrayBuffer>, least: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(2 * array.length, least));
  larger.set(array);
  return larger;
}
