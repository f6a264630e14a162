/**
 * Which stored vectors have the greatest inner product with a query? Strongest impacts first, as far as a budget of postings
 * goes; then the exact inner product for the best. The budget bounds the work whatever the size of the collection.
 * After Anh & Moffat 2006, "Pruned query evaluation using pre-computed impacts".
 */
import type { Scratch } from './scratch.ts';
import type { Segment } from './segment.ts';
import { Top } from './top.ts';
import type { Hit, SparseVector } from './vector.ts';

export interface SearchOptions {
  /** Hits wanted, at least 1. */
  readonly limit: number;
  /** Only keys for which it answers true are found; asked once per doc that is met. */
  readonly accept?: (key: number) => boolean;
  /** Postings of accepted docs to look at, default 20,000. */
  readonly budget?: number;
  /** Candidates whose exact score is computed, default 200, never fewer than `limit`. */
  readonly rescore?: number;
}

export const DEFAULT_BUDGET = 20_000;
export const DEFAULT_RESCORE = 200;
/** Postings of one term that are taken in one go. */
const BLOCK = 64;
const REJECTED = -1;
/** Marks a doc as met even when a quantised impact is 0; too small to change an order. */
const MET = 1e-9;

/** The best hits, best first, equal scores by key; only scores > 0. `scratch` is of the segment's size and stays clean. */
export function search(
  segment: Segment,
  query: SparseVector,
  options: SearchOptions,
  scratch: Scratch,
): Hit[] {
  const { limit, accept, budget = DEFAULT_BUDGET, rescore = DEFAULT_RESCORE } = options;
  const { keys } = segment;
  const { scores, met } = scratch;
  const metCount = accumulate(segment, query, accept, budget, scratch);
  const candidates = new Top(Math.max(limit, rescore));
  for (let i = 0; i < metCount; i++) {
    const doc = met[i] as number;
    const score = scores[doc] as number;
    if (score > 0) candidates.offer(doc, score);
    scores[doc] = 0;
  }
  const best = new Top(limit);
  loadQuery(segment, query, scratch.query);
  for (const { key: doc } of candidates.sorted()) {
    const score = innerProduct(segment, doc, scratch.query);
    if (score > 0) best.offer(keys[doc] as number, score);
  }
  clearQuery(segment, query, scratch.query);
  return best.sorted();
}

/** The slow twin: the exact score of every accepted doc. */
export function searchExhaustive(
  segment: Segment,
  query: SparseVector,
  options: SearchOptions,
  scratch: Scratch,
): Hit[] {
  const { keys, docs } = segment;
  const best = new Top(options.limit);
  loadQuery(segment, query, scratch.query);
  for (let doc = 0; doc < docs; doc++) {
    const key = keys[doc] as number;
    if (options.accept && !options.accept(key)) continue;
    const score = innerProduct(segment, doc, scratch.query);
    if (score > 0) best.offer(key, score);
  }
  clearQuery(segment, query, scratch.query);
  return best.sorted();
}

/**
 * Adds up quantised scores in `scratch.scores`; answers how many docs were met. Whole blocks of the term that can still
 * contribute most are taken until `budget` postings of accepted docs were looked at.
 */
function accumulate(
  { terms: termCount, offsets, scales, postings, impacts, keys }: Segment,
  { terms, weights }: SparseVector,
  accept: ((key: number) => boolean) | undefined,
  budget: number,
  { scores, met }: Scratch,
): number {
  const cursor = new Uint32Array(terms.length);
  const end = new Uint32Array(terms.length);
  const factor = new Float64Array(terms.length);
  // What the next posting of each term contributes, 0 when there is none.
  const promise = new Float64Array(terms.length);
  for (let i = 0; i < terms.length; i++) {
    const term = terms[i] as number;
    if (term >= termCount) continue;
    cursor[i] = offsets[term] as number;
    end[i] = offsets[term + 1] as number;
    factor[i] = ((weights[i] as number) * (scales[term] as number)) / 255;
    if ((cursor[i] as number) < (end[i] as number))
      promise[i] = (factor[i] as number) * (impacts[cursor[i] as number] as number);
  }
  let left = budget;
  let metCount = 0;
  while (left > 0) {
    let next = -1;
    let greatest = 0;
    for (let i = 0; i < promise.length; i++) {
      if ((promise[i] as number) > greatest) {
        greatest = promise[i] as number;
        next = i;
      }
    }
    if (next === -1) break;
    const weight = factor[next] as number;
    const from = cursor[next] as number;
    const to = Math.min(end[next] as number, from + BLOCK);
    for (let at = from; at < to; at++) {
      const doc = postings[at] as number;
      const before = scores[doc] as number;
      if (before === 0) {
        met[metCount++] = doc;
        if (accept && !accept(keys[doc] as number)) {
          scores[doc] = REJECTED;
          continue;
        }
      } else if (before === REJECTED) continue;
      scores[doc] = before + weight * (impacts[at] as number) + MET;
      left--;
    }
    cursor[next] = to;
    promise[next] = to < (end[next] as number) ? weight * (impacts[to] as number) : 0;
  }
  return metCount;
}

function loadQuery(
  { terms: termCount }: Segment,
  { terms, weights }: SparseVector,
  into: Float64Array,
): void {
  for (let i = 0; i < terms.length; i++) {
    const term = terms[i] as number;
    if (term < termCount) into[term] = weights[i] as number;
  }
}

function clearQuery({ terms: termCount }: Segment, { terms }: SparseVector, from: Float64Array): void {
  for (let i = 0; i < terms.length; i++) {
    const term = terms[i] as number;
    if (term < termCount) from[term] = 0;
  }
}

/** In the order of term ids, so that the same vectors give the same bits. */
function innerProduct(
  { starts, vectorTerms, vectorWeights }: Segment,
  doc: number,
  query: Float64Array,
): number {
  const to = starts[doc + 1] as number;
  let sum = 0;
  for (let i = starts[doc] as number; i < to; i++)
    sum += (query[vectorTerms[i] as number] as number) * (vectorWeights[i] as number);
  return sum;
}
