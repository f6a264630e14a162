/** What can one do with Kindred? The use cases over one database and one collection in memory. */
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Card } from '../article/card.ts';
import { AppError } from '../article/errors.ts';
import { canonicalUrl } from '../article/url.ts';
import type { Box } from '../box/box.ts';
import { worded } from '../box/explain.ts';
import type { Rules } from '../box/rules/rules.ts';
import { readArticle, readArticleByUrl, readHeadRevision, type StoredArticle } from '../database/articles.ts';
import { type Database, type Orm, openDatabase } from '../database/connect.ts';
import { type Generation, readActive, readLatest } from '../database/generations.ts';
import type { StoredLabel } from '../database/labels.ts';
import { migrate } from '../database/migrate.ts';
import { ndjsonRecords } from '../sources/ndjson.ts';
import { pushEvent } from '../sources/push/webhook.ts';
import { type SourceRecord, toRecord } from '../sources/record.ts';
import type { Sink } from '../sources/web/take.ts';
import type { FurnitureLine } from '../text/furniture.ts';
import { AuditLog } from './audit.ts';
import { Collection } from './collection.ts';
import { type Dependency, dependencyOn } from './dependency.ts';
import { Desk } from './editorial/desk.ts';
import { LabelBook } from './editorial/labels.ts';
import { ExactLookups } from './exact.ts';
import { find } from './find.ts';
import { type Follower, follow } from './follow.ts';
import { Freshness } from './freshness.ts';
import type { Frozen } from './frozen.ts';
import { loadIndex, reindexIndex } from './index-work.ts';
import { type IngestResult, ingestBatch, ingestStream, removeArticle } from './ingest.ts';
import { KeyBook } from './key-book.ts';
import { catchUp, changesOf } from './load.ts';
import type { Log } from './log.ts';
import { fullBecause, MemoryMeter, type MemoryUse } from './memory-ceiling.ts';
import { type PushResult, type PushSystem, takePush } from './push.ts';
import { needsReindex } from './reindex.ts';
import { Reindexer } from './reindexer.ts';
import { type Draft, type RelatedQuery, relatedTo, relatedToDraft } from './related.ts';
import { INDEX_SETTINGS } from './settings.ts';
import { databaseSink } from './sink.ts';
import { type FollowState, followSites, type Sites, type SitesOptions } from './sites.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';
import { Survey } from './survey/survey.ts';
import { type Why, why } from './why.ts';
import { wordedBox, writtenForms } from './wording.ts';

