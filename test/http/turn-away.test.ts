import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { Admission } from '../../src/http/admission/admission.ts';
import { turningAway } from '../../src/http/admission/turn-away.ts';
import { Metrics } from '../../src/http/observing/metrics.ts';
import { problemSchema } from '../../src/http/problems.ts';

/** Is what is turned away before the application told the same as by it, counted one by one, and logged together? */
async function overloaded() {
  let delay = 500;
  const shed: string[] = [];
  const lines: object[] = [];
  const pressure = { delayMs: () => delay, measuredMs: () => delay };
  const admission = new Admission({ pressure, onShed: (work, reason) => shed.push(`${work}: ${reason}`) });
  const log = { info: (fields: object) => void lines.push(fields), warn() {}, error() {} };
  const metrics = new Metrics();
  const draining = new AbortController();
  const seen: string[] = [];
  const listener = turningAway(
    (request, response) => {
      seen.push(`${request.method} ${request.url}`);
      response.end('from the application');
    },
    { admission, log, metrics, draining: draining.signal },
  );
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  const ask = (
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body = 'x'.repeat(200_000),
  ) =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      ...{ method, headers },
      ...(method === 'POST' && { body }),
    });
  const setDelay = (ms: number) => {
    delay = ms;
  };
  return { ask, seen, shed, lines, metrics, draining, setDelay };
}

it('a draft is turned away with a whole problem document, and its connection is kept', async () => {
  const { ask, seen, shed, metrics } = await overloaded();
  for (let i = 0; i < 3; i++) {
    const answer = await ask('POST', '/v1/related?x=1', i === 0 ? { 'X-Request-Id': 'mine-1' } : {});
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('retry-after')).toMatch(/^[1-3]$/);
    expect(answer.headers.get('connection')).not.toBe('close');
    expect(answer.headers.get('x-request-id')).toMatch(i === 0 ? /^mine-1$/ : /^[\w-]{10,64}$/);
    const document = problemSchema.parse(await answer.json());
    expect(document.code).toBe('overloaded');
    expect(document.detail).toContain('event loop late');
  }
  expect(seen).toEqual([]);
  expect(shed).toEqual(Array(3).fill('text: event loop late'));
  const text = await metrics.registry.metrics();
  expect(text).toContain('kindred_http_requests_total{method="POST",route="/v1/related",status="503"} 3');
  expect(text).toContain('kindred_problems_total{code="overloaded"} 3');
});

it('a sender cannot put anything else into the id of the request', async () => {
  const { ask } = await overloaded();
  const answer = await ask('POST', '/v1/related', { 'X-Request-Id': 'a b"<script>' });
  expect(answer.headers.get('x-request-id')).toMatch(/^[\w-]{10,64}$/);
});

it('what may begin or wait, writes, health, and everything while the process ends go to the application', async () => {
  const { ask, seen, draining, setDelay } = await overloaded();
  for (const [method, path] of [
    ['GET', '/v1/articles/a/related'],
    ['POST', '/v1/articles'],
    ['GET', '/livez'],
    ['GET', '/v1/reindex'],
  ] as const)
    expect((await ask(method, path)).status).toBe(200);
  expect((await ask('PUT', '/v1/related')).status).toBe(200);
  expect((await ask('POST', '/v1/related', {}, 'x'.repeat(1_000_001))).status).toBe(200);
  setDelay(0);
  expect((await ask('POST', '/v1/related')).status).toBe(200);
  setDelay(5_000);
  expect((await ask('GET', '/v1/articles/a/related')).status).toBe(503);
  draining.abort();
  expect((await ask('POST', '/v1/related')).status).toBe(200);
  expect(seen.length).toBe(8);
});

it('they are logged together: one line for each route and reason, with how many there were', async () => {
  const { ask, lines } = await overloaded();
  for (let i = 0; i < 5; i++) await ask('POST', '/v1/related');
  while (lines.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  const requests = lines.map((line) => (line as { requests: number }).requests).reduce((a, b) => a + b);
  expect(requests).toBe(5);
  expect(lines[0]).toMatchObject({ route: '/v1/related', reason: 'event loop late', status: 503 });
});
