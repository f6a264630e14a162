import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/connect.ts';
import { readActive, readLatest } from '../../src/database/generations.ts';
import { migrate } from '../../src/database/migrate.ts';
import { Collection } from '../../src/service/collection.ts';
import { ingestBatch } from '../../src/service/ingest.ts';
import { loadFrozen } from '../../src/service/load.ts';
import { reindex, type Stage } from '../../src/service/reindex.ts';
import { toRecord } from '../../src/sources/record.ts';
import { type Cluster, startCluster } from '../support/cluster.ts';
import { PROJECT } from '../support/server.ts';
import { article } from './traffic.ts';

/** A reindex that is stopped or killed at each of its stages. */
const STAGES: readonly Stage[] = ['analysing', 'connecting', 'writing', 'verifying', 'active'];
let cluster: Cluster;
let database: Database;
let dataDir: string;

beforeAll(async () => {
  cluster = await startCluster({ fsync: 'off' });
  dataDir = await mkdtemp(join(tmpdir(), 'kindred-reindex-'));
  database = await openDatabase({ url: cluster.url, dataDir });
  await migrate(database);
  for (let from = 0; from < 600; from += 200)
    await ingestBatch(
      database,
      Array.from({ length: 200 }, (_, i) => toRecord(i, article(from + i))),
    );
  await reindex(database);
});
afterAll(async () => {
  await database?.close();
  await cluster?.remove();
  await rm(dataDir, { recursive: true, force: true });
});

const isWhole = async () => {
  const active = await readActive(database.orm);
  if (active === undefined) throw new Error('there is no active generation');
  const collection = new Collection(await loadFrozen(database.orm, active));
  expect(collection.size).toBe(600);
  return active.number;
};

/** Reindexes in a process of its own, which is killed at the `nth` report of a stage. */
async function killedWhile(stage: Stage, nth: number): Promise<void> {
  const program = `
    import { openDatabase } from './src/database/connect.ts';
    import { reindex } from './src/service/reindex.ts';
    const { CLUSTER: url, DATA_DIR: dataDir, STAGE, NTH } = process.env;
    const database = await openDatabase({ url, dataDir });
    let times = 0;
    await reindex(database, {
      keep: { leastArticles: 1, everyMs: 0 },
      onProgress: ({ stage }) => { if (stage === STAGE && ++times === Number(NTH)) process.kill(process.pid, 'SIGKILL'); },
    });`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
    cwd: PROJECT,
    env: { PATH: process.env.PATH, CLUSTER: cluster.url, DATA_DIR: dataDir, STAGE: stage, NTH: String(nth) },
    stdio: 'ignore',
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
}

it.each(STAGES)(
  'C2 an error while %s leaves a whole generation, and the next run succeeds',
  async (stage) => {
    const before = await isWhole();
    const failing = reindex(database, {
      onProgress: (progress) => {
        if (progress.stage === stage) throw new Error('planted');
      },
    });
    await expect(failing).rejects.toThrow('planted');
    const after = await isWhole();
    expect(after === before).toBe(stage !== 'active');
    expect(await reindex(database)).toMatchObject({ activated: true, articles: 600 });
  },
);

it.each(STAGES)(
  'C2, C3 a SIGKILL while %s leaves a whole generation, and the next run takes over at once',
  async (stage) => {
    const before = await isWhole();
    await killedWhile(stage, 1);
    const after = await isWhole();
    expect(after === before).toBe(stage !== 'active');
    if (stage !== 'active') expect((await readLatest(database.orm))?.status).toBe('building');
    const startedAt = performance.now();
    expect(await reindex(database)).toMatchObject({ activated: true, articles: 600 });
    process.stdout.write(
      `C3 taken over after a kill while ${stage}: ${Math.round(performance.now() - startedAt)} ms with the reindex\n`,
    );
  },
);

const vectors = async () => {
  const { rows } = await database.orm.execute(sql`
    select encode(v.own || v.neighbours || v.fingerprint, 'hex') as vector, g.floors
    from vectors v join generations g on g.number = v.generation where g.status = 'active' order by v.article`);
  return rows;
};

/** The stage and report of the kill, and how many reports of searching the next run needs; without a kill six of two tasks a pass. */
const KILLS: readonly [Stage, number, number][] = [
  ['connecting', 2, 6],
  ['refining', 1, 5],
  ['refining', 3, 4],
  ['refining', 4, 4],
  ['writing', 1, 3],
];

it.each(KILLS)(
  'C2 a SIGKILL while %s, at report %i, costs no work that was kept: the next run goes on there, and gives the same vectors',
  async (stage, nth, reports) => {
    await reindex(database);
    const whole = await vectors();
    await killedWhile(stage, nth);
    expect(await readdir(dataDir)).toEqual(['reindex.checkpoint']);
    const stages: Stage[] = [];
    const notes: string[] = [];
    const startedAt = performance.now();
    await reindex(database, {
      onNote: (note) => notes.push(note),
      onProgress: (progress) => stages.push(progress.stage),
    });
    expect(notes).toEqual([expect.stringContaining('going on')]);
    expect(stages[0]).toBe('connecting');
    expect(stages.filter((each) => each === 'connecting' || each === 'refining').length).toBe(reports);
    expect(await vectors()).toEqual(whole);
    expect(await readdir(dataDir)).toEqual([]);
    process.stdout.write(
      `C2 went on after a kill while ${stage}: ${Math.round(performance.now() - startedAt)} ms with the rest\n`,
    );
  },
);

it('C2 one that is killed twice, and once in between without what it kept, ends as one that was not', async () => {
  await reindex(database);
  const whole = await vectors();
  await killedWhile('connecting', 2);
  await killedWhile('refining', 3);
  await killedWhile('writing', 1);
  await reindex(database);
  expect(await vectors()).toEqual(whole);
  await killedWhile('refining', 3);
  await rm(join(dataDir, 'reindex.checkpoint'));
  await reindex(database);
  expect(await vectors()).toEqual(whole);
});
