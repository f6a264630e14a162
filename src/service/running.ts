/**
 * How does the collection come into memory, and how is it kept current? From a snapshot or the database at the start, which is tried
 * for ever; then by following changes, by reindexing when it has drifted, and by following sites.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../article/errors.ts';
import { readHeadRevision } from '../database/articles.ts';
import { type Database, openDatabase } from '../database/connect.ts';
import { reasonOf } from '../database/failures.ts';
import { migrate } from '../database/migrate.ts';
import type { Sink } from '../sources/web/take.ts';
import type { AuditLog } from './audit.ts';
import { Collection } from './collection.ts';
import type { Desk } from './editorial/desk.ts';
import { type Follower, follow } from './follow.ts';
import { Freshness } from './freshness.ts';
import type { Frozen } from './frozen.ts';
import { caughtUp, loadIndex, reindexIndex } from './index-work.ts';
import { isOfNow, KeptSnapshot } from './kept.ts';
import type { KeyBook } from './key-book.ts';
import { changesOf } from './load.ts';
import type { Log } from './log.ts';
import { openReading, type Reading } from './reading.ts';
import { needsReindex } from './reindex.ts';
import { Reindexer } from './reindexer.ts';
import { databaseSink } from './sink.ts';
import { type FollowState, followSites, type Sites, type SitesOptions } from './sites.ts';

export interface RunningOptions {
  /** A Postgres; without it the embedded database in `dataDir`. */
  readonly databaseUrl?: string;
  /** A streaming replica of it, from which is read what is shown. */
  readonly databaseReadUrl?: string;
  readonly dataDir: string;
  readonly log: Log;
  /** Threads of a reindex, default 1. */
  readonly threads?: number;
  /** Reindex by itself when the collection has drifted. Default true. */
  readonly reindexesItself?: boolean;
  /** Sites that the collection keeps in step with. */
  readonly sites?: SitesOptions;
}

/** What else lives on the database: it is read when that is open, and ended before that is closed. */
export interface Books {
  readonly keys: KeyBook;
  readonly editorial: Desk;
  readonly audit: AuditLog;
}

export interface State {
  readonly ready: boolean;
  /** Why it is not ready. */
  readonly reason?: string;
  readonly database: 'postgres' | 'embedded';
  readonly db: 'up' | 'down';
  /** The index may lack what was stored since `syncLagSeconds`. */
  readonly stale: boolean;
  /** Seconds since the index was known to hold everything that is stored. */
  readonly syncLagSeconds: number | null;
  readonly articles: number;
  readonly generation: number | null;
  readonly indexedAt: Date | null;
  /** How far each followed site is; absent where none is followed. */
  readonly following?: readonly FollowState[];
}

export interface Progress {
  /** Since the index was last known to hold every change of the database. */
  readonly lagSeconds: number;
  readonly followFailures: number;
  readonly isReindexing: boolean;
  readonly reindexFailures: number;
}

/** A Postgres that did not answer for so long at the start is not waited for when there is a snapshot. */
const SNAPSHOT_AFTER_MS = 1_000;
const RETRY_FROM_MS = 200;
const RETRY_TO_MS = 2_000;

