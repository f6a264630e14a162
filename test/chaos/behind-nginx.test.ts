import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cluster, startCluster } from '../support/cluster.ts';
import { freePort, PROJECT, type TestServer } from '../support/server.ts';
import { chanceFor, size } from './chance.ts';
import { afterTest, fill, folder, needs, start, startReady, until } from './ground.ts';
import { ask, readers, refused } from './traffic.ts';

/** What does a client of the proxy see? Debian's nginx with operations/nginx.conf in front. */
let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({ fsync: 'off' });
});
afterAll(() => cluster?.remove());

/** Starts nginx with the file of operations/, its ports and folders changed, and whatever `change` does to it. */
async function startNginx(
  ports: readonly [number, number],
  change: (text: string) => string = (text) => text,
) {
  const place = await folder();
  const port = await freePort();
  const text = (await readFile(join(PROJECT, 'operations/nginx.conf'), 'utf8'))
    .replace('127.0.0.1:3001', `127.0.0.1:${ports[0]}`)
    .replace('127.0.0.1:3002', `127.0.0.1:${ports[1]}`)
    .replace('127.0.0.1:8080', `127.0.0.1:${port}`)
    .replace('/tmp/kindred-cache', join(place, 'cache'));
  const file = join(place, 'nginx.conf');
  // Its processes give up root's rights by default, and could not write into the folder.
  const user = process.getuid?.() === 0 ? 'user root;\n' : '';
  await writeFile(file, `${user}pid ${place}/pid;\nerror_log ${place}/error.log;\n${change(text)}`);
  const child = spawn('nginx', ['-p', place, '-c', file, '-e', `${place}/error.log`, '-g', 'daemon off;'], {
    stdio: 'ignore',
  });
  afterTest(() => child.kill('SIGTERM'));
  const url = `http://127.0.0.1:${port}`;
  await until(async () => (await ask(`${url}/livez`)).status === 200);
  return url;
}

it('E2 connections that nginx keeps are never closed under it: no request in bursts with pauses is refused', async (context) => {
  needs(context, ['/usr/sbin/nginx'], 'nginx-light');
  const chance = chanceFor('E2');
  // A thirtieth of the real times: 2 s at the proxy, 2.2 s here.
  const server = await startReady({
    ...{ DATABASE_URL: cluster.url, DATA_DIR: await folder(), KEEP_ALIVE_SECONDS: '2.2' },
  });
  await fill(server.url, 100);
  const port = Number(new URL(server.url).port);
  const url = await startNginx([port, port], (text) =>
    text
      .replace('keepalive_timeout 60s', 'keepalive_timeout 2s')
      .replace(/proxy_next_upstream .*;/, 'proxy_next_upstream off;')
      .replace(/proxy_cache kindred;/, 'proxy_cache off;'),
  );
  const statuses: number[] = [];
  for (let burst = 0; burst < size(8, 200); burst++) {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        i % 2 === 0
          ? ask(`${url}/v1/articles/a${i}/related`)
          : ask(`${url}/v1/related`, { title: 'Harbour' }),
      ),
    );
    statuses.push(...answers.map(({ status }) => status));
    await pause(chance.between(1_700, 2_300));
  }
  process.stdout.write(
    `E2 ${statuses.length} requests through kept connections, refused ${statuses.filter((status) => status !== 200).length}\n`,
  );
  // A connection that is closed under the proxy is its 502; 503 is the service's own word on a busy machine.
  expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
});

it('E2 the times that are delivered fit each other: the server keeps a connection longer than the proxy', async () => {
  const proxy = await readFile(join(PROJECT, 'operations/nginx.conf'), 'utf8');
  const [, seconds] = /keepalive_timeout (\d+)s/.exec(proxy) ?? [];
  const server = await startReady({ DATABASE_URL: cluster.url, DATA_DIR: await folder() });
  const { headers } = await ask(`${server.url}/livez`);
  const [, kept] = /timeout=(\d+)/.exec(String(headers['keep-alive'])) ?? [];
  expect(Number(kept)).toBeGreaterThan(Number(seconds));
});

it('E1, E2 a deploy: two replicas are exchanged one after the other, and no lookup and no write is refused', async (context) => {
  needs(context, ['/usr/sbin/nginx'], 'nginx-light');
  const chance = chanceFor('E2');
  const key = 'a-key-for-this-test-only';
  const ports = [await freePort(), await freePort()] as const;
  const replica = async (i: 0 | 1) =>
    start({
      DATABASE_URL: cluster.url,
      DATA_DIR: await folder(),
      PORT: String(ports[i]),
      DRAIN_SECONDS: '3',
      ADMIN_KEY: key,
    });
  const isReady = (i: 0 | 1) =>
    until(async () => (await ask(`http://127.0.0.1:${ports[i]}/readyz`)).status === 200);
  const first = await startReady({ DATABASE_URL: cluster.url, DATA_DIR: await folder() });
  await fill(first.url, 200);
  await first.end('SIGTERM');
  const replicas: [TestServer, TestServer] = [await replica(0), await replica(1)];
  await isReady(0);
  await isReady(1);
  const url = await startNginx(ports, (text) => text.replace(/proxy_cache kindred;/, 'proxy_cache off;'));
  const reading = readers(6, () => `${url}/v1/articles/a${chance.between(0, 199)}/related`);
  let isOver = false;
  const writes: number[] = [];
  const writing = (async () => {
    for (let i = 0; !isOver; i++) {
      const response = await fetch(`${url}/v1/articles/w${i}`, {
        ...{ method: 'PUT', body: JSON.stringify({ title: `Harbour ${i}` }) },
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      });
      await response.text();
      writes.push(response.status);
      await pause(20);
    }
  })();
  for (const i of [0, 1] as const) {
    expect(await replicas[i].end('SIGTERM')).toBe(0);
    replicas[i] = await replica(i);
    await isReady(i);
    await pause(500);
  }
  isOver = true;
  await writing;
  const answers = await reading.stop();
  const bad = writes.filter((status) => status !== 200 && status !== 201);
  process.stdout.write(
    `E1 deploy: ${answers.length} lookups, refused ${refused(answers).length}; ${writes.length} writes, refused ${bad.length}\n`,
  );
  expect(refused(answers)).toEqual([]);
  expect(bad).toEqual([]);
});
