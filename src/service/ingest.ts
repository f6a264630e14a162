/** What happens to articles that come in? Each is created, updated, unchanged, outdated or refused, and acknowledged once stored. */
import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../article/errors.ts';
import {
  confirmVersion,
  deleteArticle,
  type NewVersion,
  readUrlHolders,
  readVersions,
  takingRevisions,
  writeVersions,
} from '../database/articles.ts';
import type { Database, Orm } from '../database/connect.ts';
import { isWorthAnotherTry, sqlStateOf } from '../database/failures.ts';
import { ensureRoom } from '../database/space.ts';
import type { SourceRecord } from '../sources/record.ts';
import { type Prepare, prepareInTurns } from './prepare.ts';

export type IngestStatus = 'created' | 'updated' | 'unchanged' | 'outdated' | 'refused';

export interface IngestResult {
  readonly index: number;
  readonly id: string | null;
  readonly status: IngestStatus;
  readonly error?: AppError;
}

/** One transaction takes at most so many articles … */
export const BATCH_ARTICLES = 500;
/** … and about so many characters of text. */
export const BATCH_CHARACTERS = 4_000_000;

/** So many batches are prepared or stored at the same time; another is read meanwhile. */
const BATCHES_AHEAD = 2;

/**
 * Stores the records of a stream, batch by batch; yields each batch's results once they are durable. While the database
 * stores one batch, the next is prepared, and the one after it read. Batches that were read when the stream breaks off, or when
 * nobody reads on, are stored; after one that failed nothing is.
 */
export async function* ingestStream(
  database: Database,
  records: AsyncIterable<SourceRecord>,
  prepare: Prepare = prepareInTurns,
): AsyncGenerator<IngestResult[]> {
  const ahead: Promise<IngestResult[]>[] = [];
  let last: Promise<unknown> = Promise.resolve();
  try {
    for await (const batch of batches(records)) {
      const ready = readied(batch, prepare);
      const stored = Promise.all([ready, last]).then(([versions]) => storeReadied(database, versions));
      // Whoever awaits it hears of a failure; until then it is nobody's.
      stored.catch(() => {});
      last = stored;
      ahead.push(stored);
      if (ahead.length >= BATCHES_AHEAD) yield await (ahead.shift() as Promise<IngestResult[]>);
    }
    while (ahead.length > 0) yield await (ahead.shift() as Promise<IngestResult[]>);
  } finally {
    await Promise.allSettled(ahead);
  }
}

/** Stores one batch. An article that the database itself refuses is found by storing the batch one by one. */
export async function ingestBatch(
  database: Database,
  batch: readonly SourceRecord[],
): Promise<IngestResult[]> {
  return storeReadied(database, await readied(batch, prepareInTurns));
}

