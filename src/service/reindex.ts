/**
 * How does a new index generation come to be? Built beside the active one, brought up to date, verified and activated in
 * one transaction. Whoever loses the claim writes nothing more; a builder that was killed leaves a row that the next
 * run clears up.
 */
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../article/errors.ts';
import {
  countArticles,
  readArticlesAfter,
  readChangesAfter,
  readHeadRevision,
  type StoredArticle,
} from '../database/articles.ts';
import type { Database, Orm } from '../database/connect.ts';
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
  writeTerms,
  writeVectors,
} from '../database/generations.ts';
import { LiveIndex } from '../engine/live-index.ts';
import { SegmentBuilder } from '../engine/segment.ts';
import { analyze } from '../text/analyze.ts';
import { EXPANSION, expand } from '../vectors/expand.ts';
import { CollectionStatistics } from '../vectors/statistics.ts';
import { encodeVector, type Vector } from '../vectors/vector.ts';
import { Vocabulary } from '../vectors/vocabulary.ts';
import { weigh } from '../vectors/weigh.ts';
import { INDEX_SETTINGS, sameSettings } from './settings.ts';
import { verifyIndex } from './verify.ts';

const PAGE = 200;
const TERMS_PER_INSERT = 5_000;
const VECTORS_PER_INSERT = 500;
const HEARTBEAT_MS = 2_000;

export type Stage = 'counting' | 'weighing' | 'expanding' | 'catching up' | 'verifying' | 'active';

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
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/** Runs a whole reindex. Throws `busy` when another one runs, `unverified` when the result is not sound. */
export async function reindex(database: Database, options: ReindexOptions = {}): Promise<ReindexResult> {
  const { orm } = database;
  const startedAt = performance.now();
  const holder = randomUUID();
  await failStale(orm);
  const generation = await openGeneration(orm, holder, INDEX_SETTINGS);
  if (generation === undefined) {
    throw new AppError(
      'busy',
      'a reindex is already running (one that was killed is noticed after 30 seconds)',
    );
  }
  const claim = new Claim(orm, generation, holder, options);
  try {
    const built = await build(orm, claim, generation);
    const result = { generation, ...built, seconds: (performance.now() - startedAt) / 1000 };
    if (options.dryRun) {
      await failGeneration(orm, generation, holder, 'a dry run');
      await deleteObsolete(orm);
      return { ...result, activated: false };
    }
    const { revision, documents } = built;
    if (!(await activateGeneration(orm, generation, holder, { revision, documents })))
      throw lostClaim(generation);
    options.onProgress?.({ stage: 'active', done: built.articles, total: built.articles });
    await deleteObsolete(orm);
    return { ...result, activated: true };
  } catch (error) {
    await failGeneration(
      orm,
      generation,
      holder,
      error instanceof Error ? error.message : String(error),
    ).catch(() => {});
    throw error;
  }
}

interface Built {
  readonly articles: number;
  readonly terms: number;
  readonly revision: number;
  readonly documents: Record<string, number>;
}

async function build(orm: Orm, claim: Claim, generation: number): Promise<Built> {
  const startRevision = await readHeadRevision(orm);
  const total = await countArticles(orm);

  const statistics = new CollectionStatistics();
  for await (const { article, done } of allArticles(orm)) {
    statistics.add(article.analysisLanguage, analyze(textOf(article)));
    await claim.report('counting', done, total);
  }
  const documents = statistics.documents();
  const rows = statistics.rows();
  const vocabulary = Vocabulary.fromRows(rows, documents);
  for (const some of chunks(rows, TERMS_PER_INSERT)) {
    await writeTerms(orm, generation, some);
    await claim.report('counting', total, total);
  }

  const builder = new SegmentBuilder();
  for await (const { article, done } of allArticles(orm)) {
    builder.add(article.key, ownVector(article, vocabulary));
    await claim.report('weighing', done, total);
  }
  const index = new LiveIndex(builder.freeze());

  let pending: { article: number; own: Uint8Array; expanded: Uint8Array }[] = [];
  let done = 0;
  const flush = async () => {
    if (pending.length > 0) await writeVectors(orm, generation, pending);
    pending = [];
  };
  for (const key of [...index.keys()].sort((a, b) => a - b)) {
    const own = index.vector(key);
    pending.push({
      article: key,
      own: encodeVector(own),
      expanded: encodeVector(expandedVector(index, key, own)),
    });
    if (pending.length >= VECTORS_PER_INSERT) await flush();
    await claim.report('expanding', ++done, total);
  }
  await flush();

  let revision = startRevision;
  for (;;) {
    const changes = await readChangesAfter(orm, revision, PAGE);
    const last = changes.at(-1);
    if (last === undefined) break;
    const living = changes.filter(({ deletedAt }) => deletedAt === null);
    const gone = changes.filter(({ deletedAt }) => deletedAt !== null).map(({ key }) => key);
    for (const article of living) {
      const own = ownVector(article, vocabulary);
      index.put(article.key, own);
      const expanded = expandedVector(index, article.key, own);
      pending.push({ article: article.key, own: encodeVector(own), expanded: encodeVector(expanded) });
      await claim.report('catching up', pending.length, living.length);
    }
    for (const key of gone) index.remove(key);
    await flush();
    if (gone.length > 0) await deleteVectors(orm, generation, gone);
    revision = last.revision;
  }

  await claim.report('verifying', 0, 1);
  verifyIndex(index, { stored: await countVectors(orm, generation), living: await countArticles(orm) });
  await claim.report('verifying', 1, 1);
  return { articles: index.size, terms: vocabulary.size, revision, documents };
}

/** Every living article once, in key order, a page at a time. */
async function* allArticles(orm: Orm): AsyncGenerator<{ article: StoredArticle; done: number }> {
  let done = 0;
  for (let after = 0; ; ) {
    const page = await readArticlesAfter(orm, after, PAGE);
    for (const article of page) yield { article, done: ++done };
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.key;
  }
}

const textOf = ({ title, body, analysisLanguage }: StoredArticle) => ({
  title,
  body,
  language: analysisLanguage,
});

const ownVector = (article: StoredArticle, vocabulary: Vocabulary) =>
  weigh(analyze(textOf(article)), article.analysisLanguage, vocabulary);

/** `index` holds own vectors only. */
function expandedVector(index: LiveIndex, key: number, own: Vector): Vector {
  const hits = index.search(own, { limit: EXPANSION.neighbours, accept: (other) => other !== key });
  return expand(
    own,
    hits.map((hit) => ({ vector: index.vector(hit.key), similarity: hit.score })),
  );
}

function* chunks<T>(values: Iterable<T>, size: number): Generator<T[]> {
  let chunk: T[] = [];
  for (const value of values) {
    chunk.push(value);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

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
    private readonly generation: number,
    private readonly holder: string,
    private readonly options: ReindexOptions,
  ) {}

  async report(stage: Stage, done: number, total: number): Promise<void> {
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
  }
}

/** A server that reindexes in the background answers lookups at least this often. */
const TURN_MS = 10;

/** Is there no active generation, or one that other settings made? */
export async function needsReindex(orm: Orm): Promise<boolean> {
  const active = await readActive(orm);
  return active === undefined || !sameSettings(active.settings);
}
