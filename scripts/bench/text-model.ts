/**
 * What are the statistics of a real collection, so that larger ones can be made like it? Fitted on term counts:
 *
 *  - how many terms of each band of rarity a document has: documents are resampled, so lengths are real and texts of rare
 *    words differ from texts of common ones as they really do;
 *  - how probable each frequent term is within its band: one by one, such that its expected document frequency is the real
 *    one although a document contains a term only once;
 *  - how probable the rare terms are, seen and unseen: a power law without end that goes on where the frequent ones stop and
 *    has the mass that the real rare ones have. Its exponent is that of vocabulary growth (Heaps' β);
 *  - the frequency of a term in a document, by its rarity and the document's length: resampled.
 *
 * Topics and stories have no labels to be fitted on; see `made-text.ts`.
 */

/** A document as numbers: term ids ascending, how often each occurs. */
export interface TermCounts {
  readonly terms: Uint32Array;
  readonly counts: Uint16Array;
}

export interface TextModel {
  /** Documents it was fitted on. */
  readonly documents: number;
  /** Terms of each band in each real document, `BANDS` numbers a document; documents by their number of terms, ascending. */
  readonly shapes: Uint16Array;
  /** The most distinct terms of a document. */
  readonly longest: number;
  /** Frequent terms by rank: greatest document frequency first. The probability of each within its band. */
  readonly frequent: Float64Array;
  /** Where the terms of each frequent band end; band 0 is the most frequent, the last of `BANDS` are the rare terms. */
  readonly ends: Uint32Array;
  /** Vocabulary of n documents ~ n^β; the probability of the rare term of rank r ~ r^(−1/β). */
  readonly beta: number;
  readonly counts: CountTables;
}

/** Quantiles of a term's frequency in a document, one table for each class of length and class of rarity. */
export interface CountTables {
  /** The class of rarity of a frequent term. */
  readonly rarityOf: Uint8Array;
  /** The greatest length of each class, ascending. */
  readonly classes: Uint32Array;
  /** [class of length][class of rarity][quantile] */
  readonly quantiles: Uint16Array;
}

/** The bands of frequent terms, by the share of the documents that a term of the band has at least. */
const BAND_SHARES = [0.1, 0.025, 0.006, 0.0015, 0] as const;
export const BANDS = BAND_SHARES.length + 1;
export const RARE_BAND = BANDS - 1;
/** Terms of fewer documents are rare and not told apart. */
const FREQUENT = 16;
export const QUANTILES = 1024;
const RARITIES = 16;
const LENGTH_CLASSES = 8;
const MOST_COUNT = 0xffff;

/** Terms numbered in the order in which they come. */
export function numbered(documents: Iterable<ReadonlyMap<string, number>>): TermCounts[] {
  const ids = new Map<string, number>();
  return Array.from(documents, (document) => {
    const entries = Array.from(document, ([term, count]): [id: number, count: number] => {
      const id = ids.get(term) ?? ids.size;
      if (id === ids.size) ids.set(term, id);
      return [id, Math.min(MOST_COUNT, count)];
    }).sort((a, b) => a[0] - b[0]);
    return {
      terms: Uint32Array.from(entries, ([id]) => id),
      counts: Uint16Array.from(entries, ([, count]) => count),
    };
  });
}

export function documentFrequencies(documents: readonly TermCounts[]): Uint32Array {
  let size = 0;
  for (const { terms } of documents) size = Math.max(size, (terms.at(-1) ?? -1) + 1);
  const frequencies = new Uint32Array(size);
  for (const { terms } of documents)
    for (const term of terms) frequencies[term] = (frequencies[term] as number) + 1;
  return frequencies;
}

export function fitText(real: Iterable<ReadonlyMap<string, number>>): TextModel {
  const documents = numbered(real);
  const df = documentFrequencies(documents);
  const frequentDf = df.filter((frequency) => frequency >= FREQUENT).sort((a, b) => b - a);
  if (frequentDf.length === 0)
    throw new Error(
      `fitting needs terms of ${FREQUENT} documents; these ${documents.length} documents have none`,
    );
  const byLength = documents.toSorted((a, b) => a.terms.length - b.terms.length);
  const shapes = shapesOf(byLength, df);
  const ends = Uint32Array.from(
    BAND_SHARES,
    (share) => frequentDf.filter((frequency) => frequency >= share * documents.length).length,
  );
  const frequent = new Float64Array(frequentDf.length);
  ends.forEach((end, band) => {
    const start = ends[band - 1] ?? 0;
    frequent.set(fitProbabilities(frequentDf.subarray(start, end), ofBand(shapes, band)), start);
  });
  return {
    documents: documents.length,
    shapes,
    longest: byLength.at(-1)?.terms.length ?? 0,
    frequent,
    ends,
    beta: fitBeta(df, frequentDf),
    counts: fitCounts(byLength, df, frequentDf),
  };
}

/**
 * The power law starts with the frequency f of the last of the R frequent terms and holds as many postings as the rare terms
 * do: R · f · β / (1 − β).
 */
function fitBeta(df: Uint32Array, frequentDf: Uint32Array): number {
  const rarePostings = df.reduce((total, frequency) => (frequency < FREQUENT ? total + frequency : total), 0);
  const odds = rarePostings / (frequentDf.length * (frequentDf.at(-1) as number));
  return odds / (1 + odds);
}

function shapesOf(documents: readonly TermCounts[], df: Uint32Array): Uint16Array {
  const shapes = new Uint16Array(documents.length * BANDS);
  documents.forEach(({ terms }, doc) => {
    for (const term of terms) {
      const at = doc * BANDS + bandOf(df[term] as number, documents.length);
      shapes[at] = (shapes[at] as number) + 1;
    }
  });
  return shapes;
}

