/**
 * How are many vectors stored for searching? One immutable buffer: build → freeze → connect → search.
 *
 *     header      magic u32 | version u32 | docs u32 | terms u32 | entries u32 | postings u32 | 0 u32 | 0 u32
 *     levels      256 × f32
 *     termWeights terms × f32
 *     keys        docs × u32            ascending; a doc is the place of its key here
 *     starts      (docs + 1) × u32      the vector of doc d is entries[starts[d] … starts[d + 1])
 *     scales      docs × f32            of the vectors
 *     rests       docs × f32            what a vector lacks to norm 1, squared
 *     norms       docs × f32            of own + Σ mixing weight · neighbour
 *     edges       docs × 10 × u32       the neighbours, most similar first; 0 for none
 *     offsets     (terms + 1) × u32     postings of term t are postings[offsets[t] … offsets[t + 1])
 *     tops        terms × f32           the greatest weight among the postings of the term
 *     entries     entries × u32         term << 8 | level
 *     postings    postings × u32        (255 − impact) << 24 | doc, ascending: greatest impact first, then by doc
 *
 * An impact is the weight in 1/255 of the term's top, off by at most top / 510. Only the strongest terms of a vector have
 * postings; the exact inner product is taken over all its entries. 4 bytes an entry, 4 a posting, 60 a doc, 12 a term.
 */
import { LEVELS, NEIGHBOURS, type Vector } from './vector.ts';

const MAGIC = 0x4745534b; // 'KSEG'
const VERSION = 2;
const HEADER_BYTES = 32;

export interface Segment {
  readonly bytes: ArrayBuffer | SharedArrayBuffer;
  readonly docs: number;
  /** One more than the greatest term id. */
  readonly terms: number;
  readonly levels: Float32Array;
  readonly termWeights: Float32Array;
  readonly keys: Uint32Array;
  readonly starts: Uint32Array;
  readonly scales: Float32Array;
  readonly rests: Float32Array;
  readonly norms: Float32Array;
  readonly edges: Uint32Array;
  readonly offsets: Uint32Array;
  readonly tops: Float32Array;
  readonly entries: Uint32Array;
  readonly postings: Uint32Array;
}

export interface SegmentSize {
  readonly docs: number;
  readonly terms: number;
  readonly entries: number;
  readonly postings: number;
}

/** An empty layout in memory that worker threads can share. */
export function makeSegment({ docs, terms, entries, postings }: SegmentSize): Segment {
  const bytes = new SharedArrayBuffer(byteLengthOf({ docs, terms, entries, postings }));
  new Uint32Array(bytes, 0, 6).set([MAGIC, VERSION, docs, terms, entries, postings]);
  return openSegment(bytes);
}

/** Reads a segment's layout; nothing is copied. Throws when the bytes are no segment of this version and size. */
export function openSegment(bytes: ArrayBuffer | SharedArrayBuffer): Segment {
  if (bytes.byteLength < HEADER_BYTES)
    throw new Error(`a segment has at least ${HEADER_BYTES} bytes, got ${bytes.byteLength}`);
  const header = new Uint32Array(bytes, 0, HEADER_BYTES / 4);
  const [magic, version, docs = 0, terms = 0, entries = 0, postings = 0] = header;
  if (magic !== MAGIC)
    throw new Error(`a segment begins with ${MAGIC.toString(16)}, got ${magic?.toString(16)}`);
  if (version !== VERSION)
    throw new Error(`this program reads segments of version ${VERSION}, got ${version}`);
  const expected = byteLengthOf({ docs, terms, entries, postings });
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
    levels: f32(LEVELS),
    termWeights: f32(terms),
    keys: u32(docs),
    starts: u32(docs + 1),
    scales: f32(docs),
    rests: f32(docs),
    norms: f32(docs),
    edges: u32(docs * NEIGHBOURS),
    offsets: u32(terms + 1),
    tops: f32(terms),
    entries: u32(entries),
    postings: u32(postings),
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

/** The vector of a doc: a view into the segment, not a copy. */
export function storedVector({ starts, scales, entries }: Segment, doc: number): Vector {
  return { entries: entries.subarray(starts[doc], starts[doc + 1]), scale: scales[doc] as number };
}

function byteLengthOf({ docs, terms, entries, postings }: SegmentSize): number {
  const perDoc = 4 * (1 + 1 + 1 + 1 + 1 + NEIGHBOURS);
  return HEADER_BYTES + 4 * (LEVELS + 2) + 12 * terms + perDoc * docs + 4 * (entries + postings);
}
