/** Which docs are nearest, with nothing bounded? The oracle of the tests, and `exact=true`. */
import { best, exactHit } from './hits.ts';
import type { Subject } from './query.ts';
import { Rescorer } from './rescore.ts';
import type { Scratch } from './scratch.ts';
import type { SearchOptions } from './search.ts';
import type { Store } from './store.ts';
import { Top } from './top.ts';
import type { Hit } from './vector.ts';

/** Docs that are scored in one go. */
const SLICE = 1_000;

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