export interface ServiceOptions {
  /** A Postgres; without it the embedded database in `dataDir`. */
  readonly databaseUrl?: string;
  readonly dataDir: string;
  readonly log: Log;
  /** What the process may take; default what the machine or the container has. */
  readonly memoryBytes?: number;
  /** Threads of a reindex, default 1. */
  readonly threads?: number;
  /** Reindex by itself when the collection has drifted. Default true. */
  readonly reindexesItself?: boolean;
  /** Sites that the collection keeps in step with. */
  readonly sites?: SitesOptions;
  /** Signs what publishers' systems push; without it nothing is taken from them. */
  readonly webhookSecret?: string;
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

/** A snapshot of other settings, of another layout or of another database is of no use. */
const snapshotFit = ({ databaseUrl }: ServiceOptions): string =>
  JSON.stringify({
    ...INDEX_SETTINGS,
    cards: 2,
    database: databaseUrl === undefined ? '' : placeOf(databaseUrl),
  });

/** Where a database is, without who asks it. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return createHash('sha256').update(`${host}${pathname}`).digest('hex').slice(0, 16);
}

/** A Postgres that did not answer for so long at the start is not waited for when there is a snapshot. */
const SNAPSHOT_AFTER_MS = 1_000;
/** An id that the index lacks is looked for in the database, but not for longer than this. */
const PENDING_MS = 1_500;
const RETRY_FROM_MS = 200;
const RETRY_TO_MS = 2_000;

export class Service {
  /** The API keys, from memory. */
  readonly keys: KeyBook;
  readonly audit: AuditLog;
  #database: Database | undefined;
  #collection: Collection | undefined;
  #follower: Follower | undefined;
  #reason: string | undefined = 'starting';
  #reindexer: Reindexer | undefined;
  #snapshot: Promise<unknown> = Promise.resolve();
  #following: Promise<void> = Promise.resolve();
  /** Rules and placements. */
  readonly editorial = new Desk(() => this.#open());
  readonly labels = new LabelBook(() => this.#open());
  readonly survey = new Survey(
    () => this.#ready(),
    () => this.editorial.decisions,
    () => this.#open().orm,
  );
  #followFailures = 0;
  readonly #memory: MemoryMeter;
  /** Served while the database is away at the start. */
  #stopgap: Frozen | undefined;
  #isFollowing = true;
  readonly #freshness = new Freshness();
  readonly #exact = new ExactLookups();
  #sites: Sites | undefined;
  #healed = 0;
  readonly #stopping = new AbortController();
  readonly #started: Promise<void>;

  /** Starts at once and returns at once: `state()` says when it is ready. Tries again for ever when the database is away. */
  constructor(private readonly options: ServiceOptions) {
    this.keys = new KeyBook(() => this.#open(), options.log);
    this.audit = new AuditLog(() => this.#open(), options.log);
    this.#memory = new MemoryMeter(options.memoryBytes);
    this.#started = this.#start();
    if (options.databaseUrl !== undefined)
      void pause(SNAPSHOT_AFTER_MS, undefined, { signal: this.#stopping.signal }).then(
        () => this.#serveSnapshot(),
        () => {},
      );
  }

  state(): State {
    const collection = this.#collection;
    return {
      ready: collection !== undefined,
      ...(collection === undefined && { reason: this.#reason ?? 'starting' }),
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

  get #isUp(): boolean {
    return this.#database !== undefined && this.#database.watch.failure === undefined;
  }

  /** Articles that were found not to be shown as they are stored, since the start. */
  get healed(): number {
    return this.#healed;
  }

  /** How old the index is, when it may lack something; undefined while it is current. */
  staleSeconds(): number | undefined {
    const now = performance.now();
    return this.#freshness.isStale(now, this.#isUp)
      ? (this.#freshness.ageSeconds(now) ?? undefined)
      : undefined;
  }

  /** How far each followed site is, since the service is ready. */
  following(): readonly FollowState[] {
    return this.#sites?.states() ?? [];
  }

  /** Resolves when lookups are answered; rejects when the settings or the data folder make that impossible. */
  async whenReady(): Promise<void> {
    await this.#started;
  }

  async relatedById(id: string, query: RelatedQuery, now: number): Promise<Lookup> {
    const collection = this.#ready();
    const doc = collection.docOf(id);
    if (doc >= 0) return this.#boxOf(collection, doc, query, now);
    if (await this.#isStored((orm) => readArticle(orm, id))) return this.#lookup(collection, 'pending');
    throw new AppError('not_found', `there is no article ${JSON.stringify(id)}`, 'id');
  }

  async relatedByUrl(url: string, query: RelatedQuery, now: number): Promise<Lookup> {
    const collection = this.#ready();
    const urlKey = canonicalUrl(url);
    if (urlKey === undefined)
      throw new AppError('invalid', `url must be an http or https URL, got ${JSON.stringify(url)}`, 'url');
    const doc = collection.docAt(urlKey);
    if (doc >= 0) return this.#boxOf(collection, doc, query, now);
    if (await this.#isStored((orm) => readArticleByUrl(orm, urlKey)))
      return this.#lookup(collection, 'pending');
    throw new AppError('not_found', `there is no article with the URL ${JSON.stringify(url)}`, 'url');
  }

  /** The address of an article in the index, null where it has none or is not there. */
  addressOf(id: string): string | null {
    const collection = this.#ready();
    const doc = collection.docOf(id);
    return doc < 0 ? null : collection.card(doc).url;
  }

  async relatedToDraft(draft: Draft, query: RelatedQuery, now: number): Promise<Lookup> {
    const collection = this.#ready();
    const { box, subject, language } = relatedToDraft(collection, draft, query, now, this.#rules);
    if (!query.explain) return this.#lookup(collection, box);
    const keys = collection.neighbours(subject).map((doc) => collection.keyOf(doc));
    const forms = await writtenForms(this.#open().orm, keys, { ...draft, language });
    return this.#lookup(collection, forms ? wordedBox(box, forms) : box);
  }

  /** Why is `other` in the box beside an article, or why not? Throws `not_found`, and `unavailable` for what is not indexed yet. */
  async why(id: string, other: string, query: RelatedQuery, now: number): Promise<Why> {
    const collection = this.#ready();
    const [doc, otherDoc] = [collection.docOf(id), collection.docOf(other)];
    if (doc < 0 || otherDoc < 0) throw await this.#absent(doc < 0 ? id : other, doc < 0 ? 'id' : 'other');
    const found = why(collection, doc, otherDoc, query, now, this.#rules);
    const forms = await this.#forms(collection, doc);
    return forms ? { ...found, explanation: worded(found.explanation, forms) } : found;
  }

  async #absent(id: string, field: string): Promise<AppError> {
    return (await readArticle(this.#open().orm, id))
      ? new AppError('unavailable', `the article ${JSON.stringify(id)} is not in the index yet`, field)
      : new AppError('not_found', `there is no article ${JSON.stringify(id)}`, field);
  }

  get #rules(): Rules {
    return this.editorial.decisions.rules;
  }

  #forms(collection: Collection, doc: number): Promise<ReadonlyMap<string, string> | undefined> {
    const docs = [doc, ...collection.neighbours(collection.subject(doc))];
    return writtenForms(
      this.#open().orm,
      docs.map((each) => collection.keyOf(each)),
    );
  }

  /** Articles that somebody means by a text, as in `find.ts`. */
  async find(text: string, limit: number): Promise<Card[]> {
    const collection = this.#ready();
    return this.#asking(({ orm }) => find(collection, orm, text, limit));
  }

  /** The cards of those ids that are in the index, in their order. */
  cards(ids: readonly string[]): Card[] {
    const collection = this.#ready();
    return ids
      .map((id) => collection.docOf(id))
      .filter((doc) => doc >= 0)
      .map((doc) => collection.card(doc));
  }

  /** Stores what somebody says of a pair. Throws `not_found` and `invalid`. */
  async label(id: string, other: string, gain: number, author: string): Promise<StoredLabel> {
    const collection = this.#ready();
    for (const [field, each] of Object.entries({ id, other }))
      if (collection.docOf(each) < 0) throw await this.#absent(each, field);
    return this.labels.put(id, other, gain, author, new Date());
  }

  /** The sentences that the index leaves out as belonging to pages, most frequent first. */
  furniture(): readonly FurnitureLine[] {
    return this.#ready().frozen.furniture;
  }

  async article(id: string): Promise<StoredArticle> {
    const found = await this.#asking(({ orm }) => readArticle(orm, id));
    if (found === undefined)
      throw new AppError('not_found', `there is no article ${JSON.stringify(id)}`, 'id');
    return found;
  }

  /** Stores one article; throws when it is refused. */
  async put(fields: object, id: string): Promise<IngestResult> {
    this.#needRoom();
    const [result] = await ingestBatch(this.#open(), [toRecord(0, { ...fields, id })]);
    if (result === undefined) throw new Error('a batch of one has one result');
    if (result.error) throw result.error;
    this.#follower?.wake();
    return result;
  }

  /** Stores values that should be articles; their index is the place in the array. */
  async putArray(values: readonly unknown[]): Promise<IngestResult[]> {
    this.#needRoom();
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
    this.#needRoom();
    for await (const results of ingestStream(this.#open(), records)) {
      this.#follower?.wake();
      yield results;
      this.#needRoom();
    }
  }

  async remove(id: string): Promise<void> {
    await removeArticle(this.#open(), id);
    this.#follower?.wake();
  }

  /** What a publisher's system sends, with the value of its signature's header. Throws `unauthorized`; `forbidden` without a secret. */
  async push(
    system: PushSystem,
    signature: string | undefined,
    body: Uint8Array,
    now: number,
  ): Promise<PushResult> {
    const secret = this.options.webhookSecret;
    if (secret === undefined)
      throw new AppError('forbidden', 'webhooks need a secret: start the service with WEBHOOK_SECRET set');
    const event = pushEvent(system, signature, body, secret, now);
    const result = await takePush(this.#open(), this.#sink(), event);
    this.#follower?.wake();
    return result;
  }

  /** What a hub asks or delivers; undefined for a callback that nobody has. */
  subscription(id: string): ReturnType<Sites['subscription']> {
    return this.#sites?.subscription(id);
  }

  #sink(): Sink {
    return databaseSink(this.#open(), () => this.#follower?.wake());
  }

  /** Starts a reindex in the background. Throws `busy` when one runs already. */
  async startReindex(): Promise<Generation> {
    const reindexer = this.#reindexer;
    if (reindexer === undefined) throw this.#unavailable();
    const latestNow = () => this.#asking(({ orm }) => readLatest(orm));
    const before = await latestNow();
    const outcome = reindexer.run('asked for over HTTP').then(
      () => undefined,
      (error: unknown) => error,
    );
    for (;;) {
      const latest = await latestNow();
      if (latest !== undefined && latest.number !== before?.number) return latest;
      const failure = await Promise.race([outcome, pause(20)]);
      if (failure !== undefined) throw failure;
    }
  }

  /** The newest generation, being built or not. */
  async reindexState(): Promise<Generation | undefined> {
    return this.#asking(({ orm }) => readLatest(orm));
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
    await this.#sites?.stop();
    await this.#follower?.stop();
    await this.#following;
    await this.#reindexer?.end();
    await this.#snapshot;
    await this.keys.stop();
    await this.audit.stop();
    await this.#database?.close();
    this.#memory.stop();
  }

  /** Memory in use and allowed. */
  memory(): MemoryUse {
    return this.#memory.use(this.#collection?.bytes ?? 0);
  }

  isFull(): boolean {
    return fullBecause(this.memory()) !== undefined;
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

  #needRoom(): void {
    const reason = fullBecause(this.memory());
    if (reason !== undefined) throw new AppError('index_full', `no more articles are taken: ${reason}`);
  }

  #ready(): Collection {
    if (this.#collection === undefined) throw this.#unavailable();
    return this.#collection;
  }

  #open(): Database {
    if (this.#database === undefined) throw this.#unavailable();
    return this.#database;
  }

  /** What the database says; throws `unavailable` instead of waiting for one that is gone. */
  async #asking<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const database = this.#open();
    return database.watch.during(() => work(database));
  }

  /**
   * Does the database hold what the index lacks? When it does not say so in time, `unavailable`: "not found" would be a
   * claim, and would drop from caches what they may go on giving while the service is in trouble (stale-if-error).
   */
  async #isStored(read: (orm: Orm) => Promise<unknown>): Promise<boolean> {
    const over = new AbortController();
    const late = pause(PENDING_MS, undefined, { signal: over.signal }).then(() => {
      throw new AppError(
        'unavailable',
        'the index lacks it, and the database does not say whether it is stored',
      );
    });
    late.catch(() => {});
    try {
      return (await Promise.race([this.#asking(({ orm }) => read(orm)), late])) !== undefined;
    } finally {
      over.abort();
    }
  }

  #unavailable(): AppError {
    return new AppError('unavailable', `the service is not ready: ${this.#reason ?? 'starting'}`);
  }

  /** Is an answer that was given before still right? */
  holds(dependency: Dependency, now: number): boolean {
    return (
      dependency.decisions === this.editorial.decisions && this.#collection?.holds(dependency, now) === true
    );
  }

  async #boxOf(collection: Collection, doc: number, query: RelatedQuery, now: number): Promise<Lookup> {
    const scored = query.exact
      ? await this.#exact.scores(collection, doc, query.settings.breadth)
      : undefined;
    const { decisions } = this.editorial;
    const timed = relatedTo(collection, doc, query, now, decisions.rules, scored);
    // How words are written is not known to the index: explained boxes are not remembered.
    if (query.explain) {
      const forms = await this.#forms(collection, doc);
      return this.#lookup(collection, forms ? wordedBox(timed.box, forms) : timed.box);
    }
    const dependency = dependencyOn(collection, doc, timed, decisions);
    return { ...this.#lookup(collection, timed.box), dependency };
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
        await this.#serveSnapshot();
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
    await this.keys.start();
    await this.editorial.refresh();
    this.#reason = 'building the first index';
    if (await needsReindex(database.orm)) await this.#firstIndex(database);
    this.#reason = 'loading the index';
    const collection = new Collection(await this.#load(database));
    await catchUp(changesOf(database.orm), collection);
    const threads = this.options.threads ?? 1;
    this.#reindexer = new Reindexer(database, log, threads, this.#stopping.signal, () =>
      this.#follower?.wake(),
    );
    this.#use(collection);
    this.#following = this.editorial.follow(this.#stopping.signal, (error) =>
      log.warn({ err: error }, "following editors' decisions failed, trying again"),
    );
    this.#freshness.current(performance.now());
    this.#follower = follow(database, collection, {
      onCaughtUp: (next) => this.#use(next),
      onCurrent: () => {
        this.#freshness.current(performance.now());
        if (!this.#isFollowing) log.info({}, 'following changes again');
        this.#isFollowing = true;
      },
      onFrozen: (frozen) => this.#keep(frozen),
      onHealed: (articles) => {
        this.#healed += articles;
        log.error({ articles }, 'the index did not show what is stored, and was mended');
      },
      onError: (error) => {
        this.#followFailures++;
        if (this.#isFollowing) log.warn({ err: error }, 'following changes failed, trying again');
        this.#isFollowing = false;
      },
    });
    const { sites } = this.options;
    if (sites === undefined || this.#stopping.signal.aborted) return;
    this.#sites = followSites(database, this.#sink(), sites);
    // One that is hopeless stands as stopped in the state; the others go on.
    this.#sites.ended.catch((error: Error) => log.error({ reason: error.message }, 'a site is not followed'));
  }

  /** Without a database, what was shown before is shown. Which articles came, changed or went since is not known. */
  async #serveSnapshot(): Promise<void> {
    if (this.#collection !== undefined || this.#isUp) return;
    const snapshot = await readSnapshot(this.#snapshotPath, snapshotFit(this.options));
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
    const snapshot = this.#stopgap ?? (await readSnapshot(this.#snapshotPath, snapshotFit(this.options)));
    this.#stopgap = undefined;
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
      .then(() => writeSnapshot(this.#snapshotPath, frozen, snapshotFit(this.options)))
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
