/**
 * How does a new index generation come to be? Built beside the active one, brought up to date, verified and activated in
 * one transaction. Whoever loses the claim writes nothing more; a builder that was killed leaves a row that the next
 * run clears up, and a checkpoint from which it goes on.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../article/errors.ts';
import { fingerprintAt } from '../article/fingerprint.ts';
import {
  countArticles,
  countSince,
  readChangesAfter,
  readHeadRevision,
  readTextsAfter,
  type StoredArticle,
} from '../database/articles.ts';
import type { Database, Orm } from '../database/connect.ts';
import { reasonOf } from '../database/failures.ts';
import {
  activateGeneration,
  countVectors,
  deleteObsolete,
  deleteVectors,
  failGeneration,
  failStale,
  openGeneration,
  readActive,
  reportProgress,
  type TermRow,
  takeStatistics,
  type VectorRow,
  writeFurniture,
  writeTerms,
  writeVectors,
} from '../database/generations.ts';
import { holdReindexLock, newHolder } from '../database/reindex-lock.ts';
import { ensureRoom } from '../database/space.ts';
import { LiveIndex } from '../engine/live-index.ts';
import { analyze } from '../text/analyze.ts';
import { fingerprint } from '../text/fingerprint.ts';
import { withoutFurniture } from '../text/furniture.ts';
import { TermTable } from '../vectors/term-table.ts';
import { encodeNeighbours, encodeVector } from '../vectors/vector.ts';
import { languageOfName, textOfName, Vocabulary } from '../vectors/vocabulary.ts';
import { weigh } from '../vectors/weigh.ts';
import type { NumberedTerms } from './analysis.ts';
import { type BuildStage, connected, type Report, type Weighed, weighAll } from './build-index.ts';
import type { FileJournal, Origin } from './checkpoint.ts';
import { type Crew, startCrew, threadsFor } from './crew/crew.ts';
import type { TextArticle } from './crew/tasks.ts';
import type { Floors } from './floors.ts';
import { neighboursOf } from './frozen.ts';
import { furnitureOf, hashesOf, sampleStep } from './furniture.ts';
import { Checkpoints, type KeepOptions, leavesCheckpoint, type OnNote } from './resume.ts';
import { INDEX_SETTINGS, sameSettings } from './settings.ts';
import { verifyIndex } from './verify.ts';

const PAGE = 200;
const TERMS_PER_INSERT = 20_000;
const VECTORS_PER_INSERT = 500;
const STATEMENTS_AT_A_TIME = 3;
const HEARTBEAT_MS = 2_000;

export type Stage = 'learning' | BuildStage | 'writing' | 'catching up' | 'verifying' | 'active';

export interface Progress {
  readonly stage: Stage;
  readonly done: number;
  readonly total: number;
}

export interface ReindexResult {
  readonly generation: number;
  readonly articles: number;
  readonly terms: number;
  readonly revision: number;
  readonly seconds: number;
  readonly activated: boolean;
}

export interface ReindexOptions {
  /** Build and verify, then throw the result away. */
  readonly dryRun?: boolean;
  /** Threads to work in, default 1; a small collection is done in the calling one. */
  readonly threads?: number;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
  /** Told when it goes on where another was stopped, or why it does not. */
  readonly onNote?: OnNote;
  readonly keep?: KeepOptions;
}

