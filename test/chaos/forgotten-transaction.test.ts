import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { expect, it, type TestContext } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { takingRevisions, writeVersions } from '../../src/database/articles.ts';
import { openDatabase } from '../../src/database/connect.ts';
import { toRecord } from '../../src/sources/record.ts';
import { type Cluster, serverPrograms, startCluster } from '../support/cluster.ts';
import type { TestServer } from '../support/server.ts';
import { chanceFor } from './chance.ts';
import { afterTest, fill, folder, healthOf, putArticles, startReady, until } from './ground.ts';
import { type Answer, article, ask, readers, refused } from './traffic.ts';

/** What do readers and writers notice of a transaction that somebody began, wrote in, and forgot? */
const ARTICLES = 200;
const FORGOTTEN = 90_000;
/** At once: more than the server has connections to the database. */
const WRITERS = 12;
/** Each takes ten seconds: more than fit into the 30 s after which Postgres ends the transaction. */
const MOST_ROUNDS = 9;

it('B6 a forgotten transaction of somebody else hides nothing: what is written meanwhile is shown', async (context) => {
  const chance = chanceFor('B6');
  const { cluster, server } = await begin(context);
  const reading = readers(4, () => lookup(server, chance.between(0, ARTICLES - 1)));
  const session = new pg.Client(cluster.url);
  await session.connect();
  session.on('error', () => {});
  // A server that waits for it goes on when it is gone, and is found out.
  await session.query(`set idle_in_transaction_session_timeout = '60s'`);
  await session.query('begin');
  await session.query(`update articles set author = 'nobody' where id = 'a0'`);
  const first = chance.between(1_000, 9_000);
  const written = await putArticles(server.url, first, 50);
  const shownMs = await until(async () => (await healthOf(server.url)).articles === ARTICLES + 50);
  const shown = await ask(lookup(server, first + 49));
  // Still open: it counts as forgotten once it did nothing for a moment.
  await until(async () => (await forgottenIn(cluster)) === 1);
  const state = await healthOf(server.url);
  await session.end();
  const answers = await reading.stop();
  process.stdout.write(
    `B6 of somebody else: 50 articles shown after ${shownMs.toFixed(0)} ms; ${answers.length} lookups, refused ${refused(answers).length}\n`,
  );
  expect(written.status).toBe(200);
  expect(shown.status).toBe(200);
  expect(state).toMatchObject({ ready: true, db: 'up', stale: false });
  expect(refused(answers)).toEqual([]);
});

it('B6 a forgotten transaction that holds the lock of revisions: writers are told, readers notice nothing, Postgres ends it', async (context) => {
  const chance = chanceFor('B6');
  const { cluster, server } = await begin(context);
  const { pid } = server.process;
  const reading = readers(4, () => lookup(server, chance.between(0, ARTICLES - 1)));
  const forgotten = forget(cluster);
  await until(async () => (await forgottenIn(cluster)) === 1);
  const startedAt = performance.now();
  const states: Awaited<ReturnType<typeof healthOf>>[] = [];
  const turnedAway: Answer[] = [];
  let taken: Answer[] = [];
  for (let round = 0; taken.length < WRITERS && round < MOST_ROUNDS; round++) {
    const writing = Promise.all(
      Array.from({ length: WRITERS }, (_, i) => putArticles(server.url, 5_000 + i, 1)),
    );
    await pause(1_000);
    states.push(await healthOf(server.url));
    const answers = await writing;
    taken = answers.filter(({ status }) => status === 200);
    turnedAway.push(...answers.filter(({ status }) => status !== 200));
  }
  const freedMs = performance.now() - startedAt;
  expect(taken.length).toBe(WRITERS);
  const isCommitted = await forgotten;
  await until(async () => !(await healthOf(server.url)).stale);
  const shown = await ask(lookup(server, 5_000));
  const half = await ask(lookup(server, FORGOTTEN));
  const answers = await reading.stop();
  process.stdout.write(
    `B6 with the lock: ${turnedAway.length} writes turned away, the slowest after ${Math.max(...turnedAway.map(({ ms }) => ms)).toFixed(0)} ms; ` +
      `all written ${freedMs.toFixed(0)} ms after it began; lag up to ${Math.max(...states.map(({ syncLagSeconds }) => syncLagSeconds))} s; ` +
      `${answers.length} lookups, refused ${refused(answers).length}\n`,
  );
  expect(new Set(turnedAway.map(({ status }) => status))).toEqual(new Set([503]));
  expect(turnedAway.every(({ headers }) => Number(headers['retry-after']) >= 1)).toBe(true);
  expect(turnedAway.some(({ body }) => body.includes('another write holds a lock for too long'))).toBe(true);
  expect(states.filter(({ ready, db }) => !ready || db !== 'up')).toEqual([]);
  expect(isCommitted).toBe(false);
  expect(shown.status).toBe(200);
  expect(half.status).toBe(404);
  expect(refused(answers)).toEqual([]);
  expect(server.process.exitCode).toBeNull();
  expect(server.process.pid).toBe(pid);
});

const lookup = ({ url }: TestServer, i: number) => `${url}/v1/articles/a${i}/related`;

async function begin(context: TestContext): Promise<{ cluster: Cluster; server: TestServer }> {
  if (serverPrograms() === undefined) context.skip('there is no Postgres server: apt-get install postgresql');
  const cluster = await startCluster({ fsync: 'off' });
  afterTest(() => cluster.remove());
  const server = await startReady({ DATABASE_URL: cluster.url, DATA_DIR: await folder(), RATE_LOOKUP: '0' });
  await fill(server.url, ARTICLES);
  return { cluster, server };
}

/** Begins a write as Kindred does, and goes on with it only when Postgres has ended it. Is it committed then? */
async function forget({ url }: Cluster): Promise<boolean> {
  const database = await openDatabase({ url, dataDir: '' });
  afterTest(() => database.close());
  const version = {
    article: toRecord(FORGOTTEN, article(FORGOTTEN)).result as Article,
    ...{ urlKey: null, contentHash: 'forgotten', analysisLanguage: 'en' },
  };
  return takingRevisions(database.orm, async (transaction) => {
    await writeVersions(transaction, [version]);
    await until(async () => (await forgottenIn({ url })) === 1);
    await until(async () => (await forgottenIn({ url })) === 0);
  }).then(
    () => true,
    () => false,
  );
}

/** Transactions that hold what they wrote, and in which nothing happens. */
async function forgottenIn({ url }: Pick<Cluster, 'url'>): Promise<number> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ count: string }>(
      `select count(*) from pg_stat_activity
       where state = 'idle in transaction' and backend_xid is not null and state_change < now() - interval '300 ms'`,
    );
    return Number(rows[0]?.count);
  } finally {
    await client.end();
  }
}