export class Running {
  /** Articles that were found not to be shown as they are stored, since the start. */
  healed = 0;
  #database: Database | undefined;
  #reading: Reading | undefined;
  #collection: Collection | undefined;
  #follower: Follower | undefined;
  #reason = 'starting';
  #reindexer: Reindexer | undefined;
  #followingDecisions: Promise<void> = Promise.resolve();
  #sites: Sites | undefined;
  /** Served while the database is away at the start. */
  #stopgap: Frozen | undefined;
  #followFailures = 0;
  #isFollowing = true;
  readonly #freshness = new Freshness();
  readonly #snapshot: KeptSnapshot;
  readonly #stopping = new AbortController();
  #started: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: RunningOptions,
    private readonly books: Books,
  ) {
    this.#snapshot = new KeptSnapshot(options.dataDir, options.databaseUrl, options.log);
  }

  /** Returns at once: `state()` says when it is ready. */
  start(): void {
    this.#started = this.#tryUntilReady();
    if (this.options.databaseUrl !== undefined)
      void pause(SNAPSHOT_AFTER_MS, undefined, { signal: this.#stopping.signal }).then(
        () => this.#serveSnapshot(),
        () => {},
      );
  }

  /** Resolves when lookups are answered; rejects when the settings or the data folder make that impossible. */
  async whenReady(): Promise<void> {
    await this.#started;
  }

  state(): State {
    const collection = this.#collection;
    return {
      ready: collection !== undefined,
      ...(collection === undefined && { reason: this.#reason }),
      database: this.options.databaseUrl === undefined ? 'embedded' : 'postgres',
      db: this.#isUp ? 'up' : 'down',
      stale: this.staleSeconds() !== undefined,
      syncLagSeconds: this.#freshness.ageSeconds(performance.now()),
      articles: collection?.size ?? 0,
      generation: collection?.generation ?? null,
      indexedAt: collection?.indexedAt ?? null,
      ...(this.options.sites && { following: this.following() }),
    };
  }

  /** How old the index is, when it may lack something; undefined while it is current. A snapshot is not, until changes are followed. */
  staleSeconds(): number | undefined {
    const now = performance.now();
    return this.#freshness.isStale(now, this.#isUp && this.#follower !== undefined)
      ? (this.#freshness.ageSeconds(now) ?? undefined)
      : undefined;
  }

  /** How far each followed site is, since the service is ready. */
  following(): readonly FollowState[] {
    return this.#sites?.states() ?? [];
  }

  /** How far behind the database is the index, and what of it went wrong? */
  progress(): Progress {
    return {
      lagSeconds: this.#freshness.ageSeconds(performance.now()) ?? 0,
      followFailures: this.#followFailures,
      isReindexing: this.#reindexer?.isRunning === true,
      reindexFailures: this.#reindexer?.failures ?? 0,
    };
  }

  /** Undefined until lookups can be answered. */
  get collection(): Collection | undefined {
    return this.#collection;
  }

  /** Throws `unavailable` until lookups can be answered. */
  ready(): Collection {
    if (this.#collection === undefined) throw this.#unavailable();
    return this.#collection;
  }

  /** Throws `unavailable` until it was opened. */
  database(): Database {
    if (this.#database === undefined) throw this.#unavailable();
    return this.#database;
  }

  /** What the database says; throws `unavailable` instead of waiting for one that is gone. */
  async asking<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const database = this.database();
    return database.watch.during(() => work(database));
  }

  /** Something was stored: it is shown the sooner. */
  wake(): void {
    this.#follower?.wake();
  }

  /** Where what comes from sites is stored. */
  sink(): Sink {
    return databaseSink(this.database(), () => this.wake());
  }

  /** What a hub asks or delivers; undefined for a callback that nobody has. */
  subscription(id: string): ReturnType<Sites['subscription']> {
    return this.#sites?.subscription(id);
  }

  /** Runs a reindex. Throws `busy` when one runs already, here or elsewhere. */
  async reindex(why: string): Promise<void> {
    if (this.#reindexer === undefined) throw this.#unavailable();
    await this.#reindexer.run(why);
  }

  /** Resolves when every change stored before the call is in the index and no reindex is due. */
  async settled(): Promise<void> {
    const head = await readHeadRevision(this.database().orm);
    while (!this.#stopping.signal.aborted) {
      const collection = this.ready();
      if (collection.revision >= head && !collection.hasDrifted && !this.#reindexer?.isRunning) return;
      await pause(50);
    }
  }

  /** Stops following, lets a running reindex give up, closes the database. */
  async stop(): Promise<void> {
    this.#stopping.abort(new AppError('unavailable', 'the service is stopping'));
    await this.#started.catch(() => {});
    await this.#sites?.stop();
    await this.#follower?.stop();
    await this.#followingDecisions;
    await this.#reindexer?.end();
    await this.#snapshot.written();
    await this.books.keys.stop();
    await this.books.audit.stop();
    await this.#reading?.close();
    await this.#database?.close();
  }

  get #isUp(): boolean {
    return this.#database !== undefined && this.#database.watch.failure === undefined;
  }

  #unavailable(): AppError {
    return new AppError('unavailable', `the service is not ready: ${this.#reason}`);
  }

  async #tryUntilReady(): Promise<void> {
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
        this.#reason = reasonOf(error);
        const isKnown = error instanceof AppError;
        if (isKnown && (error.code === 'config' || error.code === 'locked')) throw error;
        log.warn(
          { reason: this.#reason, ...(!isKnown && { err: error }), retryMs: waitMs },
          'not ready yet, trying again',
        );
        await this.#serveSnapshot();
        const jitterMs = waitMs * (0.75 + Math.random() / 2);
        await pause(jitterMs, undefined, { signal: this.#stopping.signal }).catch(() => {});
      }
    }
  }

  async #prepare(): Promise<void> {
    const { databaseUrl, dataDir, log, sites, threads = 1 } = this.options;
    const { signal } = this.#stopping;
    this.#reason = 'opening the database';
    this.#database ??= await openDatabase({
      ...(databaseUrl !== undefined && { url: databaseUrl }),
      dataDir,
    });
    const database = this.#database;
    await migrate(database);
    await this.books.keys.start();
    await this.books.editorial.refresh();
    this.#reason = 'building the first index';
    if (await needsReindex(database.orm)) await this.#firstIndex(database);
    this.#reason = 'loading the index';
    this.#reading ??= await openReading(database, this.options.databaseReadUrl);
    const reading = this.#reading;
    const frozen = await this.#load(reading.database);
    const collection = await caughtUp(changesOf(reading.database.orm), frozen);
    // Whoever starts after a kill need not catch up with the same again.
    if (collection.frozen !== frozen) this.#snapshot.keep(collection.frozen);
    this.#reindexer = new Reindexer(database, log, threads, signal, () => this.wake());
    this.#use(collection);
    this.#followingDecisions = this.books.editorial.follow(signal, (error) =>
      log.warn({ err: error }, "following editors' decisions failed, trying again"),
    );
    this.#freshness.current(performance.now());
    this.#follower = this.#followChanges(reading, collection);
    if (sites === undefined || signal.aborted) return;
    this.#sites = followSites(database, this.sink(), sites);
    // One that is hopeless stands as stopped in the state; the others go on.
    this.#sites.ended.catch((error: Error) => log.error({ reason: error.message }, 'a site is not followed'));
  }

  /** Another replica may be building it: then its result serves. */
  async #firstIndex(database: Database): Promise<void> {
    const onNote = (note: string) => this.options.log.info({ why: 'the first index' }, note);
    try {
      await reindexIndex(database, this.options.threads ?? 1, this.#stopping.signal, onNote);
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'busy')) throw error;
    }
  }

  #followChanges(reading: Reading, collection: Collection): Follower {
    const { log } = this.options;
    return follow(reading.database, collection, {
      onCaughtUp: (next) => this.#use(next),
      isCurrent: ({ revision }) => reading.isHead(revision),
      onCurrent: () => {
        this.#freshness.current(performance.now());
        if (!this.#isFollowing) log.info({}, 'following changes again');
        this.#isFollowing = true;
      },
      onFrozen: (frozen) => this.#snapshot.keep(frozen),
      onHealed: (articles) => {
        this.healed += articles;
        log.error({ articles }, 'the index did not show what is stored, and was mended');
      },
      onError: (error) => {
        this.#followFailures++;
        if (this.#isFollowing) log.warn({ err: error }, 'following changes failed, trying again');
        this.#isFollowing = false;
      },
    });
  }

  /** Without a database, what was shown before is shown. Which articles came, changed or went since is not known. */
  async #serveSnapshot(): Promise<void> {
    if (this.#collection !== undefined || this.#isUp) return;
    const snapshot = await this.#snapshot.read();
    if ('reason' in snapshot || this.#collection !== undefined || this.#stopping.signal.aborted) return;
    this.#stopgap = snapshot;
    this.#freshness.current(performance.now(), Date.now() - snapshot.indexedAt);
    this.#use(new Collection(snapshot));
    this.options.log.warn(
      { generation: snapshot.generation },
      'serving the snapshot until the database is there',
    );
  }

  /** From the snapshot when it is of this database and not ahead of it, else from the database. */
  async #load(database: Database): Promise<Frozen> {
    const startedAt = performance.now();
    const seconds = () => (performance.now() - startedAt) / 1000;
    const { log } = this.options;
    const snapshot = this.#stopgap ?? (await this.#snapshot.read());
    this.#stopgap = undefined;
    if ('reason' in snapshot) log.info({ reason: snapshot.reason }, 'loading from the database');
    else if (await isOfNow(database.orm, snapshot)) {
      log.info({ generation: snapshot.generation, seconds: seconds() }, 'loaded the snapshot');
      return snapshot;
    } else log.info({ reason: 'the snapshot is of another state' }, 'loading from the database');
    const frozen = await loadIndex(database);
    log.info({ generation: frozen.generation, seconds: seconds() }, 'loaded from the database');
    this.#snapshot.keep(frozen);
    return frozen;
  }

  #use(collection: Collection): void {
    this.#collection = collection;
    if (this.options.reindexesItself !== false) this.#reindexer?.changed(collection);
  }
}
