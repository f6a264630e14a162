/** How does the active generation get into memory? Terms, vectors and cards are read in key order, then the changes since are replayed. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Card, makeCard } from '../article/card.ts';
import { readChangesAfter } from '../database/articles.ts';
import type { Orm } from '../database/connect.ts';
import { type Generation, readIndexedAfter, readTermsAfter } from '../database/generations.ts';
import { LiveIndex } from '../engine/live-index.ts';
import { SegmentBuilder } from '../engine/segment.ts';
import { combine } from '../vectors/combine.ts';
import { decodeVector } from '../vectors/vector.ts';
import { LiveVocabulary, Vocabulary } from '../vectors/vocabulary.ts';
import { Collection } from './collection.ts';

const PAGE = 2_000;
const TERM_PAGE = 20_000;
/** Changes are read in pages small enough that their texts fit into memory. */
const CHANGE_PAGE = 200;

/** The collection of a generation, up to its own revision; `catchUp` brings it to the present. */
export async function loadCollection(orm: Orm, generation: Generation): Promise<Collection> {
  const vocabulary = new LiveVocabulary(await loadVocabulary(orm, generation));
  const builder = new SegmentBuilder();
  const cards = new Map<number, Card>();
  for (let after = 0; ; ) {
    const rows = await readIndexedAfter(orm, generation.number, after, PAGE);
    for (const row of rows) {
      builder.add(row.key, combine(decodeVector(row.own), decodeVector(row.expanded)));
      cards.set(row.key, makeCard(row, row.opening));
    }
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.key;
  }
  const index = new LiveIndex(builder.freeze());
  const indexedAt = generation.activatedAt ?? generation.startedAt;
  return new Collection(generation.number, generation.revision, indexedAt, vocabulary, index, cards);
}

export async function loadVocabulary(orm: Orm, { number, documents }: Generation): Promise<Vocabulary> {
  const rows = [];
  for (let after = -1; ; ) {
    const page = await readTermsAfter(orm, number, after, TERM_PAGE);
    rows.push(...page);
    const last = page.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  return Vocabulary.fromRows(rows, documents);
}

/** Applies every change after the collection's revision. Other work gets its turn between the articles. Answers how many. */
export async function catchUp(orm: Orm, collection: Collection): Promise<number> {
  let applied = 0;
  for (;;) {
    const changes = await readChangesAfter(orm, collection.revision, CHANGE_PAGE);
    for (const change of changes) {
      collection.apply(change, new Date());
      await nextTurn();
    }
    applied += changes.length;
    if (changes.length < CHANGE_PAGE) return applied;
  }
}
