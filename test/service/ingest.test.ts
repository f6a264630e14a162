import { afterAll, beforeAll, expect, it } from 'vitest';
import { readArticle } from '../../src/database/articles.ts';
import { type Database, openDatabase } from '../../src/database/connect.ts';
import { BATCH_ARTICLES, ingestStream } from '../../src/service/ingest.ts';
import { toRecord } from '../../src/sources/record.ts';
import { describeDatabase } from '../support/database.ts';

describeDatabase('a stream of articles', (openOptions) => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase(await openOptions());
  });
  afterAll(() => database.close());

  const isStored = async (id: string) => (await readArticle(database.orm, id)) !== undefined;

  it('is read on while the database stores, and every result stands for a stored article', async () => {
    let read = 0;
    async function* records() {
      for (; read < 3 * BATCH_ARTICLES; read++) yield toRecord(read, { id: `a-${read}`, title: `A ${read}` });
    }
    const readAt: number[] = [];
    for await (const results of ingestStream(database, records())) {
      readAt.push(read);
      expect(results.map(({ status }) => status)).toEqual(Array(BATCH_ARTICLES).fill('created'));
      expect(await isStored(results.at(-1)?.id ?? '')).toBe(true);
    }
    expect(readAt[0]).toBeGreaterThan(BATCH_ARTICLES);
    expect(readAt).toHaveLength(3);
  });

  it('that breaks off, or that nobody reads on, leaves no batch half stored and no failure unheard', async () => {
    async function* broken() {
      for (let at = 0; at < BATCH_ARTICLES + 5; at++) yield toRecord(at, { id: `b-${at}`, title: `B ${at}` });
      throw new Error('the source broke off');
    }
    const drain = async () => {
      for await (const _ of ingestStream(database, broken()));
    };
    await expect(drain()).rejects.toThrow('the source broke off');
    expect([await isStored(`b-${BATCH_ARTICLES - 1}`), await isStored(`b-${BATCH_ARTICLES}`)]).toEqual([
      true,
      false,
    ]);

    async function* endless() {
      for (let at = 0; ; at++) yield toRecord(at, { id: `c-${at}`, title: `C ${at}` });
    }
    for await (const _ of ingestStream(database, endless())) break;
    const last = [2, 3].map((batches) => isStored(`c-${batches * BATCH_ARTICLES - 1}`));
    expect(await Promise.all(last)).toEqual([true, false]);

    const closed = await openDatabase(await openOptions());
    await closed.close();
    const intoNothing = async () => {
      for await (const _ of ingestStream(closed, endless()));
    };
    await expect(intoNothing()).rejects.toThrow();
  });
});
