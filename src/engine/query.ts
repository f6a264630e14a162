/** What is searched for? An own and an expanded vector, laid out term by term in the working space. */
import type { Scratch } from './scratch.ts';
import type { MixedVector, Store } from './store.ts';
import { mixingWeight, termOf, type Vector } from './vector.ts';

export interface Subject extends MixedVector {
  /** The doc that asks and is no answer; −1 for none. */
  readonly self: number;
  /** The exact score of every doc, where the exhaustive answer is wanted. */
  readonly scored?: Scored;
}

export interface Scored {
  readonly breadth: number;
  /** Doc → score. */
  readonly scores: Float64Array;
}

const NO_EDGES = new Uint32Array(0);

export function subjectOf(store: Store, doc: number): Subject {
  return { vector: store.vector(doc), edges: store.edgesOf(doc), norm: store.normOf(doc), self: doc };
}

/** A vector that is not in the store. */
export function loneSubject(vector: Vector, self = -1): Subject {
  return { vector, edges: NO_EDGES, norm: 1, self };
}

/** Lays the subject out in `scratch.own` and `scratch.expanded`; answers the terms that are not 0 there: a view of `scratch.terms`. */
export function loadQuery(store: Store, subject: Subject, scratch: Scratch): Uint32Array {
  const { vector, edges, norm } = subject;
  const { own } = scratch;
  const { levels } = store.segment;
  const weights = store.termWeights;
  const { entries, scale } = vector;
  let count = add(store, entries, 0, entries.length, scale / norm, scratch, 0);
  for (let i = 0; i < edges.length; i++) {
    const edge = edges[i] as number;
    const doc = termOf(edge);
    const share = mixingWeight(edge, edges[0] as number);
    if (share === 0) continue;
    const factor = (share / norm) * store.scaleOf(doc);
    count = add(
      store,
      store.entriesAround(doc),
      store.startOf(doc),
      store.endOf(doc),
      factor,
      scratch,
      count,
    );
  }
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i] as number;
    const term = entry >>> 8;
    own[term] = scale * (levels[entry & 255] as number) * (weights[term] as number) ** 2;
  }
  return scratch.terms.subarray(0, count);
}

/** Adds factor · entries[from … to) to `expanded`; `count` terms are known, answers how many there are then. */
function add(
  store: Store,
  entries: Uint32Array,
  from: number,
  to: number,
  factor: number,
  { expanded, terms }: Scratch,
  count: number,
): number {
  const { levels } = store.segment;
  const weights = store.termWeights;
  let known = count;
  for (let i = from; i < to; i++) {
    const entry = entries[i] as number;
    const term = entry >>> 8;
    const before = expanded[term] as number;
    if (before === 0) terms[known++] = term;
    expanded[term] = before + factor * (levels[entry & 255] as number) * (weights[term] as number) ** 2;
  }
  return known;
}

export function clearQuery(terms: Uint32Array, { own, expanded }: Scratch): void {
  for (let i = 0; i < terms.length; i++) {
    const term = terms[i] as number;
    own[term] = 0;
    expanded[term] = 0;
  }
}

/** The norm of own + Σ mixing weight · neighbour; what the vector lacks to norm 1 counts in it. */
export function mixedNorm(
  store: Store,
  vector: Vector,
  rest: number,
  edges: Uint32Array,
  scratch: Scratch,
): number {
  const terms = loadQuery(store, { vector, edges, norm: 1, self: -1 }, scratch);
  // The sum must not depend on the order in which terms were met.
  terms.sort();
  let sum = rest;
  for (let i = 0; i < terms.length; i++) {
    const term = terms[i] as number;
    sum += ((scratch.expanded[term] as number) / (store.termWeights[term] as number)) ** 2;
  }
  clearQuery(terms, scratch);
  return Math.sqrt(sum) || 1;
}

/** own + Σ mixing weight · neighbour of a subject, term → weight. */
export function mix(store: Store, vector: Vector, edges: Uint32Array): Map<number, number> {
  const weights = new Map<number, number>();
  const add = ({ entries, scale }: Vector, factor: number) => {
    for (const entry of entries) {
      const term = termOf(entry);
      weights.set(term, (weights.get(term) ?? 0) + factor * scale * store.weightOf(entry));
    }
  };
  add(vector, 1);
  for (const edge of edges) {
    const share = mixingWeight(edge, edges[0] as number);
    if (share > 0) add(store.vector(termOf(edge)), share);
  }
  return weights;
}
