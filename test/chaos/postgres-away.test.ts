import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cluster, startCluster } from '../support/cluster.ts';
import { startServer, type TestServer, whenReady } from '../support/server.ts';
import { chanceFor, size } from './chance.ts';
import { type Answer, article, ask, percentile, readers, refused } from './traffic.ts';

/** A Postgres of our own that is stopped, frozen and killed, and a server that must not care. */
let cluster: Cluster;
let server: TestServer;
let folder: string;
const ARTICLES = size(2_000, 20_000);

const environment = () => ({ DATABASE_URL: cluster.url, DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'warn' });
const health = async () => JSON.parse((await ask(`${server.url}/readyz`)).body) as Record<string, unknown>;
const put = (from: number, count: number, word?: string) =>
  ask(
    `${server.url}/v1/articles`,
    Array.from({ length: count }, (_, i) => article(from + i, word)),
  );
const until = async (isSo: () => Promise<boolean>, everyMs = 50): Promise<number> => {
  const startedAt = performance.now();
  while (!(await isSo())) await pause(everyMs);
  return performance.now() - startedAt;
};
const rows = async <T extends object>(statement: string): Promise<T[]> => {
  const client = new pg.Client(cluster.url);
  await client.connect();
  try {
    return (await client.query<T>(statement)).rows;
  } finally {
    await client.end();
  }
};
const isCurrent = async () => {
  const { db, stale } = await health();
  return db === 'up' && stale === false;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindred-chaos-'));
  cluster = await startCluster({ fsync: 'off' });
  server = await startServer(environment());
  await whenReady(server);
  for (let from = 0; from < ARTICLES; from += 500) expect((await put(from, 500)).status).toBe(200);
  await until(async () => (await health()).articles === ARTICLES, 200);
});
afterAll(async () => {
  await server?.end('SIGKILL');
  await cluster?.remove();
  await rm(folder, { recursive: true, force: true });
});

it('B1, B2 Postgres is stopped, then frozen: readers notice nothing, writers are told within two seconds', async () => {
  const chance = chanceFor('B1');
  const seconds = size(6, 30);
  const next = () => `${server.url}/v1/articles/a${chance.between(0, ARTICLES - 1)}/related`;
  const calm = readers(20, next);
  await pause(seconds * 500);
  const before = await calm.stop();
  const { pid } = server.process;

  for (const [name, away, back] of [
    ['stopped', () => cluster.stop(), () => cluster.start()],
    ['frozen', async () => cluster.signal('SIGSTOP'), async () => cluster.signal('SIGCONT')],
  ] as const) {
    const reading = readers(20, next);
    await away();
    const writes: Answer[] = [];
    const unknown: Answer[] = [];
    const endsAt = performance.now() + seconds * 1_000;
    while (performance.now() < endsAt) {
      const answers = await Promise.all([
        put(0, 1, `${name}${writes.length}`),
        ask(`${server.url}/v1/articles/a1`, undefined, 'DELETE'),
        ask(`${server.url}/v1/reindex`, undefined, 'POST'),
      ]);
      writes.push(...answers);
      unknown.push(await ask(`${server.url}/v1/articles/nobody-knows/related`));
      await pause(100);
    }
    const state = await health();
    const alive = await ask(`${server.url}/livez`);
    const one = await ask(next());
    await back();
    const resumedMs = await until(isCurrent);
    const answers = await reading.stop();

    const slowest = Math.max(...writes.map(({ ms }) => ms));
    process.stdout.write(
      `B1 ${name} ${seconds} s: ${answers.length} lookups, refused ${refused(answers).length}, p99 ${percentile(answers, 0.99).toFixed(1)} ms ` +
        `(calm ${percentile(before, 0.99).toFixed(1)} ms); ${writes.length} writes, slowest ${slowest.toFixed(0)} ms; ` +
        `unknown ids ≤ ${Math.max(...unknown.map(({ ms }) => ms)).toFixed(0)} ms; current again after ${resumedMs.toFixed(0)} ms\n`,
    );
    expect(refused(answers)).toEqual([]);
    expect(writes.map(({ status }) => status)).toEqual(writes.map(() => 503));
    expect(writes.every(({ headers }) => Number(headers['retry-after']) >= 1)).toBe(true);
    expect(new Set(unknown.map(({ status }) => status))).toEqual(new Set([503]));
    expect(state).toMatchObject({ ready: true, db: 'down', stale: true });
    expect(Number(one.headers['x-index-age'])).toBeGreaterThanOrEqual(1);
    expect(alive.status).toBe(200);
    expect(server.process.exitCode).toBeNull();
    expect(server.process.pid).toBe(pid);
  }
  expect((await ask(next())).headers['x-index-age']).toBeUndefined();
});

