/** What can one do with Kindred? The use cases over one database and one collection in memory. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Card } from '../article/card.ts';
import { AppError } from '../article/errors.ts';
import { canonicalUrl } from '../article/url.ts';
import type { Box } from '../box/box.ts';
import { worded } from '../box/explain.ts';
import type { Rules } from '../box/rules/rules.ts';
import { readArticle, readArticleByUrl, type StoredArticle } from '../database/articles.ts';
import type { Database, Orm } from '../database/connect.ts';
import { type Generation, readLatest } from '../database/generations.ts';
import type { StoredLabel } from '../database/labels.ts';
import { ndjsonRecords } from '../sources/ndjson.ts';
import { pushEvent } from '../sources/push/webhook.ts';
import { type SourceRecord, toRecord } from '../sources/record.ts';
import type { FurnitureLine } from '../text/furniture.ts';
import { AuditLog } from './audit.ts';
import type { Collection } from './collection.ts';
import { type Dependency, dependencyOn } from './dependency.ts';
import { cleaned, type DraftText } from './draft.ts';
import { DraftAnalyst } from './draft-analyst.ts';
import { Desk } from './editorial/desk.ts';
import { LabelBook } from './editorial/labels.ts';
import { ExactLookups } from './exact.ts';
import { find } from './find.ts';
import { type IngestResult, ingestBatch, ingestStream, removeArticle } from './ingest.ts';
import { KeyBook } from './key-book.ts';
import { fullBecause, MemoryMeter, type MemoryUse } from './memory-ceiling.ts';
import { type PushResult, type PushSystem, takePush } from './push.ts';
import { type RelatedQuery, relatedTo, relatedToDraft } from './related.ts';
import { type Progress, Running, type RunningOptions, type State } from './running.ts';
import type { FollowState } from './sites.ts';
import { Survey } from './survey/survey.ts';
import { type Why, why } from './why.ts';
import { wordedBox, writtenForms } from './wording.ts';

export interface ServiceOptions extends RunningOptions {
  /** What the process may take; default what the machine or the container has. */
  readonly memoryBytes?: number;
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

/** An id that the index lacks is looked for in the database, but not for longer than this. */
const PENDING_MS = 1_500;

