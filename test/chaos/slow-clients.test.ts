import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { afterTest, dataFolder, needs, startReady, until } from './ground.ts';
import { ask } from './traffic.ts';

/** Many clients that hardly move, and more of them than there are descriptors. */

/** Connections of the loopback that are open at a port, seen from the server's side. */
async function openAt(port: number): Promise<number> {
  const lines = (await readFile('/proc/net/tcp', 'utf8')).split('\n');
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const ESTABLISHED = '01';
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter((row) => row[1]?.endsWith(local) && row[3] === ESTABLISHED).length;
}

/** Requests that were turned away since the start. */
async function shed(url: string): Promise<number> {
  const { body } = await ask(`${url}/metrics`);
  return [...body.matchAll(/^kindred_shed_total\{.*\} (\d+)$/gm)].reduce((sum, [, n]) => sum + Number(n), 0);
}

it.for([
  ['heads', '-H'],
  ['bodies', '-B'],
  ['reading', '-X'],
] as const)(
  'D5 slowhttptest with slow %s: the server is alive meanwhile, and all its connections are cut',
  async ([name, kind], context) => {
    needs(context, ['/usr/bin/slowhttptest'], 'slowhttptest');
    const { url } = await startReady({ DATA_DIR: await dataFolder(), RATE_LOOKUP: '0' });
    const port = Number(new URL(url).port);
    const path = kind === '-B' ? '/v1/related' : '/openapi.json';
    const options = `${kind} -c 200 -r 200 -i 5 -l 900 -p 5 -w 1 -y 16 -n 5 -z 1 -k 3 -f application/json -u ${url}${path}`;
    const attack = spawn('slowhttptest', options.split(' '), { stdio: ['ignore', 'pipe', 'ignore'] });
    afterTest(() => attack.kill('SIGKILL'));
    let isOver = false;
    let report = '';
    attack.stdout.setEncoding('utf8').on('data', (text: string) => {
      report += text;
    });
    void once(attack, 'close').then(() => {
      isOver = true;
    });
    let most = 0;
    let left = 0;
    const alive: number[] = [];
    // Those that ask here keep some.
    do {
      alive.push((await ask(`${url}/livez`)).status);
      left = await openAt(port);
      most = Math.max(most, left);
      await pause(200);
    } while (!isOver && (most + (await shed(url)) < 100 || left > 64));
    const turnedAway = await shed(url);
    process.stdout.write(
      `D5 slow ${name}: at most ${most} connections, ${turnedAway} requests turned away; asked whether it is alive ${alive.length} times\n`,
    );
    // Of bodies that do not come, only so many are waited for.
    expect(most + turnedAway).toBeGreaterThanOrEqual(100);
    expect(new Set(alive)).toEqual(new Set([200]));
    // It goes on as long as one of its connections is there: we ended them, not it.
    if (isOver) expect(report).toContain('No open connections left');
    else expect(left).toBeLessThanOrEqual(64);
  },
);

it('D6 a thousand connections and 256 descriptors: no crash, the open ones are served, and it recovers', async (context) => {
  needs(context, ['/usr/bin/prlimit'], 'util-linux');
  const { url, process: child } = await startReady({ DATA_DIR: await dataFolder() });
  execFileSync('prlimit', ['--pid', String(child.pid), '--nofile=256']);
  const port = Number(new URL(url).port);
  const kept = connect(port, '127.0.0.1');
  const answer = async () => {
    kept.write('GET /livez HTTP/1.1\r\nHost: a\r\n\r\n');
    return String((await once(kept, 'data'))[0]).slice(0, 15);
  };
  expect(await answer()).toBe('HTTP/1.1 200 OK');
  const flood = Array.from({ length: 1_000 }, () =>
    connect(port, '127.0.0.1')
      .on('error', () => {})
      .resume(),
  );
  await pause(2_000);
  expect(await answer()).toBe('HTTP/1.1 200 OK');
  for (const socket of flood) socket.destroy();
  kept.destroy();
  const recoveredMs = await until(async () => (await ask(`${url}/livez`)).status === 200);
  process.stdout.write(
    `D6 256 descriptors, 1,000 connections: recovered after ${Math.round(recoveredMs)} ms\n`,
  );
  expect(child.exitCode).toBeNull();
});
