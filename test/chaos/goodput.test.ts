import { execFile, spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { CLASS_LIMITS } from '../../src/http/admission/classes.ts';
import { chanceFor, isFull, size } from './chance.ts';
import { dataFolder, fill, folder, needs, startReady } from './ground.ts';
import { percentile, readers, refused } from './traffic.ts';

/**
 * How much is still done when ten times too much is asked for? Counted for each second of CPU that the server gets: those who ask
 * live on the same machine, and take from it what they need themselves; wrk needs the least. Where two threads share the parts of a
 * core, a second of it is worth less while both run: what is left of the machine is kept busy at the lowest priority, calm or not, so
 * that seconds are alike. The long form holds the median of the rounds to a share; the short one prints it, since rounds of seconds on
 * a busy machine say little.
 */
const ARTICLES = 1_500;
const ROUNDS = size(3, 6);
const SECONDS = size(4, 20);
const CONNECTIONS = 1_000;
const WRK = '/usr/bin/wrk';

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] as number;

interface Outcome {
  readonly seconds: number;
  readonly done: number;
  /** 503 with `Retry-After` in whole seconds. */
  readonly away: number;
  readonly otherwise: number;
  /** Connections that ended, and requests that got no answer in time. */
  readonly unanswered: number;
}

/** What wrk does with a draft: each connection sends it, waits for the answer, pauses, and sends it again. */
const SCRIPT = `
local file = io.open(os.getenv("DRAFT"))
wrk.method, wrk.body, wrk.headers["content-type"] = "POST", file:read("*a"), "application/json"
file:close()
local pause = tonumber(os.getenv("PAUSE_MS"))
local threads = {}
function setup(thread) table.insert(threads, thread) end
function init() done, away, otherwise = 0, 0, 0 end
function delay() return pause end
function response(status, headers)
  if status == 200 then done = done + 1
  elseif status == 503 and (headers["Retry-After"] or headers["retry-after"] or ""):match("^[1-9]%d*$") then away = away + 1
  else otherwise = otherwise + 1 end
end
function _G.done(summary)
  local thread, errors = threads[1], summary.errors
  print(string.format('{"seconds":%f,"done":%d,"away":%d,"otherwise":%d,"unanswered":%d}', summary.duration / 1e6,
    thread:get("done"), thread:get("away"), thread:get("otherwise"), errors.connect + errors.read + errors.write + errors.timeout))
end
`;

/** Until the test ends. */
function keepBusy(): void {
  const loops = Array.from({ length: availableParallelism() }, () =>
    spawn(process.execPath, ['--eval', 'for (;;);'], { stdio: 'ignore' }),
  );
  onTestFinished(() => {
    for (const loop of loops) loop.kill('SIGKILL');
  });
  for (const { pid } of loops) if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW);
}

it('D1, D2 ten times too many drafts: at least 80 % as many are done as at capacity, the rest is told when to come again, lookups are answered', async (context) => {
  needs(context, [WRK], 'wrk');
  const chance = chanceFor('D1');
  const files = await folder();
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
  const [draft, script] = [join(files, 'draft.json'), join(files, 'drafts.lua')];
  await writeFile(draft, JSON.stringify({ title: 'A report', body: words.join(' ') }));
  await writeFile(script, SCRIPT);

  const cpuSeconds = async () => {
    const stat = await readFile(`/proc/${server.pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  };
  /** So many connections, with a pause after each answer; a reader and somebody who asks whether it lives look on. */
  const load = async (connections: number, pauseMs: number) => {
    const lookups = readers(1, () => `${url}/v1/articles/a${chance.between(0, ARTICLES - 1)}/related`, 50);
    const health = readers(1, () => `${url}/livez`, 50);
    const before = await cpuSeconds();
    const { stdout } = await promisify(execFile)(
      WRK,
      ['-t1', `-c${connections}`, `-d${SECONDS}`, '--timeout', '30', '-s', script, `${url}/v1/related`],
      { env: { DRAFT: draft, PAUSE_MS: String(pauseMs) } },
    );
    const outcome = JSON.parse(stdout.slice(stdout.lastIndexOf('{'))) as Outcome;
    const cpu = (await cpuSeconds()) - before;
    const looked = await lookups.stop();
    expect(looked.length).toBeGreaterThan(0);
    expect(refused([...looked, ...(await health.stop())])).toEqual([]);
    expect(outcome).toMatchObject({ otherwise: 0, unanswered: 0 });
    const { seconds, done } = outcome;
    return { ...outcome, looked, perSecond: done / seconds, perCpu: done / cpu };
  };
  const atCapacity = () => load(CLASS_LIMITS.text.inFlight, 0);

  keepBusy();
  await atCapacity();
  const shares: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const calm = await atCapacity();
    expect(calm.done).toBeGreaterThan(0);
    const flood = await load(CONNECTIONS, (CONNECTIONS * 1_000) / (10 * calm.perSecond));
    shares.push(flood.perCpu / calm.perCpu);
    const offered = (flood.done + flood.away) / flood.seconds;
    process.stdout.write(
      `D1 capacity ${calm.perSecond.toFixed(0)}/s, offered ${offered.toFixed(0)}/s: done ${flood.perSecond.toFixed(0)}/s, ` +
        `for each second of CPU ${flood.perCpu.toFixed(0)} instead of ${calm.perCpu.toFixed(0)}, told to wait ${flood.away}; ` +
        `lookups p99 ${percentile(flood.looked, 0.99).toFixed(0)} ms, calm ${percentile(calm.looked, 0.99).toFixed(0)} ms\n`,
    );
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
