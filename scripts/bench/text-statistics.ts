/** Is a made collection like the real one, where it matters for the work of a search? The same figures of both. */
import { seededRandom } from './random.ts';
import { documentFrequencies, type TermCounts } from './text-model.ts';

export interface TextStatistics {
  readonly documents: number;
  /** Distinct terms per document, mean. */
  readonly documentTerms: number;
  /** Terms of two documents or more: those that an index keeps. */
  readonly vocabulary: number;
  /** Terms of one document, which an index drops. */
  readonly singleTerms: number;
  /** Postings per query, when a document asks with its 25 strongest terms by TF-IDF, mean. */
  readonly touchedByStrongest: number;
  /** The same with all its terms. */
  readonly touchedByAll: number;
}

export interface ComparedFigure {
  readonly name: keyof TextStatistics;
  readonly real: number;
  readonly made: number;
  readonly ratio: number;
}

const STRONGEST = 25;
const LEAST_FREQUENCY = 2;

/** Both of the same number of documents: the figures depend on it. */
export function compareStatistics(
  real: readonly TermCounts[],
  made: readonly TermCounts[],
): readonly ComparedFigure[] {
  if (real.length !== made.length)
    throw new Error(
      `only collections of equal size compare, got ${real.length} and ${made.length} documents`,
    );
  const ofReal = textStatistics(real);
  const ofMade = textStatistics(made);
  return (Object.keys(ofReal) as (keyof TextStatistics)[]).map((name) => ({
    name,
    real: ofReal[name],
    made: ofMade[name],
    ratio: ofMade[name] / ofReal[name],
  }));
}

export function textStatistics(documents: readonly TermCounts[]): TextStatistics {
  const df = documentFrequencies(documents);
  let postings = 0;
  let touchedByStrongest = 0;
  let touchedByAll = 0;
  for (const document of documents) {
    postings += document.terms.length;
    for (const term of document.terms) touchedByAll += df[term] as number;
    for (const term of strongestTerms(document, df, documents.length))
      touchedByStrongest += df[term] as number;
  }
  return {
    documents: documents.length,
    documentTerms: postings / documents.length,
    vocabulary: df.reduce((count, frequency) => (frequency >= LEAST_FREQUENCY ? count + 1 : count), 0),
    singleTerms: df.reduce((count, frequency) => (frequency === 1 ? count + 1 : count), 0),
    touchedByStrongest: touchedByStrongest / documents.length,
    touchedByAll: touchedByAll / documents.length,
  };
}

/** By (1 + ln tf) · (1 + ln((1 + N) / (1 + df))), among those that another document has too. */
function strongestTerms({ terms, counts }: TermCounts, df: Uint32Array, documents: number): number[] {
  const weighed: [term: number, weight: number][] = [];
  for (let i = 0; i < terms.length; i++) {
    const term = terms[i] as number;
    const frequency = df[term] as number;
    if (frequency < LEAST_FREQUENCY) continue;
    const idf = 1 + Math.log((1 + documents) / (1 + frequency));
    weighed.push([term, (1 + Math.log(counts[i] as number)) * idf]);
  }
  weighed.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return weighed.slice(0, STRONGEST).map(([term]) => term);
}

/**
 * Term → its number in an index, −1 for terms of one document: numbers without gaps and in an order that says nothing, as
 * alphabetical numbers say nothing of frequency.
 */
export function indexNumbers(df: Uint32Array, seed: number): Int32Array {
  const random = seededRandom(seed);
  const numbers = new Int32Array(df.length).fill(-1);
  const kept = Uint32Array.from(df.keys()).filter((term) => (df[term] as number) >= LEAST_FREQUENCY);
  for (let number = kept.length - 1; number >= 0; number--) {
    const at = Math.floor((random() / 2 ** 32) * (number + 1));
    numbers[kept[at] as number] = number;
    kept[at] = kept[number] as number;
  }
  return numbers;
}
