/**
 * Which are the neighbours of each doc? Two passes, each over any range of docs by any thread: `connect` searches, `refine` looks
 * at the neighbours' neighbours too (Dong, Moses & Li 2011, "Efficient k-nearest neighbor graph construction"). What a doc
 * gets in a pass depends only on the pass before, so the result does not depend on the number of threads.
 */
import { loneSubject, mixedNorm, subjectOf } from './query.ts';
import { Rescorer } from './rescore.ts';
import { type Scratch, scratchFor } from './scratch.ts';
import { search } from './search.ts';
import type { Store } from './store.ts';
import { Top } from './top.ts';
import { edgeOf, type Hit, NEIGHBOURS } from './vector.ts';

const FIRST_PASS = {
  limit: NEIGHBOURS,
  breadth: 0,
  queryTerms: 96,
  budget: 20_000,
  meeting: 5_000,
  rescore: 100,
  refine: false,
} as const;

/** First pass: writes the segment's edges of the docs from … to − 1. */
export function connect(store: Store, from: number, to: number, scratch: Scratch): void {
  for (let doc = from; doc < to; doc++) {
    const hits = search(store, loneSubject(store.vector(doc), doc), FIRST_PASS, scratch);
    store.segment.edges.set(edgesOf(hits), doc * NEIGHBOURS);
  }
}

export interface RefineOptions {
  /** Written: as long as the segment's edges. */
  readonly edges: Uint32Array;
  /** Whether the segment's norms of the docs are written too: those that go with these edges. */
  readonly norms: boolean;
}

/** Second pass, after the first is over for all docs: writes the better edges of the docs from … to − 1. */
export function refine(
  store: Store,
  from: number,
  to: number,
  { edges, norms }: RefineOptions,
  scratch: Scratch,
): void {
  const { scores, met } = scratch;
  for (let doc = from; doc < to; doc++) {
    const vector = store.vector(doc);
    const rescorer = new Rescorer(store, loneSubject(vector, doc), scratch);
    const best = new Top(NEIGHBOURS);
    // A score marks what was seen.
    let seen = 0;
    const mark = (other: number) => {
      scores[other] = 1;
      met[seen++] = other;
    };
    mark(doc);
    const look = (other: number) => {
      if (scores[other] !== 0) return;
      mark(other);
      const similarity = rescorer.own(other);
      if (similarity > 0) best.offer(other, similarity);
    };
    for (let i = 0; i < NEIGHBOURS; i++) {
      const neighbour = store.edgeAt(doc, i);
      if (neighbour === 0) break;
      look(neighbour >>> 8);
      for (let j = 0; j < NEIGHBOURS; j++) {
        const second = store.edgeAt(neighbour >>> 8, j);
        if (second === 0) break;
        look(second >>> 8);
      }
    }
    for (let i = 0; i < seen; i++) scores[met[i] as number] = 0;
    const found = best.take().map((other) => ({ doc: other, own: rescorer.own(other) }));
    rescorer.close();
    const better = edgesOf(found);
    edges.set(better, doc * NEIGHBOURS);
    if (norms) store.segment.norms[doc] = mixedNorm(store, vector, store.restOf(doc), better, scratch);
  }
}

/** Finds the neighbours of some docs of a connected segment anew. */
export function reconnect(store: Store, docs: readonly number[]): void {
  const scratch = scratchFor(store);
  const { edges, norms } = store.segment;
  for (const doc of docs) {
    const vector = store.vector(doc);
    const hits = search(store, subjectOf(store, doc), { limit: NEIGHBOURS, breadth: 0 }, scratch);
    const found = edgesOf(hits);
    edges.set(found, doc * NEIGHBOURS);
    norms[doc] = mixedNorm(store, vector, store.restOf(doc), found, scratch);
  }
}

/** Hits, best first, as edges, packed as `Store.edgesOf`; what is too unlike to count is none. */
export function edgesOf(hits: readonly Pick<Hit, 'doc' | 'own'>[]): Uint32Array {
  const edges = new Uint32Array(NEIGHBOURS);
  let size = 0;
  for (const { doc, own } of hits) {
    const similarity = Math.min(255, Math.round(255 * own));
    if (similarity > 0) edges[size++] = edgeOf(doc, similarity);
  }
  return edges;
}