export class Service {
  /** The API keys, from memory. */
  readonly keys: KeyBook;
  readonly audit: AuditLog;
  /** Rules and placements. */
  readonly editorial = new Desk(() => this.#database());
  readonly labels = new LabelBook(() => this.#database());
  readonly survey = new Survey(
    () => this.#running.ready(),
    () => this.editorial.decisions,
    () => this.#database().orm,
  );
  readonly #running: Running;
  readonly #memory: MemoryMeter;
  readonly #exact = new ExactLookups();
  readonly #analyst = new DraftAnalyst();

  /** Starts at once and returns at once: `state()` says when it is ready. Tries again for ever when the database is away. */
  constructor(private readonly options: ServiceOptions) {
    this.keys = new KeyBook(() => this.#database(), options.log);
    this.audit = new AuditLog(() => this.#database(), options.log);
    this.#memory = new MemoryMeter(options.memoryBytes);
    this.#running = new Running(options, this);
    this.#running.start();
  }

  /** Resolves when lookups are answered; rejects when the settings or the data folder make that impossible. */
  async whenReady(): Promise<void> {
    await this.#running.whenReady();
  }

  state(): State {
    return this.#running.state();
  }

  /** How old the index is, when it may lack something; undefined while it is current. */
  staleSeconds(): number | undefined {
    return this.#running.staleSeconds();
  }

  /** How far each followed site is, since the service is ready. */
  following(): readonly FollowState[] {
    return this.#running.following();
  }

  /** How far behind the database is the index, and what of it went wrong? */
  progress(): Progress {
    return this.#running.progress();
  }

  /** Articles that were found not to be shown as they are stored, since the start. */
  get healed(): number {
    return this.#running.healed;
  }

  /** Resolves when every change stored before the call is in the index and no reindex is due. */
  async settled(): Promise<void> {
    await this.#running.settled();
  }

  /** Stops following, lets a running reindex give up, closes the database. */
  async stop(): Promise<void> {
    await this.#analyst.close();
    await this.#running.stop();
    this.#memory.stop();
  }

  async relatedById(id: string, query: RelatedQuery, now: number): Promise<Lookup> {
    const collection = this.#running.ready();
    const doc = collection.docOf(id);
    if (doc >= 0) return this.#boxOf(collection, doc, query, now);
    if (await this.#isStored((orm) => readArticle(orm, id))) return this.#lookup(collection, 'pending');
    throw new AppError('not_found', `there is no article ${JSON.stringify(id)}`, 'id');
  }

  async relatedByUrl(url: string, query: RelatedQuery, now: number): Promise<Lookup> {
    const collection = this.#running.ready();
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
    const collection = this.#running.ready();
    const doc = collection.docOf(id);
    return doc < 0 ? null : collection.card(doc).url;
  }

  /** The box beside a text that is not stored. */
  async relatedToDraft(
    draft: DraftText & { readonly section: string | null },
    query: RelatedQuery,
    now: number,
  ): Promise<Lookup> {
    const collection = this.#running.ready();
    const { title, body, language, section } = draft;
    const analyzed = await this.#analyst.analyze({ title, body, language }, collection.furniture);
    const { box, subject } = relatedToDraft(collection, analyzed, section, query, now, this.#rules);
    if (!query.explain) return this.#lookup(collection, box);
    const keys = collection.neighbours(subject).map((doc) => collection.keyOf(doc));
    const text = { ...cleaned(draft), language: analyzed.language };
    const forms = await writtenForms(this.#database().orm, keys, text);
    return this.#lookup(collection, forms ? wordedBox(box, forms) : box);
  }

  /** Why is `other` in the box beside an article, or why not? Throws `not_found`, and `unavailable` for what is not indexed yet. */
  async why(id: string, other: string, query: RelatedQuery, now: number): Promise<Why> {
    const collection = this.#running.ready();
    const [doc, otherDoc] = [collection.docOf(id), collection.docOf(other)];
    if (doc < 0 || otherDoc < 0) throw await this.#absent(doc < 0 ? id : other, doc < 0 ? 'id' : 'other');
    const found = why(collection, doc, otherDoc, query, now, this.#rules);
    const forms = await this.#forms(collection, doc);
    return forms ? { ...found, explanation: worded(found.explanation, forms) } : found;
  }

  async #absent(id: string, field: string): Promise<AppError> {
    return (await readArticle(this.#database().orm, id))
      ? new AppError('unavailable', `the article ${JSON.stringify(id)} is not in the index yet`, field)
      : new AppError('not_found', `there is no article ${JSON.stringify(id)}`, field);
  }

  get #rules(): Rules {
    return this.editorial.decisions.rules;
  }

  #forms(collection: Collection, doc: number): Promise<ReadonlyMap<string, string> | undefined> {
    const docs = [doc, ...collection.neighbours(collection.subject(doc))];
    return writtenForms(
      this.#database().orm,
      docs.map((each) => collection.keyOf(each)),
    );
  }

  /** Articles that somebody means by a text, as in `find.ts`. */
  async find(text: string, limit: number): Promise<Card[]> {
    const collection = this.#running.ready();
    return this.#running.asking(({ orm }) => find(collection, orm, text, limit));
  }

  /** The cards of those ids that are in the index, in their order. */
  cards(ids: readonly string[]): Card[] {
    const collection = this.#running.ready();
    return ids
      .map((id) => collection.docOf(id))
      .filter((doc) => doc >= 0)
      .map((doc) => collection.card(doc));
  }

  /** Stores what somebody says of a pair. Throws `not_found` and `invalid`. */
  async label(id: string, other: string, gain: number, author: string): Promise<StoredLabel> {
    const collection = this.#running.ready();
    for (const [field, each] of Object.entries({ id, other }))
      if (collection.docOf(each) < 0) throw await this.#absent(each, field);
    return this.labels.put(id, other, gain, author, new Date());
  }

  /** The sentences that the index leaves out as belonging to pages, most frequent first. */
  furniture(): readonly FurnitureLine[] {
    return this.#running.ready().frozen.furniture;
  }

  async article(id: string): Promise<StoredArticle> {
    const found = await this.#running.asking(({ orm }) => readArticle(orm, id));
    if (found === undefined)
      throw new AppError('not_found', `there is no article ${JSON.stringify(id)}`, 'id');
    return found;
  }

  /** Stores one article; throws when it is refused. */
  async put(fields: object, id: string): Promise<IngestResult> {
    this.#needRoom();
    const [result] = await ingestBatch(this.#database(), [toRecord(0, { ...fields, id })]);
    if (result === undefined) throw new Error('a batch of one has one result');
    if (result.error) throw result.error;
    this.#running.wake();
    return result;
  }

  /** Stores values that should be articles; their index is the place in the array. */
  async putArray(values: readonly unknown[]): Promise<IngestResult[]> {
    this.#needRoom();
    const results = await ingestBatch(
      this.#database(),
      values.map((value, index) => toRecord(index, value)),
    );
    this.#running.wake();
    return results;
  }

  /** Stores the articles of an NDJSON stream; yields the results of each batch once it is durable. */
  putStream(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<IngestResult[]> {
    return this.putMany(ndjsonRecords(chunks));
  }

  /** Stores many; yields the results of each batch once it is durable. */
  async *putMany(records: AsyncIterable<SourceRecord>): AsyncGenerator<IngestResult[]> {
    this.#needRoom();
    for await (const results of ingestStream(this.#database(), records)) {
      this.#running.wake();
      yield results;
      this.#needRoom();
    }
  }

  async remove(id: string): Promise<void> {
    await removeArticle(this.#database(), id);
    this.#running.wake();
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
    const result = await takePush(this.#database(), this.#running.sink(), event);
    this.#running.wake();
    return result;
  }

  /** What a hub asks or delivers; undefined for a callback that nobody has. */
  subscription(id: string): ReturnType<Running['subscription']> {
    return this.#running.subscription(id);
  }

  /** Starts a reindex in the background. Throws `busy` when one runs already. */
  async startReindex(): Promise<Generation> {
    const latestNow = () => this.#running.asking(({ orm }) => readLatest(orm));
    const before = await latestNow();
    const outcome = this.#running.reindex('asked for over HTTP').then(
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
    return this.#running.asking(({ orm }) => readLatest(orm));
  }

  /** Memory in use and allowed. */
  memory(): MemoryUse {
    return this.#memory.use(this.#running.collection?.bytes ?? 0);
  }

  isFull(): boolean {
    return fullBecause(this.memory()) !== undefined;
  }

  #database(): Database {
    return this.#running.database();
  }

  #needRoom(): void {
    const reason = fullBecause(this.memory());
    if (reason !== undefined) throw new AppError('index_full', `no more articles are taken: ${reason}`);
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
      return (await Promise.race([this.#running.asking(({ orm }) => read(orm)), late])) !== undefined;
    } finally {
      over.abort();
    }
  }

  /** Is an answer that was given before still right? */
  holds(dependency: Dependency, now: number): boolean {
    return (
      dependency.decisions === this.editorial.decisions &&
      this.#running.collection?.holds(dependency, now) === true
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
}
