/** What can one do with Kindred? The use cases over one database and one collection in memory. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../article/errors.ts';
import { canonicalUrl } from '../article/url.ts';
import type { Box } from '../box/box.ts';
import { readArticle, readArticleByUrl, readHeadRevision, type StoredArticle } from '../database/articles.ts';
import { type Database, openDatabase } from '../database/connect.ts';
import { type Generation, readActive, readLatest } from '../database/generations.ts';
import { migrate } from '../database/migrate.ts';
import { ndjsonRecords } from '../sources/ndjson.ts';
import { type SourceRecord, toRecord } from '../sources/record.ts';
import type { FurnitureLine } from '../text/furniture.ts';
import { Collection } from './collection.ts';
import { type Dependency, dependencyOf } from './dependency.ts';
import { type Follower, follow } from './follow.ts';
import type { Frozen } from './frozen.ts';
import { loadIndex, reindexIndex } from './index-work.ts';
import { type IngestResult, ingestBatch, ingestStream, removeArticle } from './ingest.ts';
import { catchUp } from './load.ts';
import type { Log } from './log.ts';
import { needsReindex } from './reindex.ts';
import { Reindexer } from './reindexer.ts';
import { type Draft, type RelatedQuery, relatedTo, relatedToDraft } from './related.ts';
import { INDEX_SETTINGS } from './settings.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';

export interface ServiceOptions {
  /** A Postgres; without it the embedded database in `dataDir`. */
  readonly databaseUrl?: string;
  readonly dataDir: string;
  readonly log: Log;
  /** Threads of a reindex, default 1. */
  readonly threads?: number;
  /** Reindex by itself when the collection has drifted. Default true. */
  readonly reindexesItself?: boolean;
}

/** A box with what it was made from. `pending`: the article is stored, but not in the index yet. */
export interface Lookup {
  readonly box: Box | 'pending';
  readonly indexedAt: Date;
  readonly generation: number;
  /** What the box of a stored article depends on. */
  readonly dependency?: Dependency;
}

export interface State {
  readonly ready: boolean;
  /** Why it is not ready. */
  readonly reason?: string;
  readonly database: 'postgres' | 'embedded';
  readonly articles: number;
  readonly generation: number | null;
  readonly indexedAt: Date | null;
}

/** A snapshot of other settings is of no use. */
const SNAPSHOT_FIT = JSON.stringify(INDEX_SETTINGS);
const RETRY_FROM_MS = 200;
const RETRY_TO_MS = 10_000;

export class Service {
  #database: Database | undefined;
  #collection: Collection | undefined;
  #follower: Follower | undefined;
  #reason: string | undefined = 'starting';
  #reindexer: Reindexer | undefined;
  #snapshot: Promise<unknown> = Promise.resolve();
  readonly #stopping = new AbortController();
  readonly #started: Promise<void>;

  /** Starts at once and returns at once: `state()` says when it is ready. Tries again for ever when the database is away. */
  constructor(private readonly options: ServiceOptions) {
    this.#started = this.#start();
  }

