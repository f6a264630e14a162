import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, chown, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { PROJECT, runCommand, type TestServer, whenReady } from '../support/server.ts';
import { chanceFor, size } from './chance.ts';
import {
  afterTest,
  dataFolder,
  fill,
  folder,
  healthOf,
  needs,
  putArticles,
  startReady,
  until,
} from './ground.ts';
import { article, ask, readers, refused } from './traffic.ts';

/** A disk that fails, a clock that lies, a machine that is busy, a container that forbids. */
const FAILING_DISK = fileURLToPath(new URL('failing-disk.cjs', import.meta.url));
const FAKETIME = '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1';

const isRunning = ({ process: child }: TestServer) => child.exitCode === null && child.signalCode === null;

const idsIn = async (dataDir: string) => {
  const { code, stdout, stderr } = await runCommand('export', ['--limit', '1', '--min-score', '0'], {
    DATA_DIR: dataDir,
  });
  if (code !== 0) throw new Error(stderr);
  const lines = stdout.trim().split('\n').filter(Boolean);
  return new Set(lines.map((line) => (JSON.parse(line) as { id: string }).id));
};

it('A7 writes to the disk fail now and then: none that failed is acknowledged, none acknowledged is lost, and with a sound disk writes are taken again', async () => {
  const chance = chanceFor('A7');
  const dataDir = await dataFolder();
  const sound = await startReady({ DATA_DIR: dataDir });
  await fill(sound.url, 100);
  await sound.end('SIGTERM');
  const acknowledged = new Set(Array.from({ length: 100 }, (_, i) => `a${i}`));
  const statuses = new Map<number, number>();
  let [failedWrites, ended, recovered] = [0, 0, 0];
  const runs = size(3, 30);
  for (let run = 0; run < runs; run++) {
    const control = join(await folder(), 'failing');
    const server = await startReady({
      ...{ DATA_DIR: dataDir, LOG_LEVEL: 'silent', NODE_OPTIONS: `--require ${FAILING_DISK}` },
      ...{ FAILING_FOLDER: join(dataDir, 'postgres'), FAILING_WHILE: control },
    });
    const put = async (from: number, word?: string) => {
      const { status } = await putArticles(server.url, from, 10, word);
      if (status === 200) for (let i = from; i < from + 10; i++) acknowledged.add(`a${i}`);
      return status;
    };
    const failures = async () => (await readFile(`${control}.failed`).catch(() => '')).length;
    await writeFile(control, `${chance.pick([0.005, 0.02, 0.1])} ${chance.between(1, 2 ** 30)}`);
    // With a small probability, a fixed number of batches would now and then pass without a failure.
    for (let batch = 0; isRunning(server) && (batch < size(10, 60) || (await failures()) === 0); batch++) {
      const status = await put(1_000 * (run + 1) + (batch % 60) * 10, `batch${batch}`);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    await rm(control);
    failedWrites += await failures();
    const last = 1_000 * (run + 1) + 900;
    while (isRunning(server) && (await put(last)) !== 200) await pause(200);
    if (isRunning(server)) recovered++;
    else ended++;
    await server.end('SIGKILL');
  }
  const again = await startReady({ DATA_DIR: dataDir });
  expect((await putArticles(again.url, 0, 10, 'after')).status).toBe(200);
  await again.end('SIGTERM');
  const ids = await idsIn(dataDir);
  const lost = [...acknowledged].filter((id) => !ids.has(id));
  process.stdout.write(
    `A7 ${runs} runs: ${failedWrites} writes to the disk failed; ${acknowledged.size} articles acknowledged, lost ${lost.length}; statuses ${JSON.stringify([...statuses])}; wrote again ${recovered}, ended by itself ${ended}\n`,
  );
  expect(failedWrites).toBeGreaterThan(0);
  expect(lost).toEqual([]);
  for (const status of statuses.keys()) expect([0, 200, 500, 503, 507]).toContain(status);
});

it('D9 the clock is five years ahead or a day behind: boxes stay sound, old keys stay out, the later write wins', async (context) => {
  needs(context, [FAKETIME], 'faketime');
  const dataDir = await dataFolder();
  const admin = 'a-key-for-this-test-only';
  const at = (offset?: string) =>
    startReady({
      ...{ DATA_DIR: dataDir, ADMIN_KEY: admin, DONT_FAKE_MONOTONIC: '1' },
      ...(offset !== undefined && { LD_PRELOAD: FAKETIME, FAKETIME: offset }),
    });
  const send = (url: string, method: string, path: string, key: string, body: unknown) =>
    fetch(url + path, {
      ...{ method, body: JSON.stringify(body) },
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    });
  const put = (url: string, key: string, word: string) =>
    send(
      url,
      'POST',
      '/v1/articles',
      key,
      Array.from({ length: 60 }, (_, i) => article(i, word)),
    );

  const now = await at();
  const made = await send(now.url, 'POST', '/v1/keys', admin, {
    ...{ name: 'a month', scopes: ['write'], expiresInDays: 30 },
  });
  const { key } = (await made.json()) as { key: string };
  expect((await put(now.url, key, 'harbour')).status).toBe(200);
  await now.end('SIGTERM');

  for (const [offset, status, word] of [
    ['+1826d', 401, 'ahead'],
    ['-1d', 200, 'behind'],
  ] as const) {
    const server = await at(offset);
    expect((await put(server.url, key, word)).status).toBe(status);
    const written = await put(server.url, admin, word);
    const { counts } = (await written.json()) as { counts: Record<string, number> };
    // With the expiring key it may have been written a moment ago.
    expect(counts).toMatchObject(status === 200 ? { unchanged: 60 } : { updated: 60 });
    await until(async () => !(await healthOf(server.url)).stale);
    for (let i = 0; i < 60; i++) {
      const box = await ask(`${server.url}/v1/articles/a${i}/related?minScore=0`);
      expect(box.status).toBe(200);
      const items = (JSON.parse(box.body) as { items: { score: number }[] }).items;
      expect(items.length).toBeGreaterThan(0);
      for (const { score } of items) expect(score).toSatisfy(Number.isFinite);
      const [, age] = /max-age=(-?\d+)/.exec(String(box.headers['cache-control'])) ?? [];
      expect(Number(age)).toBeGreaterThanOrEqual(0);
    }
    const stored = (await (
      await fetch(`${server.url}/v1/articles/a7`, { headers: { authorization: `Bearer ${admin}` } })
    ).json()) as { body: string };
    expect(stored.body).toContain(word);
    await server.end('SIGTERM');
  }
  process.stdout.write('D9 clock +5 years and -1 day: 120 boxes sound, the expired key refused\n');
});

it('D9 other programs take the whole machine: every lookup is answered', async () => {
  const chance = chanceFor('D9');
  const { url } = await startReady({ DATA_DIR: await dataFolder() });
  await fill(url, 500);
  const busy = cpus().map(() => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
  afterTest(() => {
    for (const child of busy) child.kill('SIGKILL');
  });
  const reading = readers(8, () => `${url}/v1/articles/a${chance.between(0, 499)}/related`);
  await pause(size(4, 60) * 1_000);
  const answers = await reading.stop();
  process.stdout.write(
    `D9 ${busy.length} cores taken: ${answers.length} lookups, refused ${refused(answers).length}\n`,
  );
  expect(answers.length).toBeGreaterThan(0);
  expect(refused(answers)).toEqual([]);
});

it('E4 a user without rights, a root that is read-only, one folder for data: it serves, and ends with 0 on SIGTERM', async (context) => {
  needs(context, ['/usr/bin/setpriv', '/usr/bin/unshare'], 'util-linux');
  if (process.getuid?.() !== 0) context.skip('only root can take rights away like this');
  const data = await folder();
  const NOBODY = 65_534;
  await chown(data, NOBODY, NOBODY);
  await chmod(data, 0o700);
  const port = 20_000 + (process.pid % 20_000);
  // A folder for /tmp inside, so that nothing else can be written; the data folder stays what it is.
  const inside = `
    mount --bind / / && mount -o remount,ro,bind / && mount --bind "$DATA_DIR" "$DATA_DIR" &&
    mount -o remount,rw,bind "$DATA_DIR" && cd "$PROJECT" &&
    exec setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all \
      "$NODE" --import tsx src/main.ts`;
  const child: ChildProcess = spawn('unshare', ['-m', 'sh', '-c', inside], {
    env: {
      ...{ PATH: process.env.PATH, PROJECT, NODE: process.execPath, DATA_DIR: data, TMPDIR: data },
      ...{ HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'warn' },
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  afterTest(() => child.kill('SIGKILL'));
  if (/mount: .*(?:denied|not permitted)/i.test(log)) context.skip('nothing can be mounted here');
  const server: TestServer = {
    ...{ url: `http://127.0.0.1:${port}`, process: child, log: () => log },
    async end(signal) {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill(signal);
      await exited;
      return child.exitCode;
    },
  };
  await whenReady(server);
  await fill(server.url, 100);
  expect((await ask(`${server.url}/v1/articles/a3/related`)).status).toBe(200);
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  expect(status).toMatch(/^Uid:\t65534\t65534\t/m);
  expect(status).toMatch(/^CapEff:\t0+$/m);
  expect(status).toMatch(/^CapBnd:\t0+$/m);
  expect(status).toMatch(/^NoNewPrivs:\t1$/m);
  expect(await server.end('SIGTERM')).toBe(0);
});
