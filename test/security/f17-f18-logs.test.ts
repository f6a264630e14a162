/** F17: nothing that is sent breaks a line of the log or a header. F18: no secret comes into the log. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort, runCommand, startServer, type TestServer, whenReady } from '../support/server.ts';

const canary = (n: number) => `canary-${n.toString().padStart(2, '0')}-9f8e7d6c5b4a`;
const ADMIN_KEY = canary(0);
let folder: string;
let server: TestServer;
let stopped: TestServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindred-canary-'));
  server = await startServer({ LOG_LEVEL: 'trace', DATA_DIR: join(folder, 'data'), ADMIN_KEY });
  await whenReady(server);
  const nowhere = await freePort();
  stopped = await startServer({
    LOG_LEVEL: 'trace',
    DATA_DIR: join(folder, 'none'),
    ADMIN_KEY: canary(1),
    DATABASE_URL: `postgres://user:${canary(2)}@127.0.0.1:${nowhere}/${'news'}?sslpassword=${canary(3)}`,
  });
});
afterAll(async () => {
  await Promise.all([server.end('SIGKILL'), stopped.end('SIGKILL')]);
  await rm(folder, { recursive: true, force: true });
});

const CRLF = [
  '%0d%0aSet-Cookie:%20x=1',
  '%0aX-Canary:%201',
  '%0d',
  '%e2%80%a8',
  '%00',
  '%1b[31m',
  '%0d%0a%0d%0a<script>',
];

it('F17: what is sent is in no header of the answer, and each line of the log is one JSON document', async () => {
  for (const text of CRLF) {
    for (const [method, path] of [
      ['GET', `/v1/articles/${text}canary-text/related`],
      ['DELETE', `/v1/articles/${text}canary-text`],
      ['PUT', `/v1/articles/${text}canary-text`],
      ['GET', `/v1/related?url=${text}canary-text`],
      ['GET', `/${text}canary-text`],
      ['POST', `/v1/keys?${text}canary-text`],
    ] as const) {
      const response = await fetch(server.url + path, {
        method,
        headers: {
          authorization: `Bearer ${ADMIN_KEY}`,
          'x-request-id': 'canary-text x',
          'content-type': 'application/json',
        },
        ...(method === 'PUT' && { body: '{}' }),
      });
      expect(response.status).toBeLessThan(500);
      expect(JSON.stringify([...response.headers]), `${method} ${path}`).not.toContain('canary-text');
      expect(response.headers.get('set-cookie')).toBeNull();
    }
  }
  const lines = server.log().trim().split('\n');
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines) expect(() => JSON.parse(line), line).not.toThrow();
});

it('F18: of 20 secrets none is in a log at trace, whatever fails', async () => {
  const json = { 'content-type': 'application/json' };
  const bearer = (n: number) => ({ authorization: `Bearer ${canary(n)}` });
  const calls: [string, RequestInit][] = [
    ['/v1/keys', { headers: bearer(0) }],
    ['/v1/keys', { headers: bearer(4) }],
    [
      '/v1/articles/a',
      {
        method: 'PUT',
        headers: { ...json, ...bearer(0) },
        body: `{"title":"x","url":"https://u:${canary(5)}@a.example/"}`,
      },
    ],
    [`/v1/articles/a?key=${canary(6)}`, { method: 'DELETE', headers: bearer(0) }],
    [`/v1/articles/a/related?token=${canary(7)}`, {}],
    [`/v1/related?url=${encodeURIComponent(`https://a.example/?session=${canary(8)}`)}`, {}],
    ['/v1/session', { method: 'POST', headers: json, body: JSON.stringify({ key: canary(9) }) }],
    ['/v1/session', { method: 'POST', headers: json, body: JSON.stringify({ key: canary(0) }) }],
    ['/v1/session', { method: 'POST', headers: json, body: `{"key":"${canary(10)}` }],
    ['/v1/keys', { method: 'POST', headers: { ...json, ...bearer(0) }, body: `{"name":${canary(11)}` }],
    [
      '/v1/articles',
      { method: 'POST', headers: { ...json, ...bearer(0) }, body: `[{"id":"a","password":"${canary(12)}"}]` },
    ],
    ['/v1/articles/storm', { headers: { cookie: `kn_session=${canary(13)}; other=${canary(14)}` } }],
    [
      '/v1/keys',
      {
        headers: {
          'proxy-authorization': canary(15),
          'x-api-key': canary(16),
          authorization: `Basic ${btoa(canary(17))}`,
        },
      },
    ],
    [`/nowhere?password=${canary(18)}`, { headers: { referer: `https://a.example/?t=${canary(19)}` } }],
  ];
  for (const [path, init] of calls) {
    await (await fetch(server.url + path, init)).text();
    await (await fetch(stopped.url + path, init)).text();
  }
  const made = await fetch(`${server.url}/v1/keys`, {
    method: 'POST',
    headers: { ...json, ...bearer(0) },
    body: '{"name":"x","scopes":["read"]}',
  });
  const { key } = (await made.json()) as { key: string };
  const bad = await runCommand('keys', ['list'], {
    ADMIN_KEY: 'short',
    DATABASE_URL: `mysql://u:${canary(2)}@h/x`,
  });
  expect(bad.code).toBe(78);
  const away = await runCommand('keys', ['list'], {
    DATABASE_URL: `postgres://u:${canary(2)}@127.0.0.1:${await freePort()}/x`,
    DATA_DIR: join(folder, 'cli'),
  });
  expect(away.code).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await server.end('SIGTERM');
  await stopped.end('SIGTERM');
  const logs = [server.log(), stopped.log(), bad.stderr, bad.stdout, away.stderr, away.stdout].join('\n');
  expect(server.log()).toContain('ready');
  expect(stopped.log()).toContain('not ready yet');
  for (let n = 0; n < 20; n++) {
    for (const form of [canary(n), encodeURIComponent(canary(n)), btoa(canary(n))])
      expect(logs.includes(form), `canary ${n}`).toBe(false);
  }
  expect(logs).not.toContain(key.split('_')[3]);
});
