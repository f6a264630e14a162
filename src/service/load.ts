/** How does the active generation get into memory? Terms, vectors and cards are read in key order, then the changes since are replayed. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { makeCard } from '../article/card.ts';
import { AppError } from '../article/errors.ts';
import { readChangesAfter, type StoredArticle } from '../database/articles.ts';
import type { Orm } from '../database/connect.ts';
import {
  type Generation,
  readActive,
  readFurniture,
  readIndexedAfter,
  readTermsAfter,
} from '../database/generations.ts';
import { TermTable } from '../vectors/term-table.ts';
import { decodeNeighbours, decodeVector } from '../vectors/vector.ts';
import { termName } from '../vectors/vocabulary.ts';
import { termWeight } from '../vectors/weigh.ts';
import type { Collection } from './collection.ts';
import { type Frozen, FrozenBuilder, type FrozenTerms } from './frozen.ts';
import { sameSettings } from './settings.ts';

const PAGE = 2_000;
const TERM_PAGE = 20_000;
/** Changes are read in pages small enough that their texts fit into memory. */
const CHANGE_PAGE = 200;

/** The active generation as it was at its own revision. Throws `unavailable` when there is none that this program can read. */
export async function loadActive(orm: Orm): Promise<Frozen> {
  const generation = await readActive(orm);
  if (generation === undefined || !sameSettings(generation.settings))
    throw new AppError('unavailable', 'another process is building the index');
  return loadFrozen(orm, generation);
}

/** A generation as it was at its own revision; `catchUp` brings it to the present. */
export async function loadFrozen(orm: Orm, generation: Generation): Promise<Frozen> {
  const terms = await loadTerms(orm, generation);
  const builder = new FrozenBuilder();
  for (let after = 0; ; ) {
    const rows = await readIndexedAfter(orm, generation.number, after, PAGE);
    for (const row of rows)
      builder.add(
        makeCard(row, row.opening),
        decodeVector(row.own),
        decodeNeighbours(row.neighbours),
        row.fingerprint,
      );
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.key;
  }
  const { number, revision, holder, floors } = generation;
  const furniture = await readFurniture(orm, number);
  const indexedAt = (generation.activatedAt ?? generation.startedAt).getTime();
  const built = Object.values(generation.documents).reduce((sum, documents) => sum + documents, 0);
  return builder.finish(terms, {
    ...{ generation: number, revision, holder, indexedAt, floors, furniture },
    drift: { built, changed: 0 },
  });
}

async function loadTerms(orm: Orm, { number, documents }: Generation): Promise<FrozenTerms> {
  const table = new TermTable();
  const weights: number[] = [];
  for (let after = -1; ; ) {
    const page = await readTermsAfter(orm, number, after, TERM_PAGE);
    for (const { language, text, documentFrequency } of page) {
      table.add(termName(language, text));
      weights.push(termWeight(text, documentFrequency, documents[language] ?? 0));
    }
    const last = page.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  const ids = Uint32Array.from(weights, (_, id) => id);
  return { terms: table.selected(ids), weights: Float32Array.from(weights), documents };
}

export interface Changes {
  changesAfter(revision: number, limit: number): Promise<StoredArticle[]>;
}

export const changesOf = (orm: Orm): Changes => ({
  changesAfter: (revision, limit) => readChangesAfter(orm, revision, limit),
});

/**
 * Applies every change after the collection's revision, fewer where `isEnough` says so. Other work gets its turn between the
 * articles. Answers how many.
 */
export async function catchUp(
  source: Changes,
  collection: Collection,
  isEnough: () => boolean = () => false,
): Promise<number> {
  let applied = 0;
  for (;;) {
    const changes = await source.changesAfter(collection.revision, CHANGE_PAGE);
    for (const change of changes) {
      collection.apply(change, new Date());
      await nextTurn();
    }
    applied += changes.length;
    if (changes.length < CHANGE_PAGE || isEnough()) return applied;
  }
}
