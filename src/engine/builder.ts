/** How does a segment come to be? Vectors are collected, then frozen: sorted by key, and inverted. */
import { makeSegment, type Segment } from './segment.ts';
import { LEVELS, levelOf, MOST_DOCS, MOST_TERMS, termOf, type Vector } from './vector.ts';

/** The strongest terms of a vector have postings: as many as make up this share of its squared norm, … */
const COVERAGE = 0.8;
/** … but at least so many, if it has them, … */
const FEWEST_POSTINGS = 24;
/** … and at most so many. */
const MOST_POSTINGS = 128;
const CHUNK_ENTRIES = 1 << 18;
const NOTHING = new Uint32Array(0);

export class SegmentBuilder {
  readonly #chunks: Uint32Array[] = [];
  #used = CHUNK_ENTRIES;
  #keys = new Uint32Array(1024);
  #lengths = new Uint32Array(1024);
  #scales = new Float32Array(1024);
  #docs = 0;
  #entries = 0;

  get docs(): number {
    return this.#docs;
  }

  /** `key`: 0 ≤ key < 2³², each at most once, in any order. */
  add(key: number, { entries, scale }: Vector): void {
    if (this.#docs === MOST_DOCS) throw new Error(`a segment holds at most ${MOST_DOCS} vectors`);
    if (entries.length > CHUNK_ENTRIES)
      throw new Error(`a vector has at most ${CHUNK_ENTRIES} entries, got ${entries.length}`);
    if (this.#docs === this.#keys.length) this.#grow();
    if (this.#used + entries.length > CHUNK_ENTRIES) {
      this.#chunks.push(new Uint32Array(CHUNK_ENTRIES));
      this.#used = 0;
    }
    this.#chunks.at(-1)?.set(entries, this.#used);
    this.#used += entries.length;
    this.#keys[this.#docs] = key;
    this.#lengths[this.#docs] = entries.length;
    this.#scales[this.#docs] = scale;
    this.#docs++;
    this.#entries += entries.length;
  }

  /**
   * The segment of everything added; its edges are empty, so that own and expanded vectors are the same. `levels`: 256
   * weights; `termWeights`: one of every term id that occurs. The builder is empty afterwards.
   */
  freeze(levels: Float32Array, termWeights: Float32Array): Segment {
    if (termWeights.length > MOST_TERMS)
      throw new Error(`a segment holds at most ${MOST_TERMS} terms, got ${termWeights.length}`);
    if (levels.length !== LEVELS) throw new Error(`there are ${LEVELS} levels, got ${levels.length}`);
    const thresholds = this.#thresholds(levels, termWeights);
    const postings = this.#countPostings(levels, termWeights, thresholds);
    const segment = makeSegment({
      docs: this.#docs,
      terms: termWeights.length,
      entries: this.#entries,
      postings,
    });
    segment.levels.set(levels);
    segment.termWeights.set(termWeights);
    const order = this.#order();
    this.#copyVectors(segment, order);
    writePostings(
      segment,
      Float32Array.from(order, (from) => thresholds[from] as number),
    );
    this.#chunks.length = 0;
    this.#used = CHUNK_ENTRIES;
    this.#docs = 0;
    this.#entries = 0;
    return segment;
  }

  /** Calls with each vector in the order of adding. */
  #each(take: (at: number, entries: Uint32Array) => void): void {
    let chunk = -1;
    let from = CHUNK_ENTRIES;
    for (let at = 0; at < this.#docs; at++) {
      const length = this.#lengths[at] as number;
      if (from + length > CHUNK_ENTRIES) {
        chunk++;
        from = 0;
      }
      take(at, (this.#chunks[chunk] ?? NOTHING).subarray(from, from + length));
      from += length;
    }
  }

  /** Per vector the least weight (without its scale) that gets a posting. */
  #thresholds(levels: Float32Array, termWeights: Float32Array): Float32Array {
    const thresholds = new Float32Array(this.#docs);
    const buffer = new Float32Array(CHUNK_ENTRIES);
    this.#each((at, entries) => {
      if (entries.length <= FEWEST_POSTINGS) return;
      let all = 0;
      for (let i = 0; i < entries.length; i++) {
        const weight = factor(entries[i] as number, levels, termWeights);
        buffer[i] = weight;
        all += weight * weight;
      }
      const sorted = buffer.subarray(0, entries.length).sort();
      let covered = 0;
      let last = sorted.length;
      while (last > 0 && sorted.length - last < MOST_POSTINGS) {
        if (sorted.length - last >= FEWEST_POSTINGS && covered >= COVERAGE * all) break;
        last--;
        covered += (sorted[last] as number) ** 2;
      }
      thresholds[at] = sorted[last] as number;
    });
    return thresholds;
  }

  #countPostings(levels: Float32Array, termWeights: Float32Array, thresholds: Float32Array): number {
    let postings = 0;
    this.#each((at, entries) => {
      const threshold = thresholds[at] as number;
      for (let i = 0; i < entries.length; i++)
        if (factor(entries[i] as number, levels, termWeights) >= threshold) postings++;
    });
    return postings;
  }

  /** The places of adding, in the order of the keys. */
  #order(): Uint32Array {
    const keys = this.#keys;
    const order = Uint32Array.from({ length: this.#docs }, (_, at) => at);
    let isSorted = true;
    for (let at = 1; at < this.#docs && isSorted; at++)
      isSorted = (keys[at - 1] as number) < (keys[at] as number);
    return isSorted ? order : order.sort((a, b) => (keys[a] as number) - (keys[b] as number));
  }

  #copyVectors(
    { keys, starts, scales, rests, norms, entries, levels, termWeights }: Segment,
    order: Uint32Array,
  ): void {
    const places = new Uint32Array(order.length);
    order.forEach((from, doc) => {
      places[from] = doc;
      keys[doc] = this.#keys[from] as number;
      scales[doc] = this.#scales[from] as number;
      starts[doc + 1] = (starts[doc] as number) + (this.#lengths[from] as number);
      if (doc > 0 && keys[doc - 1] === keys[doc]) throw new Error(`the key ${keys[doc]} was added twice`);
    });
    this.#each((from, vector) => {
      const doc = places[from] as number;
      entries.set(vector, starts[doc] as number);
      const scale = scales[doc] as number;
      let sum = 0;
      for (let i = 0; i < vector.length; i++)
        sum += (scale * factor(vector[i] as number, levels, termWeights)) ** 2;
      rests[doc] = Math.max(0, 1 - sum);
      norms[doc] = 1;
    });
  }

  #grow(): void {
    const size = 2 * this.#keys.length;
    const keys = new Uint32Array(size);
    const lengths = new Uint32Array(size);
    const scales = new Float32Array(size);
    keys.set(this.#keys);
    lengths.set(this.#lengths);
    scales.set(this.#scales);
    this.#keys = keys;
    this.#lengths = lengths;
    this.#scales = scales;
  }
}

/** The weight of an entry, but for the scale of its vector; rounded as thresholds are. */
function factor(entry: number, levels: Float32Array, termWeights: Float32Array): number {
  return Math.fround((levels[levelOf(entry)] as number) * (termWeights[termOf(entry)] as number));
}

/** Inverts the vectors: a counting sort by term, then each list by impact and doc, which is the order of its numbers. */
function writePostings(segment: Segment, thresholds: Float32Array): void {
  const { docs, terms, levels, termWeights, starts, scales, offsets, tops, entries, postings } = segment;
  const eachPosting = (take: (doc: number, term: number, weight: number) => void) => {
    for (let doc = 0; doc < docs; doc++) {
      const scale = scales[doc] as number;
      const threshold = thresholds[doc] as number;
      for (let i = starts[doc] as number; i < (starts[doc + 1] as number); i++) {
        const entry = entries[i] as number;
        const weight = factor(entry, levels, termWeights);
        if (weight >= threshold) take(doc, termOf(entry), weight * scale);
      }
    }
  };
  eachPosting((_, term, weight) => {
    offsets[term + 1] = (offsets[term + 1] as number) + 1;
    if (weight > (tops[term] as number)) tops[term] = weight;
  });
  for (let term = 0; term < terms; term++)
    offsets[term + 1] = (offsets[term + 1] as number) + (offsets[term] as number);
  const next = offsets.slice(0, terms);
  eachPosting((doc, term, weight) => {
    const top = tops[term] as number;
    const impact = top > 0 ? Math.min(255, Math.round((255 * weight) / top)) : 0;
    const slot = next[term] as number;
    next[term] = slot + 1;
    postings[slot] = (((255 - impact) << 24) | doc) >>> 0;
  });
  for (let term = 0; term < terms; term++) {
    const from = offsets[term] as number;
    const to = offsets[term + 1] as number;
    if (to - from > 1) postings.subarray(from, to).sort();
  }
}