async function* batches(records: AsyncIterable<SourceRecord>): AsyncGenerator<SourceRecord[]> {
  let batch: SourceRecord[] = [];
  let characters = 0;
  for await (const record of records) {
    batch.push(record);
    if (!(record.result instanceof AppError))
      characters += record.result.body.length + record.result.title.length;
    if (batch.length < BATCH_ARTICLES && characters < BATCH_CHARACTERS) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (batch.length > 0) yield batch;
}

async function readied(
  batch: readonly SourceRecord[],
  prepare: Prepare,
): Promise<(Prepared | IngestResult)[]> {
  const articles = batch.flatMap(({ result }) => (result instanceof AppError ? [] : [result]));
  const versions = (await prepare(articles)).values();
  return batch.map(({ index, id, result }) =>
    result instanceof AppError
      ? { index, id, status: 'refused', error: result }
      : { index, ...(versions.next().value as NewVersion) },
  );
}

async function storeReadied(
  database: Database,
  ready: readonly (Prepared | IngestResult)[],
): Promise<IngestResult[]> {
  const accepted = ready.filter((one): one is Prepared => 'article' in one);
  const refusals = ready.filter((one): one is IngestResult => !('article' in one));
  const stored =
    accepted.length === 0 ? [] : await database.watch.during(() => storeWithRoom(database, accepted));
  return [...refusals, ...stored].sort((a, b) => a.index - b.index);
}

/**
 * Takes an article out of all boxes. `asOf`: when the publisher took it down; a version that was changed later stays.
 * Throws `not_found` when it is not there.
 */
export async function removeArticle(
  database: Database,
  id: string,
  asOf: Date | null = null,
): Promise<'deleted' | 'outdated'> {
  const remove = (transaction: Orm) => removeVersion(transaction, id, asOf);
  return database.watch.during(() => takingRevisions(database.orm, remove));
}

async function removeVersion(
  transaction: Orm,
  id: string,
  asOf: Date | null,
): Promise<'deleted' | 'outdated'> {
  const [stored] = asOf === null ? [] : await readVersions(transaction, [id]);
  if (asOf && stored?.deletedAt === null && stored.modifiedAt && stored.modifiedAt > asOf) return 'outdated';
  if ((await deleteArticle(transaction, id)) === undefined)
    throw new AppError('not_found', `there is no article ${JSON.stringify(id)}`, 'id');
  return 'deleted';
}

const RETRIES = 3;
const RETRY_MS = 50;

type Prepared = NewVersion & { readonly index: number };

async function storeWithRoom(database: Database, versions: readonly Prepared[]): Promise<IngestResult[]> {
  await ensureRoom(database);
  return storeAll(database, versions);
}

async function storeAll(database: Database, versions: readonly Prepared[]): Promise<IngestResult[]> {
  try {
    return await again(() => takingRevisions(database.orm, (transaction) => store(transaction, versions)));
  } catch (error) {
    if (!isRefusedByDatabase(error)) throw error;
    const [only] = versions;
    if (versions.length === 1 && only !== undefined) return [refused(only, reasonOf(error, only))];
    const results: IngestResult[] = [];
    for (const version of versions) results.push(...(await storeAll(database, [version])));
    return results;
  }
}

/** Once more, up to three times, after a deadlock or another conflict that a repetition solves. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let left = RETRIES; ; left--) {
    try {
      return await work();
    } catch (error) {
      if (left === 0 || !isWorthAnotherTry(error)) throw error;
      await pause(RETRY_MS * (0.5 + Math.random()));
    }
  }
}

/** Decides about each version and writes what is new, all in the caller's transaction. */
async function store(transaction: Orm, versions: readonly Prepared[]): Promise<IngestResult[]> {
  const known = new Map(
    (
      await readVersions(
        transaction,
        versions.map(({ article }) => article.id),
      )
    ).map((row) => [row.id, row]),
  );
  const urlKeys = versions.flatMap(({ urlKey }) => (urlKey === null ? [] : [urlKey]));
  const holders =
    urlKeys.length === 0 ? new Map<string, string>() : await readUrlHolders(transaction, urlKeys);
  const toWrite = new Map<string, Prepared>();
  const results: IngestResult[] = [];
  for (const version of versions) {
    const { index, article, urlKey } = version;
    const { id, modifiedAt } = article;
    const earlier = toWrite.get(id);
    const stored = earlier
      ? { contentHash: earlier.contentHash, modifiedAt: earlier.article.modifiedAt, deletedAt: null }
      : known.get(id);
    const holder = urlKey === null ? undefined : holders.get(urlKey);
    const newest = stored && latest(stored.modifiedAt, stored.deletedAt);
    if (modifiedAt !== null && newest && modifiedAt < newest) {
      results.push({ index, id, status: 'outdated' });
    } else if (stored && stored.deletedAt === null && stored.contentHash === version.contentHash) {
      if (modifiedAt !== null && !earlier) await confirmVersion(transaction, id, modifiedAt);
      results.push({ index, id, status: 'unchanged' });
    } else if (holder !== undefined && holder !== id) {
      results.push(refused(version, urlTaken(version, holder)));
    } else {
      if (urlKey !== null) holders.set(urlKey, id);
      toWrite.set(id, version);
      results.push({ index, id, status: stored && stored.deletedAt === null ? 'updated' : 'created' });
    }
  }
  // In the order of ids, so that two writers never wait for each other in a circle.
  const rows = [...toWrite.values()].sort((a, b) => (a.article.id < b.article.id ? -1 : 1));
  if (rows.length > 0) await writeVersions(transaction, rows);
  return results;
}

const latest = (a: Date | null, b: Date | null) => (a === null || (b !== null && b > a) ? b : a);

function refused({ index, article }: Prepared, error: AppError): IngestResult {
  return { index, id: article.id, status: 'refused', error };
}

function urlTaken({ article }: NewVersion, holder?: string): AppError {
  const by = holder === undefined ? 'another article' : `the article ${JSON.stringify(holder)}`;
  return new AppError('url_taken', `url ${article.url} already belongs to ${by}`, 'url');
}

const UNIQUE_VIOLATION = '23505';
/** SQLSTATE classes that blame the data: 22 data exception, 23 integrity constraint violation. */
const isRefusedByDatabase = (error: unknown) => /^2[23]/.test(sqlStateOf(error) ?? '');

function reasonOf(error: unknown, version: Prepared): AppError {
  if (sqlStateOf(error) === UNIQUE_VIOLATION) return urlTaken(version);
  return new AppError('invalid', 'the database refused the article', undefined, { cause: error });
}
