import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import {
  CHANGE_CHANNEL,
  readChangesAfter,
  takingRevisions,
  writeVersions,
} from '../../src/database/articles.ts';
import { type Orm, openDatabase } from '../../src/database/connect.ts';
import { migrate } from '../../src/database/migrate.ts';
import * as schema from '../../src/database/schema.ts';
import { Service } from '../../src/service/service.ts';
import { toRecord } from '../../src/sources/record.ts';
import { type Cluster, startCluster } from '../support/cluster.ts';
import { type Chance, chanceFor, size } from './chance.ts';
import { afterTest, fill, folder, putArticles, startProxy, startReady, until } from './ground.ts';
import { article, ask, readers, refused } from './traffic.ts';

/** Does a follower see every write, when notifications are lost, connections are dead without a sign, and commits overtake each other? */
let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({ fsync: 'off' });
});
afterAll(() => cluster?.remove());

const rows = async <T extends object>(statement: string): Promise<T[]> => {
  const client = new pg.Client(cluster.url);
  await client.connect();
  try {
    return (await client.query<T>(statement)).rows;
  } finally {
    await client.end();
  }
};
const listeners = async () =>
  (
    await rows<{ pid: number }>(`select pid from pg_stat_activity
      where application_name = 'kindred' and (query ilike 'listen%' or query ilike '%pg_notify(%')`)
  ).map(({ pid }) => pid);