it('A2 Postgres is killed under ingest: nothing acknowledged is lost, and ingest resumes by itself', async () => {
  const chance = chanceFor('A2');
  const kills = size(3, 20);
  const reading = readers(4, () => `${server.url}/v1/articles/a${chance.between(0, ARTICLES - 1)}/related`);
  const acknowledged = new Set<string>();
  const writes: Answer[] = [];
  let isOver = false;
  let batch = 0;
  const writing = (async () => {
    while (!isOver) {
      const from = ARTICLES + batch * 50;
      const answer = await put(from, 50);
      writes.push(answer);
      if (answer.status !== 200) {
        await pause(20);
        continue;
      }
      batch++;
      for (let i = from; i < from + 50; i++) acknowledged.add(`a${i}`);
    }
  })();
  const resumed: number[] = [];
  for (let kill = 0; kill < kills; kill++) {
    await pause(chance.between(50, 2_000));
    await cluster.kill();
    await pause(chance.between(0, 1_500));
    await cluster.start();
    const written = acknowledged.size;
    resumed.push(await until(async () => acknowledged.size > written, 20));
  }
  isOver = true;
  await writing;
  const read = await reading.stop();
  const stored = await rows<{ id: string }>('select id from articles where deleted_at is null');
  const ids = new Set(stored.map(({ id }) => id));
  const lost = [...acknowledged].filter((id) => !ids.has(id));
  await until(async () => (await health()).articles === ids.size);
  const halves = new Map<number, number>();
  for (const id of ids) {
    const i = Number(id.slice(1));
    if (i >= ARTICLES)
      halves.set(Math.floor((i - ARTICLES) / 50), (halves.get(Math.floor((i - ARTICLES) / 50)) ?? 0) + 1);
  }
  process.stdout.write(
    `A2 ${kills} kills: ${acknowledged.size} acknowledged, lost ${lost.length}, ${read.length} lookups refused ${refused(read).length}, ` +
      `slowest write ${Math.max(...writes.map(({ ms }) => ms)).toFixed(0)} ms, resumed after ${resumed.map((ms) => ms.toFixed(0)).join(', ')} ms\n`,
  );
  expect(lost).toEqual([]);
  expect([...halves.values()].every((count) => count === 50)).toBe(true);
  expect(refused(read)).toEqual([]);
  expect(
    new Set(writes.map(({ status }) => status).filter((status) => status !== 200 && status !== 503)),
  ).toEqual(new Set());
  expect(server.process.exitCode).toBeNull();
});

it('A3, B10 single connections of Postgres are killed: every batch can be sent again, and the process lives', async () => {
  const chance = chanceFor('A3');
  const kills = size(10, 20);
  const word = `killed${chance.seed}`;
  let killed = 0;
  const killing = (async () => {
    while (killed < kills) {
      await pause(chance.between(50, 400));
      // A SIGKILL of one makes Postgres end all; SIGTERM ends the one (57P01).
      const backends = await cluster.backends().catch(() => []);
      if (backends.length === 0) continue;
      try {
        process.kill(chance.pick(backends), 'SIGTERM');
        killed++;
      } catch {
        // It ended meanwhile.
      }
    }
  })();
  let failures = 0;
  const total = ARTICLES;
  for (let from = 0; from < total || killed < kills; from += 100) {
    for (;;) {
      const answer = await put(from % total, 100, word);
      if (answer.status === 200) {
        const { counts } = JSON.parse(answer.body) as { counts: Record<string, number> };
        expect((counts.created ?? 0) + (counts.updated ?? 0) + (counts.unchanged ?? 0)).toBe(100);
        break;
      }
      expect(answer.status).toBe(503);
      failures++;
      await pause(20);
    }
  }
  await killing;
  await until(isCurrent);
  const generation = (await health()).generation;
  const { body } = await put(0, 100, word);
  expect((JSON.parse(body) as { counts: Record<string, number> }).counts).toMatchObject({
    unchanged: 100,
    created: 0,
  });
  const [count] = await rows<{ all: string; distinct: string }>(
    'select count(*) as all, count(distinct id) as distinct from articles',
  );
  expect(count?.all).toBe(count?.distinct);
  expect(server.process.exitCode).toBeNull();
  expect(server.log()).not.toMatch(/uncaught|unhandled/i);
  process.stdout.write(
    `A3 ${killed} connections killed: ${failures} batches refused and sent again, generation ${generation}\n`,
  );
});

it('B8 a server that starts without its database serves the snapshot within two seconds, and takes over when it is back', async () => {
  await until(isCurrent);
  // The first generation was made of nothing; of the next, which holds the articles, a stop leaves the snapshot.
  await until(async () => Number((await health()).generation) > 1);
  await server.end('SIGTERM');
  await cluster.stop();
  server = await startServer(environment());
  const servedMs = await until(
    async () => (await ask(`${server.url}/v1/articles/a3/related`)).status === 200,
    20,
  );
  const state = await health();
  const lookup = await ask(`${server.url}/v1/articles/a3/related`);
  const write = await put(0, 1, 'cold');
  await cluster.start();
  const readyMs = await until(isCurrent);
  process.stdout.write(
    `B8 snapshot served ${servedMs.toFixed(0)} ms after the port was open; current ${readyMs.toFixed(0)} ms after the database\n`,
  );
  expect(state).toMatchObject({ ready: true, db: 'down', stale: true });
  expect(lookup.headers['x-index-age']).toBeDefined();
  expect(write.status).toBe(503);
  expect((await put(0, 1, 'warm')).status).toBe(200);
});
