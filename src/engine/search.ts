/**
 * Which docs are nearest to a subject? Bounded: the strongest impacts give candidates, those that may be among the hits get exact
 * scores, and the neighbours of the best of them are looked at too.
 */
import { accumulate } from './accumulate.ts';
import { exactHit, hitOf, insert } from './hits.ts';
import type { Subject } from './query.ts';
import { Rescorer } from './rescore.ts';
import type { Scratch } from './scratch.ts';
import type { Store } from './store.ts';
import { Top } from './top.ts';
import { type Hit, mixingWeight, NEIGHBOURS } from './vector.ts';

export interface SearchOptions {
  /** Hits wanted, at least 1. */
  readonly limit: number;
  /** 0 the own vectors count … 1 the expanded ones. */
  readonly breadth: number;
  /** Which docs may be found; absent: all. */
  readonly filter?: Filter;
  /** The query terms that promise most are followed, default 32. */
  readonly queryTerms?: number;
  /** Postings to take, default 5,000. */
  readonly budget?: number;
  /** How many of them may meet a doc; the others add to those that were met. Default 1,000, or all of a given `budget`. */
  readonly meeting?: number;
  /** Whether the neighbours of the best are candidates too, default true. */
  readonly refine?: boolean;
  /** Candidates of which each gets an exact score if it may be a hit, default 20, never fewer than `limit`. */
  readonly rescore?: number;
}

export interface Filter {
  /** 1 for each doc that may be found, 0 for the others; as long as the store has docs. */
  readonly mask: Uint8Array;
  /** How many may be found. */
  readonly count: number;
}

const DEFAULT_QUERY_TERMS = 32;
const DEFAULT_BUDGET = 5_000;
const DEFAULT_MEETING = 1_000;
const DEFAULT_RESCORE = 20;
/** What a million docs add to each: more of them are nearly as near. */
const QUERY_TERMS_PER_MILLION = 16;
const BUDGET_PER_MILLION = 2_000;
const MEETING_PER_MILLION = 1_000;
const RESCORE_PER_MILLION = 10;
/** Above this breadth, where estimates are poorer, … */
const BROAD = 0.6;
/** … so many times as many of all of them are looked at. */
const BROAD_EFFORT = 3;
/** So few docs are looked at one by one. */
const FEW = 4_000;
/** For each candidate, so many are compared by estimates. */
const ESTIMATED = 4;
/** The neighbours of so many best hits are candidates too, … */
const REFINED = 16;
/** … and of those that are among them then. */
const PASSES = 2;

/** The best hits, best first, equal scores by key; only scores > 0. */
export function search(store: Store, subject: Subject, options: SearchOptions, scratch: Scratch): Hit[] {
  const { limit, breadth, filter, refine = true } = options;
  const millions = store.docs / 1e6;
  const effort = breadth > BROAD ? BROAD_EFFORT : 1;
  const {
    queryTerms = effort * (DEFAULT_QUERY_TERMS + QUERY_TERMS_PER_MILLION * millions),
    budget = effort * (DEFAULT_BUDGET + BUDGET_PER_MILLION * millions),
    meeting = options.budget ?? effort * (DEFAULT_MEETING + MEETING_PER_MILLION * millions),
    rescore: wanted = effort * (DEFAULT_RESCORE + RESCORE_PER_MILLION * millions),
  } = options;
  const rescore = Math.max(limit, Math.round(wanted));
  const { scores, met } = scratch;
  const { self } = subject;
  const mask = filter?.mask;
  const rescorer = new Rescorer(store, subject, scratch);
  const metCount =
    filter !== undefined && filter.count <= FEW
      ? meetAll(store, filter.mask, breadth, rescorer, scratch)
      : accumulate(store, rescorer.terms, { breadth, queryTerms, budget, meeting, mask }, scratch);
  const candidates = estimatedBest(store, breadth, rescore, metCount, self, scratch);
  for (let i = 0; i < metCount; i++) scores[met[i] as number] = 0;

  const hits: Hit[] = [];
  // From here on a score marks what was seen.
  let seen = 0;
  const isNew = (doc: number) => {
    if (scores[doc] !== 0) return false;
    scores[doc] = 1;
    met[seen++] = doc;
    return mask === undefined || mask[doc] === 1;
  };
  const consider = (doc: number) => {
    if (!isNew(doc)) return;
    const least = (hits[limit - 1]?.score ?? 0) / effort;
    const own = rescorer.ownIfHopeful(doc, breadth, least);
    if (own >= 0) insert(hits, hitOf(store, doc, breadth, own, rescorer), Math.max(limit, REFINED));
  };
  const considerNeighbours = (doc: number) => {
    for (let i = 0; i < NEIGHBOURS; i++) {
      const edge = store.edgeAt(doc, i);
      if (edge === 0) return;
      consider(edge >>> 8);
    }
  };
  if (self >= 0) {
    isNew(self);
    // Known from now on to whatever has it for a neighbour.
    if (breadth > 0) rescorer.direct(self);
    if (refine) considerNeighbours(self);
  }
  for (const doc of candidates) consider(doc);
  const refined = new Set<number>();
  for (let pass = 0; refine && pass < PASSES; pass++)
    for (const { doc } of hits.slice(0, REFINED)) {
      if (refined.has(doc)) continue;
      refined.add(doc);
      considerNeighbours(doc);
    }
  for (let i = 0; i < seen; i++) scores[met[i] as number] = 0;
  rescorer.close();
  return hits.length > limit ? hits.slice(0, limit) : hits;
}

/** The exact scores of one doc for a subject. */
export function scoreOf(store: Store, subject: Subject, doc: number, breadth: number, scratch: Scratch): Hit {
  const rescorer = new Rescorer(store, subject, scratch);
  const hit = exactHit(store, doc, breadth, rescorer);
  rescorer.close();
  return hit;
}

/** Scores every doc of a small filter; what it takes the inner product for is remembered. */
function meetAll(
  store: Store,
  mask: Uint8Array,
  breadth: number,
  rescorer: Rescorer,
  { met, scores }: Scratch,
): number {
  let count = 0;
  for (let doc = 0; doc < store.docs; doc++) {
    if (mask[doc] !== 1) continue;
    met[count++] = doc;
    scores[doc] = (1 - breadth) * rescorer.own(doc) + breadth * rescorer.direct(doc);
  }
  return count;
}

/**
 * The docs with the best estimates. The expanded score of a doc is estimated from what was met of its neighbours.
 */
function estimatedBest(
  store: Store,
  breadth: number,
  wanted: number,
  metCount: number,
  self: number,
  { scores, met, strongest }: Scratch,
): number[] {
  const pool = strongest.of(
    scores,
    met,
    metCount,
    self,
    Math.round(breadth === 0 ? wanted : ESTIMATED * wanted),
  );
  const byEstimate = new Top(wanted);
  for (const doc of pool) {
    if (breadth === 0) {
      byEstimate.offer(doc, scores[doc] as number);
      continue;
    }
    const direct = scores[doc] as number;
    let mixed = direct;
    const nearest = store.edgeAt(doc, 0);
    for (let i = 0; i < NEIGHBOURS; i++) {
      const edge = store.edgeAt(doc, i);
      if (edge === 0) break;
      const score = scores[edge >>> 8] as number;
      if (score > 0) mixed += mixingWeight(edge, nearest) * score;
    }
    byEstimate.offer(doc, (1 - breadth) * direct + (breadth * mixed) / store.normOf(doc));
  }
  return byEstimate.take();
}
