import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/connect.ts';
import { digestOf, readDigests } from '../../src/database/digests.ts';
import { readActive } from '../../src/database/generations.ts';
import { Collection } from '../../src/service/collection.ts';
import { NO_DECISIONS } from '../../src/service/editorial/decisions.ts';
import { heal } from '../../src/service/heal.ts';
import { ingestBatch, removeArticle } from '../../src/service/ingest.ts';
import { catchUp, changesOf, loadFrozen } from '../../src/service/load.ts';
import { reindex } from '../../src/service/reindex.ts';
import { sourceOf } from '../../src/service/source.ts';
import { toRecord } from '../../src/sources/record.ts';
import { describeDatabase } from '../support/database.ts';

describeDatabase('B7 an index in memory that went wrong', (openOptions) => {
  let database: Database;
  const store = (from: number, to: number, word = 'harbour') =>
    ingestBatch(
      database,
      Array.from({ length: to - from }, (_, i) =>
        toRecord(i, {
          id: `a${from + i}`,
          title: `Boat ${from + i}`,
          body: `${word} ${(from + i) % 7} boats`,
        }),
      ),
    );
  const shown = (collection: Collection) =>
    [...collection.docs()].map((doc) => `${collection.idOf(doc)} ${collection.card(doc).title}`).sort();
  const load = async () => {
    const active = await readActive(database.orm);
    if (active === undefined) throw new Error('there is no active generation');
    const collection = new Collection(await loadFrozen(database.orm, active));
    await catchUp(changesOf(database.orm), collection);
    return collection;
  };

  beforeAll(async () => {
    database = await openDatabase(await openOptions());
    await store(0, 400);
    await removeArticle(database, 'a399');
    await reindex(database);
  });
  afterAll(() => database.close());

  it('is told from the digests of the store, which memory and SQL compute alike', async () => {
    const collection = await load();
    const expected = [...collection.docs()].reduce(
      (sum, doc) => sum + digestOf(collection.keyOf(doc), collection.revisionOf(doc)),
      0,
    );
    expect([...(await readDigests(database.orm)).values()].reduce((sum, digest) => sum + digest, 0)).toBe(
      expected,
    );
    expect(await heal(collection, sourceOf(database))).toBe(0);
  });

  it('is mended: 50 dropped, 50 altered and 50 that should not be there, and no remembered box is believed', async () => {
    const collection = await load();
    const whole = shown(collection);
    const docs = [...collection.docs()];
    const articles = await sourceOf(database).byKeys(docs.map((doc) => collection.keyOf(doc)));
    const before = {
      frozen: collection.frozen,
      revision: collection.revision,
      subject: docs[0] ?? 0,
      docs: new Set<number>(),
    };
    const dependency = {
      ...before,
      decisions: NO_DECISIONS,
      awaited: new Set<string>(),
      breadth: 0,
      crossesLanguages: false,
      threshold: 0,
      isOpen: false,
      holdsUntil: Number.POSITIVE_INFINITY,
    };
    expect(collection.holds(dependency, 0)).toBe(true);
    for (const article of articles.slice(0, 50)) collection.mend(article.key, undefined);
    for (const article of articles.slice(50, 100))
      collection.mend(article.key, { ...article, title: 'wrong', revision: article.revision - 1 });
    for (const article of articles.slice(100, 150))
      collection.mend(article.key + 100_000, {
        ...article,
        key: article.key + 100_000,
        id: `ghost-${article.id}`,
      });
    expect(shown(collection)).not.toEqual(whole);
    expect(collection.holds(dependency, 0)).toBe(false);
    expect(await heal(collection, sourceOf(database))).toBe(150);
    expect(shown(collection)).toEqual(whole);
    expect(await heal(collection, sourceOf(database))).toBe(0);
  });

  it('leaves to the follower what was stored or deleted since', async () => {
    const collection = await load();
    const { revision } = collection;
    await store(0, 5, 'storm');
    await store(500, 503);
    await removeArticle(database, 'a6');
    expect(await heal(collection, sourceOf(database))).toBe(0);
    expect(collection.revision).toBe(revision);
    await catchUp(changesOf(database.orm), collection);
    expect(await heal(collection, sourceOf(database))).toBe(0);
    expect(collection.docOf('a502')).toBeGreaterThanOrEqual(0);
    expect(collection.docOf('a6')).toBe(-1);
  });
});