/** Runs a whole reindex. Throws `busy` when another one runs, `unverified` when the result is not sound. */
export async function reindex(database: Database, options: ReindexOptions = {}): Promise<ReindexResult> {
  const { orm } = database;
  const startedAt = performance.now();
  const holder = await newHolder();
  await ensureRoom(database);
  const lock = await holdReindexLock(database);
  await failStale(orm);
  const generation = await openGeneration(orm, holder, INDEX_SETTINGS);
  if (generation === undefined) {
    lock.release();
    throw new AppError('busy', 'a reindex is already running');
  }
  const claim = new Claim(orm, generation, holder, options);
  const checkpoints = new Checkpoints(database, options.onNote ?? (() => {}), options.keep);
  const crew = startCrew(threadsFor(await countArticles(orm), options.threads ?? 1));
  try {
    const built = await build(database, claim, crew, checkpoints);
    const { revision, documents, floors, ...counted } = built;
    const result = { generation, revision, ...counted, seconds: (performance.now() - startedAt) / 1000 };
    if (options.dryRun) {
      await failGeneration(orm, generation, holder, 'a dry run');
      await checkpoints.discard();
      await deleteObsolete(orm);
      return { ...result, activated: false };
    }
    if (!(await activateGeneration(orm, generation, holder, { revision, documents, floors })))
      throw lostClaim(generation);
    await checkpoints.discard();
    options.onProgress?.({ stage: 'active', done: built.articles, total: built.articles });
    await deleteObsolete(orm);
    return { ...result, activated: true };
  } catch (error) {
    if (!leavesCheckpoint(error, options.signal)) await checkpoints.discard();
    await failGeneration(orm, generation, holder, reasonOf(error)).catch(() => {});
    throw error;
  } finally {
    lock.release();
    await crew.close();
  }
}

interface Built {
  readonly articles: number;
  readonly terms: number;
  readonly revision: number;
  readonly documents: Record<string, number>;
  readonly floors: Floors;
}

async function build(database: Database, claim: Claim, crew: Crew, checkpoints: Checkpoints): Promise<Built> {
  const { orm } = database;
  const { generation } = claim;
  const { origin, weighed, journal } =
    (await checkpoints.take()) ?? (await begin(orm, claim, crew, checkpoints));
  const { terms, segment, floors, fingerprints } = await connected(
    weighed,
    crew,
    claim.report,
    journal,
  ).finally(() => journal?.close());
  const lines = origin.furniture;
  const furniture = hashesOf(lines);
  const index = new LiveIndex(segment);
  const total = segment.docs;
  await writeAll(
    termRows(terms),
    (rows) => writeTerms(orm, generation, rows),
    () => claim.report('writing', 0, total),
  );
  await writeFurniture(orm, generation, lines);
  await writeAll(
    vectorRows(index, fingerprints),
    (rows) => writeVectors(orm, generation, rows),
    (done) => claim.report('writing', done, total),
  );

  const vocabulary = new Vocabulary(terms.terms, terms.weights, terms.documents);
  let revision = origin.revisions.from;
  for (;;) {
    const changes = await readChangesAfter(orm, revision, PAGE);
    const last = changes.at(-1);
    if (last === undefined) break;
    const rows: VectorRow[] = [];
    const gone: number[] = [];
    for (const change of changes) {
      if (change.deletedAt === null) {
        const own = withoutFurniture(change, furniture);
        const doc = index.put(change.key, ownVector(own, vocabulary));
        rows.push(vectorRow(index, doc, fingerprint(own)));
      } else {
        index.remove(change.key);
        gone.push(change.key);
      }
      await claim.report('catching up', rows.length, changes.length);
    }
    if (rows.length > 0) await writeVectors(orm, generation, rows);
    if (gone.length > 0) await deleteVectors(orm, generation, gone);
    revision = last.revision;
  }

  await claim.report('verifying', 0, 1);
  const counts = { stored: await countVectors(orm, generation), ...(await countSince(orm, revision)) };
  await verifyIndex(index, counts, (sample, samples) => claim.report('verifying', sample, samples));
  const { documents } = terms;
  return { articles: index.size, terms: terms.weights.length, revision, documents, floors };
}

/** What comes before the search for neighbours. */
async function begin(
  orm: Orm,
  claim: Claim,
  crew: Crew,
  checkpoints: Checkpoints,
): Promise<{ origin: Origin; weighed: Weighed; journal: FileJournal | undefined }> {
  await takeStatistics(orm);
  const from = await readHeadRevision(orm);
  const total = await countArticles(orm);
  await claim.report('learning', 0, total);
  const furniture = await furnitureOf(textBatches(orm, sampleStep(total)));
  const weighed = await weighAll(textBatches(orm), total, hashesOf(furniture), crew, claim.report);
  const { generation, holder } = claim;
  const origin = { generation, holder, furniture, revisions: { from, to: await readHeadRevision(orm) } };
  const journal = await checkpoints.make(origin, weighed, () => claim.report('weighing', total, total));
  return { origin, weighed, journal };
}