function bandOf(df: number, documents: number): number {
  return df < FREQUENT ? RARE_BAND : BAND_SHARES.findIndex((share) => df >= share * documents);
}

/** How many terms of a band each document has, ascending. */
function ofBand(shapes: Uint16Array, band: number): Uint16Array {
  return shapes.filter((_, at) => at % BANDS === band).sort();
}

/**
 * The probabilities of a band's terms, which make 1. A document of n distinct ones takes m draws, of which some repeat:
 * Σ 1 − e^(−m·p) = n. A term of probability p is then in the share 1 − e^(−m·p) of the documents, averaged over the n.
 * Solved for p in turns with m.
 */
function fitProbabilities(bandDf: Uint32Array, distinct: Uint16Array): Float64Array {
  const documents = distinct.length;
  const sampled = Float64Array.from({ length: SAMPLES }, (_, i) =>
    Math.min(distinct[Math.floor(((i + 0.5) / SAMPLES) * documents)] as number, MOST_OF_BAND * bandDf.length),
  );
  const groups = groupsOf(bandDf);
  const draws = sampled.slice();
  const ps = new Float64Array(groups.length);
  for (let turn = 0; turn < TURNS; turn++) {
    groups.forEach(({ df }, i) => {
      ps[i] = probabilityFor(df / documents, draws);
    });
    const total = groups.reduce((mass, { size }, i) => mass + size * (ps[i] as number), 0);
    for (let i = 0; i < ps.length; i++) ps[i] = (ps[i] as number) / total;
    for (let i = 0; i < draws.length; i++) draws[i] = drawsFor(sampled[i] as number, groups, ps);
  }
  const probabilities = new Float64Array(bandDf.length);
  let at = 0;
  groups.forEach(({ size }, i) => {
    probabilities.fill(ps[i] as number, at, at + size);
    at += size;
  });
  return probabilities;
}

/** Numbers of terms that stand for those of all documents. */
const SAMPLES = 64;
/** No document is taken to need more than this share of a band: the last terms would take draws without end. */
const MOST_OF_BAND = 0.9;
const TURNS = 12;
const MOST_STEPS = 50;

interface Group {
  readonly df: number;
  readonly size: number;
}

/** Terms of equal document frequency, greatest first. */
function groupsOf(frequentDf: Uint32Array): Group[] {
  const sizes = new Map<number, number>();
  for (const df of frequentDf) sizes.set(df, (sizes.get(df) ?? 0) + 1);
  return Array.from(sizes, ([df, size]) => ({ df, size }));
}

/** p such that the mean of 1 − e^(−m·p) over the draws m is `share`: Newton from below, which cannot overshoot. */
function probabilityFor(share: number, draws: Float64Array): number {
  let p = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    let present = 0;
    let slope = 0;
    for (const m of draws) {
      const absent = Math.exp(-m * p);
      present += 1 - absent;
      slope += m * absent;
    }
    const move = (share * draws.length - present) / slope;
    p += move;
    if (Math.abs(move) < 1e-9 * p) break;
  }
  return p;
}

/** Draws until n distinct terms are expected. */
function drawsFor(n: number, groups: readonly Group[], ps: Float64Array): number {
  let m = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    let distinct = 0;
    let slope = 0;
    groups.forEach(({ size }, i) => {
      const p = ps[i] as number;
      const absent = Math.exp(-m * p);
      distinct += size * (1 - absent);
      slope += size * p * absent;
    });
    const move = (n - distinct) / slope;
    m += move;
    if (Math.abs(move) < 1e-6 * (1 + m)) break;
  }
  return m;
}

function fitCounts(byLength: readonly TermCounts[], df: Uint32Array, frequentDf: Uint32Array): CountTables {
  const classes = Uint32Array.from({ length: LENGTH_CLASSES }, (_, i) => {
    const last = Math.ceil(((i + 1) / LENGTH_CLASSES) * byLength.length) - 1;
    return byLength[last]?.terms.length ?? 0;
  });
  const seen: number[][] = Array.from({ length: LENGTH_CLASSES * RARITIES }, () => []);
  for (const { terms, counts } of byLength) {
    const first = lengthClassOf(classes, terms.length) * RARITIES;
    for (let i = 0; i < terms.length; i++)
      seen[first + rarityOf(df[terms[i] as number] as number)]?.push(counts[i] as number);
  }
  const quantiles = new Uint16Array(LENGTH_CLASSES * RARITIES * QUANTILES).fill(1);
  seen.forEach((counts, table) => {
    if (counts.length === 0) return;
    const sorted = Uint16Array.from(counts).sort();
    for (let i = 0; i < QUANTILES; i++)
      quantiles[table * QUANTILES + i] = sorted[
        Math.floor(((i + 0.5) / QUANTILES) * sorted.length)
      ] as number;
  });
  return { rarityOf: Uint8Array.from(frequentDf, rarityOf), classes, quantiles };
}

/** By powers of 2; 0 are all terms that are not frequent. */
function rarityOf(df: number): number {
  return df < FREQUENT ? 0 : Math.min(RARITIES - 1, 32 - Math.clz32(df / FREQUENT));
}

export function lengthClassOf(classes: Uint32Array, length: number): number {
  let at = 0;
  while (at < classes.length - 1 && length > (classes[at] as number)) at++;
  return at;
}

/** Where the quantiles of a class of length and a class of rarity begin. */
export function tableOf(lengthClass: number, rarity: number): number {
  return (lengthClass * RARITIES + rarity) * QUANTILES;
}