  state(): State {
    const collection = this.#collection;
    return {
      ready: collection !== undefined,
      ...(collection === undefined && { reason: this.#reason ?? 'starting' }),
      database: this.options.databaseUrl === undefined ? 'embedded' : 'postgres',
      articles: collection?.size ?? 0,
      generation: collection?.generation ?? null,
      indexedAt: collection?.indexedAt ?? null,
    };
  }

  /** Resolves when lookups are answered; rejects when the settings or the data folder make that impossible. */
  async whenReady(): Promise<void> {
    await this.#started;
  }

  async relatedById(id: string, query: RelatedQuery, now: number): Promise<Lookup> {
    const collection = this.#ready();
    const doc = collection.docOf(id);
    if (doc >= 0) return this.#boxOf(collection, doc, query, now);
    if (await readArticle(this.#open().orm, id)) return this.#lookup(collection, 'pending');
    throw new AppError('not_found', `there is no article ${JSON.stringify(id)}`, 'id');
  }

  async relatedByUrl(url: string, query: RelatedQuery, now: number): Promise<Lookup> {
    const collection = this.#ready();
    const urlKey = canonicalUrl(url);
    if (urlKey === undefined)
      throw new AppError('invalid', `url must be an http or https URL, got ${JSON.stringify(url)}`, 'url');
    const doc = collection.docAt(urlKey);
    if (doc >= 0) return this.#boxOf(collection, doc, query, now);
    if (await readArticleByUrl(this.#open().orm, urlKey)) return this.#lookup(collection, 'pending');
    throw new AppError('not_found', `there is no article with the URL ${JSON.stringify(url)}`, 'url');
  }

  relatedToDraft(draft: Draft, query: RelatedQuery, now: number): Lookup {
    const collection = this.#ready();
    return this.#lookup(collection, relatedToDraft(collection, draft, query, now).box);
  }

  /** The sentences that the index leaves out as belonging to pages, most frequent first. */
  furniture(): readonly FurnitureLine[] {
    return this.#ready().frozen.furniture;
  }

  async article(id: string): Promise<StoredArticle> {
    const found = await readArticle(this.#open().orm, id);
    if (found === undefined)
      throw new AppError('not_found', `there is no article ${JSON.stringify(id)}`, 'id');
    return found;
  }

  /** Stores one article; throws when it is refused. */
  async put(fields: object, id: string): Promise<IngestResult> {
    const [result] = await ingestBatch(this.#open(), [toRecord(0, { ...fields, id })]);
    if (result === undefined) throw new Error('a batch of one has one result');
    if (result.error) throw result.error;
    this.#follower?.wake();
    return result;
  }

  /** Stores values that should be articles; their index is the place in the array. */
  async putArray(values: readonly unknown[]): Promise<IngestResult[]> {
    const results = await ingestBatch(
      this.#open(),
      values.map((value, index) => toRecord(index, value)),
    );
    this.#follower?.wake();
    return results;
  }

  /** Stores the articles of an NDJSON stream; yields the results of each batch once it is durable. */
  putStream(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<IngestResult[]> {
    return this.putMany(ndjsonRecords(chunks));
  }

  /** Stores many; yields the results of each batch once it is durable. */
  async *putMany(records: AsyncIterable<SourceRecord>): AsyncGenerator<IngestResult[]> {
    for await (const results of ingestStream(this.#open(), records)) {
      this.#follower?.wake();
      yield results;
    }
  }

  async remove(id: string): Promise<void> {
    await removeArticle(this.#open(), id);
    this.#follower?.wake();
  }

  /** Starts a reindex in the background. Throws `busy` when one runs already. */
  async startReindex(): Promise<Generation> {
    const database = this.#open();
    const reindexer = this.#reindexer;
    if (reindexer === undefined) throw this.#unavailable();
    const before = await readLatest(database.orm);
    const outcome = reindexer.run('asked for over HTTP').then(
      () => undefined,
      (error: unknown) => error,
    );
    for (;;) {
      const latest = await readLatest(database.orm);
      if (latest !== undefined && latest.number !== before?.number) return latest;
      const failure = await Promise.race([outcome, pause(20)]);
      if (failure !== undefined) throw failure;
    }
  }

  /** The newest generation, being built or not. */
  async reindexState(): Promise<Generation | undefined> {
    return readLatest(this.#open().orm);
  }

  /** Resolves when every change stored before the call is in the index and no reindex is due. */
  async settled(): Promise<void> {
    const head = await readHeadRevision(this.#open().orm);
    while (!this.#stopping.signal.aborted) {
      const collection = this.#ready();
      if (collection.revision >= head && !collection.hasDrifted && !this.#reindexer?.isRunning) return;
      await pause(50);
    }
  }

  /** Stops following, lets a running reindex give up, closes the database. */
  async stop(): Promise<void> {
    this.#stopping.abort(new AppError('unavailable', 'the service is stopping'));
    await this.#started.catch(() => {});
    await this.#follower?.stop();
    await this.#reindexer?.end();
    await this.#snapshot;
    await this.#database?.close();
  }

  #ready(): Collection {
    if (this.#collection === undefined) throw this.#unavailable();
    return this.#collection;
  }

  #open(): Database {
    if (this.#database === undefined) throw this.#unavailable();
    return this.#database;
  }

  #unavailable(): AppError {
    return new AppError('unavailable', `the service is not ready: ${this.#reason ?? 'starting'}`);
  }

  /** Is an answer that was given before still right? */
  holds(dependency: Dependency, now: number): boolean {
    return this.#collection?.holds(dependency, now) === true;
  }

  #boxOf(collection: Collection, doc: number, query: RelatedQuery, now: number): Lookup {
    const { box, holdsUntil, settings } = relatedTo(collection, doc, query, now);
    const { frozen, revision } = collection;
    const seen = [...box.items.map(({ card }) => card), ...(box.hidden ?? [])];
    const docs = new Set(seen.map(({ id }) => collection.docOf(id)));
    const made = { frozen, revision, subject: doc, docs, holdsUntil };
    return { ...this.#lookup(collection, box), dependency: dependencyOf(made, box, settings) };
  }

  #lookup(collection: Collection, box: Lookup['box']): Lookup {
    return { box, indexedAt: collection.indexedAt, generation: collection.generation };
  }

  async #start(): Promise<void> {
    const { log } = this.options;
    for (
      let waitMs = RETRY_FROM_MS;
      !this.#stopping.signal.aborted;
      waitMs = Math.min(2 * waitMs, RETRY_TO_MS)
    ) {
      try {
        await this.#prepare();
        return;
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        this.#reason = error instanceof Error ? error.message : String(error);
        if (error instanceof AppError && (error.code === 'config' || error.code === 'locked')) throw error;
        log.warn({ reason: this.#reason, retryMs: waitMs }, 'not ready yet, trying again');
        const jitterMs = waitMs * (0.75 + Math.random() / 2);
        await pause(jitterMs, undefined, { signal: this.#stopping.signal }).catch(() => {});
      }
    }
  }

  async #prepare(): Promise<void> {
    const { databaseUrl, dataDir, log } = this.options;
    this.#reason = 'opening the database';
    this.#database ??= await openDatabase({
      ...(databaseUrl !== undefined && { url: databaseUrl }),
      dataDir,
    });
    const database = this.#database;
    await migrate(database);
    this.#reason = 'building the first index';
    if (await needsReindex(database.orm)) await this.#firstIndex(database);
    this.#reason = 'loading the index';
    const collection = new Collection(await this.#load(database));
    await catchUp(database.orm, collection);
    const threads = this.options.threads ?? 1;
    this.#reindexer = new Reindexer(database, log, threads, this.#stopping.signal, () =>
      this.#follower?.wake(),
    );
    this.#use(collection);
    this.#follower = follow(database, collection, {
      onCaughtUp: (next) => this.#use(next),
      onFrozen: (frozen) => this.#keep(frozen),
      onError: (error) => log.warn({ err: error }, 'following changes failed, trying again'),
    });
  }

  /** From the snapshot when it is of this database and not ahead of it, else from the database. */
  async #load(database: Database): Promise<Frozen> {
    const startedAt = performance.now();
    const seconds = () => (performance.now() - startedAt) / 1000;
    const { log } = this.options;
    const snapshot = await readSnapshot(this.#snapshotPath, SNAPSHOT_FIT);
    const active = await readActive(database.orm);
    if ('reason' in snapshot) log.info({ reason: snapshot.reason }, 'loading from the database');
    else if (
      snapshot.generation === active?.number &&
      snapshot.holder === active.holder &&
      snapshot.revision <= (await readHeadRevision(database.orm))
    ) {
      log.info({ generation: snapshot.generation, seconds: seconds() }, 'loaded the snapshot');
      return snapshot;
    } else log.info({ reason: 'the snapshot is of another state' }, 'loading from the database');
    const frozen = await loadIndex(database);
    log.info({ generation: frozen.generation, seconds: seconds() }, 'loaded from the database');
    this.#keep(frozen);
    return frozen;
  }

  get #snapshotPath(): string {
    return join(this.options.dataDir, 'index.snapshot');
  }

  /** Writes a snapshot, one at a time; the newest state wins. A failure costs only time at the next start. */
  #keep(frozen: Frozen): void {
    this.#snapshot = this.#snapshot
      .then(() => mkdir(this.options.dataDir, { recursive: true, mode: 0o700 }))
      .then(() => writeSnapshot(this.#snapshotPath, frozen, SNAPSHOT_FIT))
      .catch((error: unknown) => this.options.log.warn({ err: error }, 'the snapshot was not written'));
  }

  /** Another replica may be building it: then its result serves. */
  async #firstIndex(database: Database): Promise<void> {
    try {
      await reindexIndex(database, this.options.threads ?? 1, this.#stopping.signal);
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'busy')) throw error;
    }
  }

  #use(collection: Collection): void {
    this.#collection = collection;
    this.#reason = undefined;
    if (this.options.reindexesItself !== false) this.#reindexer?.changed(collection);
  }
}
