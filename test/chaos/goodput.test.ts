import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { expect, it } from 'vitest';
import { CLASS_LIMITS } from '../../src/http/admission/classes.ts';
import { chanceFor, isFull, size } from './chance.ts';
import { dataFolder, fill, startReady } from './ground.ts';
import { ask, readers, refused } from './traffic.ts';

/**
 * How much is still done when ten times too much is asked for? Counted for each second of CPU that the server gets: those who ask
 * live on the same machine, and take from it what they need themselves. The long form holds the median of the rounds to a share;
 * the short one prints it, since rounds of seconds on a busy machine say little.
 */
const ARTICLES = 1_500;
const ROUNDS = size(3, 6);
const SECONDS = size(4, 20);

interface Counts {
  done: number;
  readonly away: { status: number; retryAfter: string | undefined }[];
  unanswered: number;
}
const noCounts = (): Counts => ({ done: 0, away: [], unanswered: 0 });

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] as number;

const agent = new Agent({ connections: 1_000, headersTimeout: 60_000, bodyTimeout: 60_000 });
async function post(url: string, body: string, counts: Counts): Promise<void> {
  try {
    const response = await request(`${url}/v1/related`, {
      ...{ method: 'POST', dispatcher: agent, body, headers: { 'content-type': 'application/json' } },
    });
    await response.body.dump();
    if (response.statusCode === 200) counts.done++;
    else
      counts.away.push({
        status: response.statusCode,
        retryAfter: response.headers['retry-after'] as string | undefined,
      });
  } catch {
    counts.unanswered++;
  }
}

it('D1, D2 ten times too many drafts: at least 80 % as many are done as at capacity, the rest is told when to come again, lookups are answered', async () => {
  const chance = chanceFor('D1');
  const { url, process: server } = await startReady({
    DATA_DIR: await dataFolder(),
    RATE_TEXT: '0',
    RATE_LOOKUP: '0',
  });
  await fill(url, ARTICLES);
  // Nearly the longest draft that is allowed: the dearest request there is.
  const words = Array.from(
    { length: 6_000 },
    () => `cargo${chance.between(0, 400)} crew${chance.between(0, 99)}`,
  );
  const body = JSON.stringify({ title: 'A report', body: words.join(' ') });

  const cpuSeconds = async () => {
    const stat = await readFile(`/proc/${server.pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  };

  /** As many at a time as are taken on: what the server can do. */
  const atCapacity = async () => {
    const counts = noCounts();
    const endsAt = performance.now() + SECONDS * 1_000;
    const client = async () => {
      while (performance.now() < endsAt) {
        const away = counts.away.length;
        await post(url, body, counts);
        if (counts.away.length > away) await pause(20);
      }
    };
    const startedAt = performance.now();
    const before = await cpuSeconds();
    await Promise.all(Array.from({ length: CLASS_LIMITS.text.inFlight }, client));
    const perSecond = (counts.done * 1_000) / (performance.now() - startedAt);
    return { ...counts, perSecond, perCpu: counts.done / ((await cpuSeconds()) - before) };
  };
  /** At a rate of its own, whatever becomes of those before. */
  const offered = async (perSecond: number) => {
    const counts = noCounts();
    const startedAt = performance.now();
    const asked: Promise<void>[] = [];
    const before = await cpuSeconds();
    for (let elapsed = 0; elapsed < SECONDS * 1_000; elapsed = performance.now() - startedAt) {
      while (asked.length < (elapsed / 1_000) * perSecond) asked.push(post(url, body, counts));
      await pause(2);
    }
    await Promise.all(asked);
    const seconds = (performance.now() - startedAt) / 1_000;
    const perCpu = counts.done / ((await cpuSeconds()) - before);
    return { ...counts, asked: asked.length, perSecond: counts.done / seconds, perCpu };
  };

  const shed = async () =>
    [
      ...(await ask(`${url}/metrics`)).body.matchAll(
        /^kindred_shed_total\{class="text",reason="([^"]+)"\} (\d+)/gm,
      ),
    ]
      .map(([, reason, count]) => `${reason} ${count}`)
      .join(', ');

  await atCapacity();
  const shares: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const calm = await atCapacity();
    const reading = readers(1, () => `${url}/v1/articles/a${chance.between(0, ARTICLES - 1)}/related`);
    const load = await offered(10 * calm.perSecond);
    const lookups = await reading.stop();
    expect(calm.done).toBeGreaterThan(0);
    shares.push(load.perCpu / calm.perCpu);
    process.stdout.write(
      `D1 capacity ${calm.perSecond.toFixed(0)}/s, offered ${(load.asked / SECONDS).toFixed(0)}/s: done ${load.perSecond.toFixed(0)}/s, for each second of CPU ${load.perCpu.toFixed(0)} instead of ${calm.perCpu.toFixed(0)}, ` +
        `told to wait ${load.away.length}, no answer ${load.unanswered}; ${lookups.length} lookups, refused ${refused(lookups).length}; shed so far: ${await shed()}\n`,
    );
    expect(load.unanswered).toBe(0);
    for (const { status, retryAfter } of load.away) {
      expect(status).toBe(503);
      expect(retryAfter).toMatch(/^[1-9]\d*$/);
    }
    expect(lookups.length).toBeGreaterThan(0);
    expect(refused(lookups)).toEqual([]);
  }
  process.stdout.write(
    `D1 goodput at ten times capacity: ${shares.map((share) => share.toFixed(2)).join(', ')}\n`,
  );
  if (isFull) expect(median(shares)).toBeGreaterThanOrEqual(0.8);
});

it('D1 ten times as many readers: as many lookups are answered, none is refused', async () => {
  const chance = chanceFor('D1');
  const { url } = await startReady({ DATA_DIR: await dataFolder(), RATE_LOOKUP: '0' });
  await fill(url, ARTICLES);
  const rate = async (clients: number) => {
    const reading = readers(clients, () => `${url}/v1/articles/a${chance.between(0, ARTICLES - 1)}/related`);
    await pause(SECONDS * 1_000);
    const answers = await reading.stop();
    expect(refused(answers)).toEqual([]);
    return answers.length / SECONDS;
  };
  await rate(8);
  const shares: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const few = await rate(8);
    const many = await rate(80);
    shares.push(many / few);
    process.stdout.write(`D1 lookups: 8 readers ${few.toFixed(0)}/s, 80 readers ${many.toFixed(0)}/s\n`);
  }
  if (isFull) expect(median(shares)).toBeGreaterThanOrEqual(0.8);
});
