import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { expect, it } from 'vitest';
import { serverPrograms, startCluster } from '../support/cluster.ts';
import { chanceFor } from './chance.ts';
import { afterTest, fill, folder, healthOf, putArticles, startReady, until } from './ground.ts';
import { article, ask, readers, refused } from './traffic.ts';

/** What do readers and newsroom notice of DATABASE_READ_URL: of a replica that is behind, and of one that is gone? */
it('DATABASE_READ_URL: what is shown comes from the replica, what is written goes to the primary, and neither needs the other to be there', async (context) => {
  if (serverPrograms() === undefined) context.skip('there is no Postgres server: apt-get install postgresql');
  const chance = chanceFor('DATABASE_READ_URL');
  const primary = await startCluster();
  afterTest(() => primary.remove());
  const replica = await startCluster({}, primary);
  afterTest(() => replica.remove());
  const settings = { DATABASE_URL: primary.url, DATABASE_READ_URL: replica.url, RATE_LOOKUP: '0' };
  const { url, process: server } = await startReady({ ...settings, DATA_DIR: await folder() });
  await fill(url, 200);

  const onReplica = async (statement: string) => {
    const client = postgres(replica.url, { max: 1, onnotice: () => {} });
    await client.unsafe(statement);
    await client.end();
  };
  const shown = async (id: string) => {
    const { status, body } = await ask(`${url}/v1/articles/${id}/related`);
    return status === 200 && (JSON.parse(body) as { status: string }).status !== 'pending';
  };
  const write = async (i: number) => {
    const { status, body } = await ask(`${url}/v1/articles`, [article(i)]);
    expect(status, body).toBe(200);
  };

  // Behind: written, not shown, and said to be of an earlier moment.
  await onReplica('select pg_wal_replay_pause()');
  await write(300);
  await pause(2_000);
  expect(await shown('a300')).toBe(false);
  await until(async () => (await healthOf(url)).stale, 200);
  const late = await ask(`${url}/v1/articles/a3/related`);
  expect(late.status).toBe(200);
  expect(Number(late.headers['x-index-age'])).toBeGreaterThan(0);
  await onReplica('select pg_wal_replay_resume()');
  await until(() => shown('a300'));
  await until(async () => !(await healthOf(url)).stale);

  // Gone: readers and writers go on; what was written meanwhile is shown when it is back.
  const reading = readers(4, () => `${url}/v1/articles/a${chance.between(0, 199)}/related`);
  await replica.kill();
  await write(301);
  await pause(1_000);
  expect(await shown('a301')).toBe(false);
  await replica.start();
  await until(() => shown('a301'));

  // The primary is gone: nothing is written, everything is shown.
  await primary.kill();
  await until(async () => (await putArticles(url, 400, 1)).status === 503);
  expect(await shown('a301')).toBe(true);
  await primary.start();
  await until(async () => (await putArticles(url, 400, 1)).status === 200);
  await until(() => shown('a400'));
  const answers = await reading.stop();
  expect(answers.length).toBeGreaterThan(0);
  expect(refused(answers)).toEqual([]);
  expect(server.exitCode).toBeNull();
  process.stdout.write(
    `DATABASE_READ_URL: replica behind, replica gone, primary gone: ${answers.length} lookups, refused 0\n`,
  );
});
