/**
 * Which docs are nearest to a subject? Bounded: the strongest impacts give candidates, the best of them get exact scores, and
 * the neighbours of the best of those are looked at too.
 */
import { accumulate } from './accumulate.ts';
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
  /** The query terms that promise most are followed, default 24. */
  readonly queryTerms?: number;
  /** Postings to take, default 2,000. */
  readonly budget?: number;
  /** Whether the neighbours of the best are candidates too, default true. */
  readonly refine?: boolean;
  /** Candidates that get an exact score, default 20, never fewer than `limit`; their neighbours come on top. */
  readonly rescore?: number;
}

export interface Filter {
  /** 1 for each doc that may be found, 0 for the others; as long as the store has docs. */
  readonly mask: Uint8Array;
  /** How many may be found. */
  readonly count: number;
}

const DEFAULT_QUERY_TERMS = 24;
const DEFAULT_BUDGET = 2_000;
const DEFAULT_RESCORE = 20;
/** What a million docs add to each: more of them are nearly as near. */
const QUERY_TERMS_PER_MILLION = 32;
const BUDGET_PER_MILLION = 10_000;
const RESCORE_PER_MILLION = 20;
/** Above this breadth, where estimates are poorer, … */
const BROAD = 0.6;
/** … so many times as many of all of them are looked at. */
const BROAD_EFFORT = 3;
/** So few docs are looked at one by one. */
const FEW = 4_000;
/** For each candidate that gets an exact score, so many are compared by estimates. */
const ESTIMATED = 2;
/** The neighbours of so many best hits are candidates too. */
const REFINED = 10;
/** Of a neighbour whose estimate is below this share of the last hit's score, nothing is hoped. */
const HOPEFUL = 0.9;
/** Docs that an exhaustive search scores in one go. */
const SLICE = 1_000;

/** The best hits, best first, equal scores by key; only scores > 0. */
export function search(store: Store, subject: Subject, options: SearchOptions, scratch: Scratch): Hit[] {
  const { limit, breadth, filter, refine = true } = options;
  const millions = store.docs / 1e6;
  const effort = breadth > BROAD ? BROAD_EFFORT : 1;
  const {
    queryTerms = effort * (DEFAULT_QUERY_TERMS + QUERY_TERMS_PER_MILLION * millions),
    budget = effort * (DEFAULT_BUDGET + BUDGET_PER_MILLION * millions),
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
      : accumulate(store, rescorer.terms, { breadth, queryTerms, budget, mask }, scratch);
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
  /** A neighbour that cannot come near `least` by its own words is not looked at closer. */
  const hitNeighbours = (doc: number, least: number) => {
    for (let i = 0; i < NEIGHBOURS; i++) {
      const edge = store.edgeAt(doc, i);
      if (edge === 0) return;
      const other = edge >>> 8;
      if (!isNew(other)) continue;
      if (rescorer.canReach(other, breadth, least) && rescorer.estimate(other, breadth) >= least)
        hits.push(exactHit(store, other, breadth, rescorer));
    }
  };
  if (self >= 0) isNew(self);
  for (const doc of candidates) if (isNew(doc)) hits.push(exactHit(store, doc, breadth, rescorer));
  if (refine) {
    const found = best(hits, Math.max(limit, REFINED));
    const least = (HOPEFUL / effort) * (found[limit - 1]?.score ?? 0);
    if (self >= 0) hitNeighbours(self, least);
    for (const { doc } of found.slice(0, REFINED)) hitNeighbours(doc, least);
  }
  for (let i = 0; i < seen; i++) scores[met[i] as number] = 0;
  rescorer.close();
  return best(hits, limit);
}

/** The slow twin: the exact score of every doc that may be found. */
export function searchExhaustive(
  store: Store,
  subject: Subject,
  { limit, breadth, filter }: SearchOptions,
  scratch: Scratch,
): Hit[] {
  const scores =
    subject.scored?.breadth === breadth
      ? subject.scored.scores
      : whole(scoreInSlices(store, subject, breadth, scratch));
  const top = new Top(limit);
  const mayBeFound = (doc: number) =>
    doc !== subject.self && (filter === undefined || filter.mask[doc] === 1);
  scores.forEach((score, doc) => {
    if (score > 0 && mayBeFound(doc)) top.offer(doc, score);
  });
  // Equal scores fall to the smaller key: all of the last score are looked at.
  const last = top.take().at(-1);
  const least = last === undefined ? Number.POSITIVE_INFINITY : (scores[last] as number);
  const rescorer = new Rescorer(store, subject, scratch);
  const hits: Hit[] = [];
  scores.forEach((score, doc) => {
    if (score >= least && mayBeFound(doc)) hits.push(exactHit(store, doc, breadth, rescorer));
  });
  rescorer.close();
  return best(hits, limit);
}

/**
 * Doc → exact score for a subject, of all docs that the store has at the start. Stops after every thousand so that other work
 * gets its turn; needs a working space of its own until the end.
 */
export function* scoreInSlices(
  store: Store,
  subject: Subject,
  breadth: number,
  scratch: Scratch,
): Generator<undefined, Float64Array> {
  const rescorer = new Rescorer(store, subject, scratch);
  const scores = new Float64Array(store.docs);
  for (let doc = 0; doc < scores.length; doc++) {
    if (doc % SLICE === SLICE - 1) yield;
    const own = (1 - breadth) * rescorer.own(doc);
    scores[doc] = breadth > 0 ? own + breadth * rescorer.expanded(doc) : own;
  }
  rescorer.close();
  return scores;
}

function whole<T>(slices: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = slices.next();
    if (done) return value;
  }
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
  { scores, met }: Scratch,
): number[] {
  const byOwn = new Top(breadth === 0 ? wanted : ESTIMATED * wanted);
  for (let i = 0; i < metCount; i++) {
    const doc = met[i] as number;
    const score = scores[doc] as number;
    if (score > 0 && doc !== self) byOwn.offer(doc, score);
  }
  if (breadth === 0) return byOwn.take();
  const byEstimate = new Top(wanted);
  for (const doc of byOwn.take()) {
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

function exactHit(store: Store, doc: number, breadth: number, rescorer: Rescorer): Hit {
  const own = rescorer.own(doc);
  const expanded = breadth === 0 ? 0 : rescorer.expanded(doc);
  return { doc, key: store.keyOf(doc), score: (1 - breadth) * own + breadth * expanded, own, expanded };
}

function best(hits: readonly Hit[], limit: number): Hit[] {
  const sorted = hits.filter(({ score }) => score > 0);
  sorted.sort((a, b) => b.score - a.score || a.key - b.key);
  return sorted.length > limit ? sorted.slice(0, limit) : sorted;
}