describe('B3 connections that are dead without a sign', () => {
  const begin = async () => {
    const dataDir = await folder();
    const proxy = await startProxy(cluster.port);
    const behind = new URL(cluster.url);
    behind.port = String(proxy.port);
    const writer = await startReady({ DATABASE_URL: cluster.url, DATA_DIR: `${dataDir}/writer` });
    await fill(writer.url, 300);
    const reader = await startReady({ DATABASE_URL: behind.href, DATA_DIR: `${dataDir}/reader` });
    return { proxy, writer: writer.url, reader: reader.url };
  };
  /** Not only that it is stored: it is in the index. */
  const shows = async (url: string, id: string) => {
    const { status, body } = await ask(`${url}/v1/articles/${id}/related`);
    return status === 200 && (JSON.parse(body) as { status: string }).status !== 'pending';
  };

  it('are all of them: nobody who reads notices, and what was written meanwhile is shown afterwards', async () => {
    const chance = chanceFor('B3');
    const { proxy, writer, reader } = await begin();
    const reading = readers(4, () => `${reader}/v1/articles/a${chance.between(0, 299)}/related`);
    const first = chance.between(1_000, 9_000);
    proxy.swallow();
    await until(async () => (await ask(`${reader}/readyz`)).body.includes('"db":"down"'));
    expect((await putArticles(writer, first, 1)).status).toBe(200);
    const write = await putArticles(reader, 0, 1, 'other');
    proxy.restore();
    const shownMs = await until(() => shows(reader, `a${first}`));
    const answers = await reading.stop();
    process.stdout.write(
      `B3 black hole: ${answers.length} lookups, refused ${refused(answers).length}; a write ${write.status}; shown ${Math.round(shownMs)} ms after\n`,
    );
    expect(refused(answers)).toEqual([]);
    expect(write.status).toBe(503);
  });

  it('are the listener alone: polling shows what is written, and it listens again', async () => {
    const { proxy, writer, reader } = await begin();
    await until(async () => (await listeners()).length === 2);
    const before = await listeners();
    proxy.swallow((sent) => /\blisten "kindred/i.test(sent));
    expect((await putArticles(writer, 20_000, 1)).status).toBe(200);
    const shownMs = await until(() => shows(reader, 'a20000'), 10);
    const againMs = await until(async () => (await listeners()).some((pid) => !before.includes(pid)), 200);
    process.stdout.write(
      `B3 listener silent: shown after ${Math.round(shownMs)} ms, listening again after ${Math.round(againMs)} ms\n`,
    );
  });
});

it('B4 no notification comes: polling shows what another replica was given, and no more what it was told to forget', async () => {
  // For the writer's sessions only this stands before Postgres' own: the reader hears itself, so it does not connect anew and ask.
  await rows(`create function public.pg_notify(text, text) returns void language sql as ''`);
  const unheard = new URL(cluster.url);
  unheard.searchParams.set('options', '-c search_path=public,pg_catalog');
  const replica = async (databaseUrl: string, dataDir: string) => {
    const log = { info() {}, warn() {}, error() {} };
    const service = new Service({ databaseUrl, dataDir, log, reindexesItself: false });
    afterTest(() => service.stop());
    await service.whenReady();
    return service;
  };
  const before = await listeners();
  const reader = await replica(cluster.url, await folder());
  await until(async () => (await listeners()).some((pid) => !before.includes(pid)));
  const witness = new pg.Client(cluster.url);
  afterTest(() => witness.end());
  let notified = 0;
  // The reader's calls to itself say something.
  witness.on('notification', ({ payload }) => {
    if (payload === '') notified++;
  });
  await witness.connect();
  await witness.query(`listen ${CHANGE_CHANNEL}`);

  const writer = await replica(unheard.href, await folder());
  const isShown = (id: string) => reader.addressOf(id) !== null;
  const waits: number[] = [];
  for (const id of ['b4-tolne', 'b4-brack', 'b4-wesper']) {
    await writer.put({ ...article(0), url: `https://example.org/${id}` }, id);
    waits.push(await until(() => isShown(id), 10));
  }
  await writer.remove('b4-brack');
  waits.push(await until(() => !isShown('b4-brack'), 10));
  process.stdout.write(`B4 notified ${notified} times; shown after ${waits.map(Math.round).join(', ')} ms\n`);
  expect(notified).toBe(0);
});

describe('B5 sixteen writers whose commits overtake each other', () => {
  const WRITERS = 16;
  const WRITES = size(800, 12_000);
  type Write = (orm: Orm, i: number, lingerMs: number) => Promise<void>;
  class Rollback extends Error {}

  /** How many committed writes does a follower miss that asks for what is after the last revision it saw? */
  const missed = async (write: Write, chance: Chance): Promise<{ committed: number; missed: number }> => {
    const pool = new pg.Pool({ connectionString: cluster.url, max: WRITERS + 1 });
    afterTest(() => pool.end());
    const orm: Orm = drizzle(pool, { schema });
    await orm.execute(sql`delete from articles`);
    const committed: string[] = [];
    const seen = new Set<string>();
    let next = 0;
    let isOver = false;
    const following = (async () => {
      let revision = 0;
      for (;;) {
        const wasOver = isOver;
        const changes = await readChangesAfter(orm, revision, 500);
        for (const { id } of changes) seen.add(id);
        revision = changes.at(-1)?.revision ?? revision;
        if (wasOver && changes.length === 0) return;
      }
    })();
    const plans = Array.from({ length: WRITES }, () => ({
      lingerMs: chance.between(1, 100) <= 30 ? chance.between(0, 15) : 0,
      fails: chance.between(1, 100) <= 5,
    }));
    const writer = async () => {
      for (let i = next++; i < WRITES; i = next++) {
        const plan = plans[i] as (typeof plans)[number];
        try {
          await write(orm, i, plan.fails ? -1 : plan.lingerMs);
          committed.push(`a${i}`);
        } catch (error) {
          if (!(error instanceof Rollback)) throw error;
        }
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, writer));
    isOver = true;
    await following;
    return { committed: committed.length, missed: committed.filter((id) => !seen.has(id)).length };
  };

  const version = (i: number) => ({
    article: toRecord(i, article(i)).result as Article,
    ...{ urlKey: null, contentHash: `hash ${i}`, analysisLanguage: 'en' },
  });
  const writeSlowly = async (orm: Orm, i: number, lingerMs: number) => {
    await writeVersions(orm, [version(i)]);
    if (lingerMs < 0) throw new Rollback();
    if (lingerMs > 0) await orm.execute(sql`select pg_sleep(${lingerMs / 1_000})`);
  };

  beforeAll(async () => {
    const database = await openDatabase({ url: cluster.url, dataDir: '' });
    await migrate(database);
    await database.close();
  });

  it('are followed without a gap, since a revision is taken under the lock', async () => {
    const chance = chanceFor('B5');
    const result = await missed(
      (orm, i, lingerMs) => takingRevisions(orm, (transaction) => writeSlowly(transaction, i, lingerMs)),
      chance,
    );
    process.stdout.write(`B5 with the lock: missed ${result.missed} of ${result.committed}\n`);
    expect(result.committed).toBeGreaterThan(WRITES * 0.9);
    expect(result.missed).toBe(0);
  });

  it('are not without the lock: the control that shows that there are gaps to be missed', async () => {
    const chance = chanceFor('B5');
    const result = await missed(
      (orm, i, lingerMs) => orm.transaction((transaction) => writeSlowly(transaction, i, lingerMs)),
      chance,
    );
    process.stdout.write(`B5 control, without the lock: missed ${result.missed} of ${result.committed}\n`);
    expect(result.missed).toBeGreaterThan(0);
  });
});
