import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { startCluster } from '../support/cluster.ts';
import { chanceFor, isFull, size } from './chance.ts';
import { afterTest, fill, folder, healthOf, putArticles, startReady, until } from './ground.ts';
import { ask, readers, refused } from './traffic.ts';

it('D8 mixed load for a while, the database restarted five times: nothing leaks, no lookup is refused', async () => {
  const chance = chanceFor('D8');
  const ARTICLES = size(500, 20_000);
  /** The long form takes an hour. */
  const [ROUNDS, ROUND_SECONDS] = [size(6, 12), size(4, 300)];
  const RESTARTS = 5;
  const cluster = await startCluster({ fsync: 'off' });
  afterTest(() => cluster.remove());
  const { url, process: child } = await startReady({
    ...{
      DATABASE_URL: cluster.url,
      DATA_DIR: join(await folder(), 'data'),
      RATE_LOOKUP: '0',
      RATE_TEXT: '0',
    },
  });
  await fill(url, ARTICLES);
  const descriptors = async () => (await readdir(`/proc/${child.pid}/fd`)).length;
  const residentMb = async () =>
    Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1_024;
  const isCurrent = async () => {
    const { db, stale } = await healthOf(url);
    return db === 'up' && !stale;
  };

  const rounds: { mb: number; descriptors: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const reading = readers(6, () => `${url}/v1/articles/a${chance.between(0, ARTICLES - 1)}/related`, 10);
    const endsAt = performance.now() + ROUND_SECONDS * 1_000;
    const odd: string[] = [];
    while (performance.now() < endsAt) {
      const from = chance.between(0, ARTICLES - 20);
      const write = await putArticles(url, from, 20, `word${chance.between(0, 9)}`);
      const draft = await ask(`${url}/v1/related`, { title: `Report of district ${from % 40}` });
      for (const { status, body } of [write, draft]) if (status !== 200) odd.push(`${status} ${body}`);
      await pause(50);
    }
    if (round >= ROUNDS - RESTARTS) {
      await cluster.stop();
      await pause(500);
      await cluster.start();
      await until(isCurrent);
    }
    const answers = await reading.stop();
    expect(refused(answers)).toEqual([]);
    expect(odd).toEqual([]);
    await pause(1_000);
    rounds.push({ mb: await residentMb(), descriptors: await descriptors() });
    if (isFull) process.stdout.write(`D8 round ${round}: ${rounds[round]?.mb.toFixed(0)} MB\n`);
  }
  process.stdout.write(
    `D8 ${ROUNDS * ROUND_SECONDS} s, ${RESTARTS} restarts: memory ${rounds.map(({ mb }) => mb.toFixed(0)).join(', ')} MB, descriptors ${rounds.map((round) => round.descriptors).join(', ')}\n`,
  );
  const [first, last] = [rounds[isFull ? 3 : 1], rounds.at(-1)] as [(typeof rounds)[0], (typeof rounds)[0]];
  // Connections of readers and of the pool come and go; a leak would be one for each request or restart of thousands.
  expect(last.descriptors - first.descriptors).toBeLessThanOrEqual(8);
  if (isFull) expect(last.mb / first.mb).toBeLessThan(1.1);
}, 7_200_000);
