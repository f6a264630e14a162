/**
 * Which docs are nearest to a subject? Bounded: the strongest impacts give candidates, the best of them get exact scores, and
 * the neighbours of the best of those are looked at too.
 */
import { accumulate } from './accumulate.ts';
import { clearQuery, loadQuery, type Subject } from './query.ts';
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

const DEFAULT_QUERY_TERMS = 32;
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
const ESTIMATED = 3;
/** The neighbours of so many best hits are candidates too. */
const REFINED = 10;
/** Of a neighbour whose estimate is below this share of the last hit's score, nothing is hoped. */
const HOPEFUL = 0.8;

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
  const terms = loadQuery(store, subject, scratch);
  const rescorer = new Rescorer(store, scratch);
  const metCount =
    filter !== undefined && filter.count <= FEW
      ? meetAll(store, filter.mask, breadth, rescorer, scratch)
      : accumulate(store, terms, { breadth, queryTerms, budget, mask }, scratch);
  const candidates = estimatedBest(store, breadth, rescore, metCount, self, scratch);
  for (let i = 0; i < metCount; i++) scores[met[i] as number] = 0;

  const hits: Hit[] = [];
  const seen = new Set([self]);
  /** A doc that cannot come near `least` by its own words is not looked at closer. */
  const consider = (doc: number, least: number) => {
    if (seen.has(doc) || (mask !== undefined && mask[doc] !== 1)) return;
    seen.add(doc);
    if (least > 0 && rescorer.estimate(doc, breadth) < least) return;
    hits.push(exactHit(store, doc, breadth, rescorer));
  };
  const considerNeighbours = (doc: number, least: number) => {
    for (let i = 0; i < NEIGHBOURS; i++) {
      const edge = store.edgeAt(doc, i);
      if (edge === 0) return;
      consider(edge >>> 8, least);
    }
  };
  for (const doc of candidates) consider(doc, 0);
  if (refine) {
    const found = best(hits, Math.max(limit, REFINED));
    const least = (HOPEFUL / effort) * (found[limit - 1]?.score ?? 0);
    if (self >= 0) considerNeighbours(self, least);
    for (const { doc } of found.slice(0, REFINED)) considerNeighbours(doc, least);
  }
  clearQuery(terms, scratch);
  scratch.products.clear();
  return best(hits, limit);
}

/** The slow twin: the exact score of every doc that may be found. */
export function searchExhaustive(
  store: Store,
  subject: Subject,
  { limit, breadth, filter }: SearchOptions,
  scratch: Scratch,
): Hit[] {
  const terms = loadQuery(store, subject, scratch);
  const rescorer = new Rescorer(store, scratch);
  const scores = new Float64Array(store.docs);
  const top = new Top(limit);
  for (let doc = 0; doc < store.docs; doc++) {
    if (doc === subject.self || (filter !== undefined && filter.mask[doc] !== 1)) continue;
    let score = (1 - breadth) * rescorer.own(doc);
    if (breadth > 0) score += breadth * rescorer.expanded(doc);
    scores[doc] = score;
    if (score > 0) top.offer(doc, score);
  }
  // Equal scores fall to the smaller key: all of the last score are looked at.
  const last = top.take().at(-1);
  const least = last === undefined ? Number.POSITIVE_INFINITY : (scores[last] as number);
  const hits: Hit[] = [];
  scores.forEach((score, doc) => {
    if (score >= least) hits.push(exactHit(store, doc, breadth, rescorer));
  });
  clearQuery(terms, scratch);
  scratch.products.clear();
  return best(hits, limit);
}

/** The exact scores of one doc for a subject. */
export function scoreOf(store: Store, subject: Subject, doc: number, breadth: number, scratch: Scratch): Hit {
  const terms = loadQuery(store, subject, scratch);
  const hit = exactHit(store, doc, breadth, new Rescorer(store, scratch));
  clearQuery(terms, scratch);
  scratch.products.clear();
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
