/** How near are the true nearest neighbours of some docs? One pass over all vectors answers for all of them. */
import type { LiveIndex } from '../engine/live-index.ts';
import type { Store } from '../engine/store.ts';
import { levelOf, termOf } from '../engine/vector.ts';

/** Docs between which other work gets its turn. */
const SLICE = 1_000;

/** Of each of the docs the inner products with its `limit` nearest, greatest first, only those > 0. */
export async function trueNeighbours(
  index: LiveIndex,
  docs: readonly number[],
  limit: number,
  othersTurn: () => Promise<void>,
): Promise<number[][]> {
  const { store } = index;
  const holders = holdersOf(store, docs);
  const products = new Float64Array(docs.length);
  const nearest = docs.map((): number[] => []);
  for (let doc = 0; doc < store.docs; doc++) {
    if (doc % SLICE === 0) await othersTurn();
    if (!index.isLiving(doc)) continue;
    addProducts(store, doc, holders, products.fill(0));
    for (let i = 0; i < docs.length; i++) {
      if (doc !== docs[i]) keep(nearest[i] as number[], products[i] as number, limit);
    }
  }
  return nearest;
}

/** Which of the docs have a term, and with which weight? Those of term t from starts[t] to before starts[t + 1]. */
interface Holders {
  readonly starts: Uint32Array;
  readonly places: Uint32Array;
  readonly weights: Float64Array;
}

function holdersOf(store: Store, docs: readonly number[]): Holders {
  const starts = new Uint32Array(store.terms + 1);
  for (const doc of docs) for (const entry of store.entriesOf(doc)) count(starts, termOf(entry) + 1);
  for (let term = 0; term < store.terms; term++) count(starts, term + 1, starts[term]);
  const places = new Uint32Array(starts[store.terms] as number);
  const weights = new Float64Array(places.length);
  const next = starts.slice();
  docs.forEach((doc, place) => {
    for (const entry of store.entriesOf(doc)) {
      const at = next[termOf(entry)] as number;
      count(next, termOf(entry));
      places[at] = place;
      weights[at] = store.scaleOf(doc) * store.weightOf(entry);
    }
  });
  return { starts, places, weights };
}

function count(array: Uint32Array, at: number, times = 1): void {
  array[at] = (array[at] as number) + times;
}

/** Adds the inner products of a doc with the holders of its terms. */
function addProducts(
  store: Store,
  doc: number,
  { starts, places, weights }: Holders,
  products: Float64Array,
): void {
  const entries = store.entriesAround(doc);
  const { levels } = store.segment;
  const { termWeights } = store;
  const scale = store.scaleOf(doc);
  const end = store.endOf(doc);
  for (let i = store.startOf(doc); i < end; i++) {
    const entry = entries[i] as number;
    const term = termOf(entry);
    const to = starts[term + 1] as number;
    let at = starts[term] as number;
    if (at === to) continue;
    const weight = scale * (levels[levelOf(entry)] as number) * (termWeights[term] as number);
    for (; at < to; at++) {
      const place = places[at] as number;
      products[place] = (products[place] as number) + weight * (weights[at] as number);
    }
  }
}

/** Puts a score where it belongs among the greatest. */
function keep(greatest: number[], score: number, limit: number): void {
  if (score <= 0 || (greatest.length === limit && score <= (greatest[limit - 1] as number))) return;
  if (greatest.length < limit) greatest.push(score);
  let at = greatest.length - 1;
  for (; at > 0 && (greatest[at - 1] as number) < score; at--) greatest[at] = greatest[at - 1] as number;
  greatest[at] = score;
}