/** Pages of the living articles, in key order; of those whose keys `step` divides. */
async function* textBatches(orm: Orm, step = 1): AsyncGenerator<TextArticle[]> {
  for (let after = 0; ; ) {
    const page = await readTextsAfter(orm, after, PAGE, step);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last.key;
  }
}

/** Pages of the terms, by their numbers. */
function* termRows({ terms, frequencies }: NumberedTerms): Generator<TermRow[]> {
  const table = new TermTable(terms);
  for (const { from, to } of pages(table.size, TERMS_PER_INSERT)) {
    yield Array.from({ length: to - from }, (_, i) => {
      const id = from + i;
      const name = table.textOf(id);
      const documentFrequency = frequencies[id] as number;
      return { id, language: languageOfName(name), text: textOfName(name), documentFrequency };
    });
  }
}

function* vectorRows(index: LiveIndex, fingerprints: Uint8Array): Generator<VectorRow[]> {
  for (const { from, to } of pages(index.store.docs, VECTORS_PER_INSERT)) {
    yield Array.from({ length: to - from }, (_, i) =>
      vectorRow(index, from + i, fingerprintAt(fingerprints, from + i)),
    );
  }
}

function* pages(size: number, length: number): Generator<{ from: number; to: number }> {
  for (let from = 0; from < size; from += length) yield { from, to: Math.min(size, from + length) };
}

/** Some statements at a time: Postgres writes one while the next is put together. */
async function writeAll<Row>(
  pages: Iterable<Row[]>,
  write: (rows: Row[]) => Promise<void>,
  report: (rows: number) => Promise<void>,
): Promise<void> {
  const under = new Set<Promise<void>>();
  let done = 0;
  try {
    for (const rows of pages) {
      const writing = write(rows).then(() => {
        under.delete(writing);
      });
      // It may fail before anybody waits for it; whoever does is told.
      writing.catch(() => {});
      under.add(writing);
      if (under.size >= STATEMENTS_AT_A_TIME) await Promise.race(under);
      done += rows.length;
      await report(done);
    }
    await Promise.all(under);
  } finally {
    // A builder that gives up must not leave statements that fail unheard when the database is closed.
    await Promise.allSettled(under);
  }
}

const ownVector = ({ title, body, analysisLanguage: language }: StoredArticle, vocabulary: Vocabulary) =>
  weigh(analyze({ title, body, language }), language, vocabulary);

const vectorRow = ({ store }: LiveIndex, doc: number, fingerprint: Uint8Array): VectorRow => ({
  article: store.keyOf(doc),
  own: encodeVector(store.vector(doc)),
  neighbours: encodeNeighbours(neighboursOf(store, doc)),
  fingerprint: Buffer.from(fingerprint),
});

const lostClaim = (generation: number) =>
  new AppError(
    'busy',
    `generation ${generation} was given up: its builder showed no sign of life for too long`,
  );

/** The builder's right to write: shows life every two seconds, lets other work have its turn, stops when asked to. */
class Claim {
  #heartbeatAt = performance.now();
  #turnAt = performance.now();

  constructor(
    private readonly orm: Orm,
    readonly generation: number,
    readonly holder: string,
    private readonly options: ReindexOptions,
  ) {}

  readonly report: Report<Stage> = async (stage, done, total) => {
    const now = performance.now();
    if (now - this.#turnAt > TURN_MS) {
      await nextTurn();
      this.#turnAt = performance.now();
    }
    this.options.signal?.throwIfAborted();
    this.options.onProgress?.({ stage, done, total });
    if (now - this.#heartbeatAt < HEARTBEAT_MS) return;
    this.#heartbeatAt = now;
    const { orm, generation, holder } = this;
    if (!(await reportProgress(orm, generation, holder, { stage, done, total }))) throw lostClaim(generation);
  };
}

/** A server that reindexes in the background answers lookups at least this often. */
const TURN_MS = 10;

/** Is there no active generation, or one that other settings made? */
export async function needsReindex(orm: Orm): Promise<boolean> {
  const active = await readActive(orm);
  return active === undefined || !sameSettings(active.settings);
}
