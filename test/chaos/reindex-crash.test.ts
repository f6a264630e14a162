import { spawn } from 'node:child_process';
import { once } from 'node:events';
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

beforeAll(async () => {
  cluster = await startCluster({ fsync: 'off' });
  database = await openDatabase({ url: cluster.url, dataDir: '' });
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
});

const isWhole = async () => {
  const active = await readActive(database.orm);
  if (active === undefined) throw new Error('there is no active generation');
  const collection = new Collection(await loadFrozen(database.orm, active));
  expect(collection.size).toBe(600);
  return active.number;
};

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
    const program = `
    import { openDatabase } from './src/database/connect.ts';
    import { reindex } from './src/service/reindex.ts';
    const database = await openDatabase({ url: process.env.CLUSTER, dataDir: '' });
    await reindex(database, { onProgress: ({ stage }) => { if (stage === process.env.STAGE) process.kill(process.pid, 'SIGKILL'); } });`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
      cwd: PROJECT,
      env: { PATH: process.env.PATH, CLUSTER: cluster.url, STAGE: stage },
      stdio: 'ignore',
    });
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');
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
