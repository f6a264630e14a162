import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { chanceFor, size } from './chance.ts';
import { afterTest, dataFolder, fill, healthOf, putArticles, startReady, until } from './ground.ts';
import { ask } from './traffic.ts';

/** Does anybody notice that the server changes over to a new generation, again and again? */
const ARTICLES = size(2_000, 20_000);
const SWITCHES = size(4, 10);
const LIMIT = 4;

const residentMb = async (pid: number | undefined, field: 'VmRSS' | 'VmHWM') =>
  Number(new RegExp(`${field}:\\s+(\\d+)`).exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;

it('C1 reindexing again and again while readers read and writers write: every box is whole and of one generation', async () => {
  const chance = chanceFor('C1');
  const { url, process: child } = await startReady({
    DATA_DIR: await dataFolder(),
    RATE_LOOKUP: '0',
    RATE_WRITE: '0',
  });
  await fill(url, ARTICLES);
  await until(async () => (await healthOf(url)).generation > 0);
  const reindexed = async () => {
    const before = (await healthOf(url)).generation;
    await until(async () => [202, 409].includes((await ask(`${url}/v1/reindex`, undefined, 'POST')).status));
    await until(async () => (await healthOf(url)).generation > before);
  };
  await reindexed();
  const steadyMb = await residentMb(child.pid, 'VmRSS');

  let isOver = false;
  afterTest(() => {
    isOver = true;
  });
  const faults: string[] = [];
  const generations = new Set<number>();
  let lookups = 0;
  const reader = async () => {
    let latest = 0;
    while (!isOver) {
      const id = `a${chance.between(0, ARTICLES - 1)}`;
      const { status, body } = await ask(`${url}/v1/articles/${id}/related?limit=${LIMIT}&minScore=0`);
      lookups++;
      if (status !== 200) {
        faults.push(`${id}: ${status} ${body}`);
        continue;
      }
      const box = JSON.parse(body) as { generation: number; items: { id: string }[] };
      generations.add(box.generation);
      if (box.generation < latest) faults.push(`${id}: generation ${box.generation} after ${latest}`);
      latest = box.generation;
      if (new Set(box.items.map((item) => item.id)).size !== LIMIT) faults.push(`${id}: ${body}`);
    }
  };
  const writer = async (number: number) => {
    for (let i = 0; !isOver; i++) {
      const { status } = await putArticles(url, 100_000 * (number + 1) + i * 5, 5);
      if (status !== 200) faults.push(`a write: ${status}`);
      await pause(30);
    }
  };
  const all = [...Array.from({ length: 20 }, reader), ...[0, 1].map(writer)];
  for (let i = 0; i < SWITCHES; i++) await reindexed();
  isOver = true;
  await Promise.all(all);
  const peakMb = await residentMb(child.pid, 'VmHWM');
  process.stdout.write(
    `C1 ${SWITCHES} switches: ${lookups} lookups of ${generations.size} generations, faults ${faults.length}; ` +
      `memory ${steadyMb.toFixed(0)} MB, at most ${peakMb.toFixed(0)} MB (${(peakMb / steadyMb).toFixed(2)} ×)\n`,
  );
  expect(faults.slice(0, 5)).toEqual([]);
  expect(generations.size).toBeGreaterThanOrEqual(SWITCHES);
  expect(peakMb).toBeLessThanOrEqual(2.2 * steadyMb);
});
