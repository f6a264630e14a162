import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { describeDatabase } from '../support/database.ts';
import { ended, PROJECT, startServer, type TestServer, whenReady } from '../support/server.ts';

const running: TestServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.end('SIGKILL')));
});

describeDatabase('a process that stops', (openOptions) => {
  const start = async (more: Record<string, string> = {}) => {
    const { url, dataDir } = await openOptions();
    const server = await startServer({
      DATA_DIR: dataDir,
      LOG_LEVEL: 'info',
      ...(url !== undefined && { DATABASE_URL: url }),
      ...more,
    });
    running.push(server);
    await whenReady(server);
    return server;
  };
  /** A request of which the last byte is sent later. */
  const begun = async (url: string, i: number) => {
    const body = JSON.stringify({ title: `Storm ${i}`, body: 'The harbour is closed.' });
    const socket = connect(Number(new URL(url).port), '127.0.0.1').setEncoding('utf8');
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.write(
      `PUT /v1/articles/e-${i} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body.slice(0, -1)}`,
    );
    return async () => {
      let text = '';
      socket.on('data', (data: string) => {
        text += data;
      });
      socket.write(body.slice(-1));
      await once(socket, 'close');
      return text;
    };
  };

  it('E1: says first that it is not ready, finishes every request under way, and exits with 0', async () => {
    const server = await start({ DRAIN_SECONDS: '4' });
    const requests = await Promise.all(Array.from({ length: 20 }, (_, i) => begun(server.url, i)));
    const inFlight = /kindred_in_flight\{class="write"\} 20\n/;
    while (!inFlight.test(await (await fetch(`${server.url}/metrics`)).text())) await pause(20);
    const exited = server.end('SIGTERM');
    while ((await fetch(`${server.url}/readyz`)).status !== 503) await pause(20);
    const answers = await Promise.all(requests.map((finish) => finish()));
    for (const answer of answers) {
      expect(answer).toMatch(/^HTTP\/1\.1 201 /);
      expect(answer).toMatch(/\r\nconnection: close\r\n/i);
    }
    expect(await exited).toBe(0);
  });

  it('E1: exits with 1 at a second SIGTERM', async () => {
    const server = await start();
    server.process.kill('SIGTERM');
    while ((await fetch(`${server.url}/readyz`)).status !== 503) await pause(20);
    expect(await server.end('SIGTERM')).toBe(1);
  });

  it('E3: is alive while its database is frozen or away, and says so without it', async () => {
    const server = await startServer({
      DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
      LOG_LEVEL: 'silent',
    });
    running.push(server);
    for (let i = 0; i < 20; i++) expect((await fetch(`${server.url}/livez`)).status).toBe(200);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it('writes one line a request, with the id that was sent and without the query, keys or passwords', async () => {
    const server = await start({ ADMIN_KEY: 'canary-key-0123456789', LOG_LEVEL: 'trace' });
    const ask = (path: string, headers: Record<string, string>) => fetch(server.url + path, { headers });
    const plain = await ask('/v1/articles/a/related?exclude=canary-query', { 'x-request-id': 'plain-1' });
    expect(plain.headers.get('x-request-id')).toBe('plain-1');
    const forged = await ask('/v1/articles/x%0d%0aforged/related', { 'x-request-id': 'two words' });
    expect(forged.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
    await fetch(`${server.url}/v1/articles/a`, {
      method: 'DELETE',
      headers: { authorization: 'Bearer canary-key-0123456789' },
    });
    await fetch(`${server.url}/v1/articles/a`, {
      method: 'DELETE',
      headers: { authorization: 'Bearer canary-wrong-key' },
    });
    const lines = server
      .log()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { msg: string; requestId?: string; route?: string });
    const requests = lines.filter(({ msg, route }) => msg === 'request' && route?.startsWith('/v1/'));
    expect(requests.map(({ route }) => route)).toEqual([
      ...Array(2).fill('/v1/articles/:id/related'),
      ...Array(2).fill('/v1/articles/:id'),
    ]);
    expect(requests[0]?.requestId).toBe('plain-1');
    expect(server.log()).not.toContain('canary');
  });

  it('sends a span for each request to where traces are wanted, below the sender’s own', async () => {
    const bodies: Buffer[] = [];
    const collector = createServer((request, response) => {
      request.on('data', (data: Buffer) => bodies.push(data)).on('end', () => response.end());
    }).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    const { port } = collector.address() as AddressInfo;
    const server = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    await fetch(`${server.url}/livez`, { headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` } });
    await server.end('SIGTERM');
    expect(Buffer.concat(bodies).toString()).toContain(traceId);
    expect(Buffer.concat(bodies).toString()).toContain('GET /livez');
    collector.close();
  });
});

describe('bad settings', () => {
  const BAD: readonly [variable: string, value: string][] = [
    ...['-1', '65536', '80.5', 'http', '1e9'].map((value) => ['PORT', value] as [string, string]),
    ['HOST', '203.0.113.77'],
    ['DATABASE_URL', 'mysql://u:canary@h/d'],
    ['DATABASE_URL', 'postgres://'],
    ['DATABASE_URL', 'postgres://u:canary@h /d'],
    ['WORKERS', '0'],
    ['WORKERS', '65'],
    ['WORKERS', 'all'],
    ['ADMIN_KEY', 'canary'],
    ['LOG_LEVEL', 'loud'],
    ['BREADTH', '-0.1'],
    ['BREADTH', '1.1'],
    ['BREADTH', 'NaN'],
    ['DIVERSITY', '2'],
    ['HALF_LIFE_DAYS', '-1'],
    ['HALF_LIFE_DAYS', '40000'],
    ['MIN_SCORE', '1e309'],
    ['KEEP_ALIVE_SECONDS', '0'],
    ['KEEP_ALIVE_SECONDS', '4000'],
    ['MAX_CONNECTIONS', '1'],
    ['MAX_CONNECTIONS', '1000000'],
    ['DRAIN_SECONDS', '60'],
    ['MEMORY_LIMIT_MB', '10'],
    ['METRICS', 'everybody'],
    ['METRICS', '70000'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'ftp://u:canary@h'],
  ];

  it(`E5: each of ${BAD.length} ends the start with 78 and one line that names the variable`, async () => {
    for (const [variable, value] of BAD) {
      // Whether there is such an address only listening tells.
      if (variable === 'HOST') continue;
      const attempt = () => readConfig({ [variable]: value });
      expect(attempt, `${variable}=${value}`).toThrow(new RegExp(`^${variable}: (?!.*canary)[^\\n]+$`));
    }
    let slowest = 0;
    const started =
      process.env.CHAOS_FULL === '1' ? BAD : BAD.filter((_, i) => i % 5 === 0 || BAD[i]?.[0] === 'HOST');
    for (const [variable, value] of started) {
      const from = performance.now();
      const { code, stderr } = await ended(
        spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
          cwd: PROJECT,
          env: {
            PATH: process.env.PATH,
            PORT: '0',
            LOG_LEVEL: 'silent',
            DATA_DIR: '/tmp/kindred-never',
            [variable]: value,
          },
          stdio: ['ignore', 'ignore', 'pipe'],
        }),
      );
      slowest = Math.max(slowest, performance.now() - from);
      expect([code, stderr.trim().split('\n').length], `${variable}=${value}: ${stderr}`).toEqual([78, 1]);
      expect(stderr).toContain(`${variable}: `);
      expect(stderr).not.toContain('canary');
    }
    process.stdout.write(`E5: the slowest took ${(slowest / 1_000).toFixed(1)} s\n`);
  });
});

describe('the image', () => {
  it('E4: runs as a user of its own, in exec form, without shell, development packages or secrets', async () => {
    const lines = (await readFile(join(PROJECT, 'Dockerfile'), 'utf8')).replace(/\\\n/g, '').split('\n');
    const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
    const of = (name: string) =>
      last.filter((line) => line.startsWith(`${name} `) || line.includes(` ${name} [`));
    expect(of('USER').at(-1)).toMatch(/^USER (?!root\b|0\b)\S+$/);
    expect(of('CMD').at(-1)).toMatch(/^CMD \["node", /);
    expect(last.find((line) => line.startsWith('HEALTHCHECK'))).toMatch(/CMD \["node", /);
    expect(lines.filter((line) => /^ADD |:latest\b|curl |wget |sudo /.test(line))).toEqual([]);
    expect(lines.filter((line) => /npm ci/.test(line) && !line.includes('--ignore-scripts'))).toEqual([]);
    expect(lines.some((line) => line.includes('npm prune --omit=dev'))).toBe(true);
    expect(lines.filter((line) => /(?:ENV|ARG) .*(?:KEY|PASSWORD|SECRET|TOKEN)/i.test(line))).toEqual([]);
    const ignored = (await readFile(join(PROJECT, '.dockerignore'), 'utf8')).split('\n');
    expect(ignored[0]).toBe('*');
    expect(ignored.filter((line) => /\.env|\.git$|node_modules/.test(line))).toEqual([]);
  });
});
