import { expect, it } from 'vitest';
import { readHeadRevision, type StoredArticle } from '../../src/database/articles.ts';
import { openDatabase } from '../../src/database/connect.ts';
import { caughtUp } from '../../src/service/index-work.ts';
import { ingestBatch } from '../../src/service/ingest.ts';
import { KeptSnapshot } from '../../src/service/kept.ts';
import { reindex } from '../../src/service/reindex.ts';
import { Service } from '../../src/service/service.ts';
import { toRecord } from '../../src/sources/record.ts';
import { describeDatabase } from '../support/database.ts';
import { article, emptyCollection, ids, NOW } from './made-collection.ts';

const ARTICLES = 6_500;

/** The latest version of each: some were replaced, some are gone. */
function changes(): StoredArticle[] {
  const first = Array.from({ length: ARTICLES }, (_, i) => i + 1);
  const later = first.filter((key) => key % 9 === 0);
  return [...first.filter((key) => key % 9 !== 0), ...later].map((key, i) =>
    article(key, i + 1, {
      body: `ferry${key % 211} crane${key % 97} storm${key % 13}`,
      deletedAt: key % 18 === 0 ? new Date(NOW) : null,
    }),
  );
}

it('a start that lacks thousands of changes freezes on its way, and holds what one change after the other gives', async () => {
  const stored = changes();
  const source = {
    changesAfter: async (revision: number, limit: number) => stored.slice(revision, revision + limit),
  };
  const since = emptyCollection();
  const collection = await caughtUp(source, since.frozen);
  for (const change of stored) since.apply(change, new Date(NOW));

  // What it froze has all but the last few: whoever starts next begins there.
  expect(collection.frozen.revision).toBeGreaterThan(ARTICLES - 1_000);
  expect(collection.recent).toBeLessThan(1_000);
  expect(collection.revision).toBe(since.revision);
  expect(ids(collection)).toEqual(ids(since));
  expect(collection.contents().drift).toEqual(since.contents().drift);
  const some = ids(since).filter((_, i) => i % 60 === 0);
  for (const id of some) {
    const [doc, other] = [collection.docOf(id), since.docOf(id)];
    expect(collection.card(doc)).toEqual(since.card(other));
    expect(collection.fingerprint(doc)).toEqual(since.fingerprint(other));
    for (const near of some) {
      const { own } = collection.score(collection.subject(doc), collection.docOf(near), 0);
      expect(own).toBeCloseTo(since.score(since.subject(other), since.docOf(near), 0).own, 5);
    }
  }
});

describeDatabase('a start', (openOptions) => {
  it('keeps what it caught up with: the next one begins there', async () => {
    const options = await openOptions();
    const database = await openDatabase(options);
    await reindex(database);
    const records = Array.from({ length: 1_200 }, (_, i) =>
      toRecord(i, { id: `a${i}`, title: `Report ${i}`, body: `vessel${i} left district ${i % 40}` }),
    );
    for (let from = 0; from < records.length; from += 400)
      await ingestBatch(database, records.slice(from, from + 400));
    const head = await readHeadRevision(database.orm);
    await database.close();

    const log = { info() {}, warn() {}, error() {} };
    const service = new Service({ ...options, log, reindexesItself: false });
    await service.whenReady();
    await service.stop();
    const snapshot = await new KeptSnapshot(options.dataDir, options.databaseUrl, log).read();
    expect('reason' in snapshot ? snapshot.reason : snapshot.revision).toBe(head);
  });
});
