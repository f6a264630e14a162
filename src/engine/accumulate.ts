/**
 * Which docs are worth an exact score? Strongest impacts first, as far as a budget of postings goes: the budget bounds the
 * work whatever the size of the collection. After Anh & Moffat 2006, "Pruned query evaluation using pre-computed impacts". The
 * later postings only add to docs that were met: the strategy "continue" of Moffat & Zobel 1996, "Self-indexing inverted files".
 */
import type { Scratch } from './scratch.ts';
import type { Store } from './store.ts';
import { Top } from './top.ts';

/** Postings of one term that are taken in one go. */
const BLOCK = 64;
/** With a filter, so many postings are looked at for each that may be taken. */
const PATIENCE = 10;
/** Marks a doc as met even when its impact is 0; too small to change an order. */
const MET = 1e-9;
const REJECTED = -1;

export interface AccumulateOptions {
  readonly breadth: number;
  /** The query terms that promise most are followed. */
  readonly queryTerms: number;
  /** Postings to take. */
  readonly budget: number;
  /** So many of them may meet a doc. */
  readonly meeting: number;
  /** 1 for each doc that may be found. */
  readonly mask: Uint8Array | undefined;
}

/**
 * Adds up approximate inner products of own vectors with (1 − breadth) · own + breadth · expanded query in `scratch.scores`.
 * Answers how many docs were met: the first so many of `scratch.met`. Rejected ones have a score below 0.
 */
export function accumulate(
  store: Store,
  terms: Uint32Array,
  { breadth, queryTerms, budget, meeting, mask }: AccumulateOptions,
  { own, expanded, scores, met }: Scratch,
): number {
  const { segment, termWeights } = store;
  const { offsets, tops, postings } = segment;
  const weightOf = (term: number) =>
    ((1 - breadth) * (own[term] as number) + breadth * (expanded[term] as number)) /
    (termWeights[term] as number);

  const chosen = mostPromising(terms, queryTerms, (term) =>
    term < segment.terms && (offsets[term] as number) < (offsets[term + 1] as number)
      ? weightOf(term) * (tops[term] as number)
      : 0,
  );
  const count = chosen.length;
  const cursor: number[] = [];
  const end: number[] = [];
  const factor: number[] = [];
  // What the next posting of each term contributes, 0 when there is none.
  const promise: number[] = [];
  for (const term of chosen) {
    const from = offsets[term] as number;
    const weight = (weightOf(term) * (tops[term] as number)) / 255;
    cursor.push(from);
    end.push(offsets[term + 1] as number);
    factor.push(weight);
    promise.push(weight * impactOf(postings[from] as number));
  }

  let metCount = 0;
  let left = budget;
  let patience = budget * PATIENCE;
  while (left > 0 && patience > 0) {
    let next = -1;
    let greatest = 0;
    for (let i = 0; i < count; i++) {
      const value = promise[i] as number;
      if (value > greatest) {
        greatest = value;
        next = i;
      }
    }
    if (next === -1) break;
    const weight = factor[next] as number;
    const from = cursor[next] as number;
    const last = end[next] as number;
    const to = Math.min(from + BLOCK, last);
    const block = { postings, from, to, weight };
    if (budget - left >= meeting) {
      addToMet(block, scores);
      left -= to - from;
    } else if (mask === undefined) {
      metCount = addAll(block, scores, met, metCount);
      left -= to - from;
    } else {
      const { met: count, taken } = addAllowed(block, mask, scores, met, metCount);
      metCount = count;
      left -= taken;
      patience -= to - from;
    }
    cursor[next] = to;
    promise[next] = to < last ? weight * impactOf(postings[to] as number) : 0;
  }

  if (store.docs > segment.docs)
    metCount = accumulateRecent(store, terms, weightOf, mask, { scores, met }, metCount);
  return metCount;
}

/** A stretch of one term's postings; its impacts count `weight`. */
interface Block {
  readonly postings: Uint32Array;
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/** Answers how many docs are met then. Without branches: whether a doc was met cannot be foretold. */
function addAll(
  { postings, from, to, weight }: Block,
  scores: Float32Array,
  met: Uint32Array,
  before: number,
): number {
  let metCount = before;
  for (let at = from; at < to; at++) {
    const posting = postings[at] as number;
    const doc = posting & 0xffffff;
    const score = scores[doc] as number;
    met[metCount] = doc;
    metCount += score === 0 ? 1 : 0;
    scores[doc] = score + weight * impactOf(posting) + MET;
  }
  return metCount;
}

function addToMet({ postings, from, to, weight }: Block, scores: Float32Array): void {
  for (let at = from; at < to; at++) {
    const posting = postings[at] as number;
    const doc = posting & 0xffffff;
    const score = scores[doc] as number;
    scores[doc] = score + (score > 0 ? weight * impactOf(posting) : 0);
  }
}

/** As `addAll`, for the docs of the mask; the others are met, and rejected. Answers too how many postings were taken. */
function addAllowed(
  { postings, from, to, weight }: Block,
  mask: Uint8Array,
  scores: Float32Array,
  met: Uint32Array,
  before: number,
): { met: number; taken: number } {
  let metCount = before;
  let taken = 0;
  for (let at = from; at < to; at++) {
    const posting = postings[at] as number;
    const doc = posting & 0xffffff;
    const score = scores[doc] as number;
    if (score < 0) continue;
    if (score === 0) met[metCount++] = doc;
    if (mask[doc] === 0) {
      scores[doc] = REJECTED;
      continue;
    }
    scores[doc] = score + weight * impactOf(posting) + MET;
    taken++;
  }
  return { met: metCount, taken };
}

/** The docs after the segment are few: all their postings count, with exact weights. */
function accumulateRecent(
  store: Store,
  terms: Uint32Array,
  weightOf: (term: number) => number,
  mask: Uint8Array | undefined,
  { scores, met }: Pick<Scratch, 'scores' | 'met'>,
  before: number,
): number {
  let metCount = before;
  for (const term of terms) {
    const postings = store.recentPostings(term);
    if (postings === undefined) continue;
    const weight = weightOf(term);
    const { docs, weights } = postings;
    for (let i = 0; i < docs.length; i++) {
      const doc = docs[i] as number;
      if (mask !== undefined && mask[doc] === 0) continue;
      if (scores[doc] === 0) met[metCount++] = doc;
      scores[doc] = (scores[doc] as number) + weight * (weights[i] as number) + MET;
    }
  }
  return metCount;
}

const impactOf = (posting: number) => 255 - (posting >>> 24);

/** The terms of the greatest values above 0, greatest first, at most `most`; equal ones by id. */
function mostPromising(terms: Uint32Array, most: number, promiseOf: (term: number) => number): number[] {
  const best = new Top(Math.round(most));
  for (let i = 0; i < terms.length; i++) {
    const term = terms[i] as number;
    const value = promiseOf(term);
    if (value > 0) best.offer(term, value);
  }
  return best.take();
}
