/** How do many small changes become one frozen state again? A new segment of everything, with neighbours found anew where needed. */
import type { Card } from '../article/card.ts';
import { reconnect } from '../engine/connect.ts';
import { openSegment } from '../engine/segment.ts';
import { Store } from '../engine/store.ts';
import { levelOf, NEIGHBOURS, termOf, type Vector } from '../engine/vector.ts';
import { TermTable } from '../vectors/term-table.ts';
import type { Neighbours } from '../vectors/vector.ts';
import { Cards } from './cards.ts';
import { type Frozen, FrozenBuilder, neighboursOf } from './frozen.ts';

/** Everything that a collection holds at one revision, as a message to another thread. */
export interface CollectionContents {
  readonly frozen: Frozen;
  readonly revision: number;
  readonly indexedAt: number;
  readonly drift: Frozen['drift'];
  /** Docs of the frozen state that count no more. */
  readonly gone: readonly number[];
  readonly recent: readonly RecentArticle[];
  /** The terms that came after the frozen ones, in the order of their ids. */
  readonly names: readonly string[];
  /** The weight of every term. */
  readonly weights: Float32Array;
}

export interface RecentArticle {
  readonly card: Card;
  readonly vector: Vector;
  readonly neighbours: Neighbours;
  readonly fingerprint: Uint8Array;
}

/** The same state, frozen. */
export function compact(contents: CollectionContents): Frozen {
  const { frozen, names, weights, revision, indexedAt, drift } = contents;
  const old = new Store(openSegment(frozen.segment));
  const cards = new Cards(frozen.cards, old.segment.keys);
  const gone = new Set(contents.gone);
  const recent = [...contents.recent].sort((a, b) => a.card.key - b.card.key);
  const builder = new FrozenBuilder();
  let next = 0;
  const addRecentBefore = (key: number) => {
    for (let one = recent[next]; one !== undefined && one.card.key < key; one = recent[++next])
      builder.add(one.card, one.vector, one.neighbours, one.fingerprint);
  };
  for (let doc = 0; doc < old.docs; doc++) {
    addRecentBefore(old.keyOf(doc));
    if (!gone.has(doc))
      builder.add(cards.card(doc), old.vector(doc), neighboursOf(old, doc), cards.fingerprint(doc));
  }
  addRecentBefore(Number.POSITIVE_INFINITY);

  const table = new TermTable(frozen.terms);
  for (const name of names) table.add(name);
  const terms = names.length === 0 ? frozen.terms : table.selected(Uint32Array.from(weights, (_, id) => id));
  const { generation, holder, documents, floors, furniture } = frozen;
  const isRecent = new Set(recent.map(({ card }) => card.key));
  return builder.finish(
    { terms, weights, documents },
    { generation, holder, revision, indexedAt, drift, floors, furniture },
    (store, fewer) =>
      reconnect(
        store,
        [...new Set([...fewer, ...gainers(store, isRecent)])].sort((a, b) => a - b),
      ),
  );
}

/** The docs to which a recent one is nearer than their last neighbour. */
function* gainers(store: Store, isRecent: ReadonlySet<number>): Generator<number> {
  for (let doc = 0; doc < store.docs; doc++) {
    if (!isRecent.has(store.keyOf(doc))) continue;
    for (let i = 0; i < NEIGHBOURS; i++) {
      const edge = store.edgeAt(doc, i);
      if (edge === 0) break;
      const last = store.edgeAt(termOf(edge), NEIGHBOURS - 1);
      if (levelOf(edge) > levelOf(last)) yield termOf(edge);
    }
  }
}
