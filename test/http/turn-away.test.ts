import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
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
    async (request, response) => {
      seen.push(`${request.method} ${request.url}`);
      let bytes = 0;
      for await (const piece of request) bytes += piece.length;
      response.end(String(bytes));
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
  return { port, ask, seen, shed, lines, metrics, draining, setDelay };
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

describe('the body of what is turned away', () => {
  const head = (bytes: number) => `POST /v1/related HTTP/1.1\r\nHost: a\r\nContent-Length: ${bytes}\r\n\r\n`;
  const answerOf = async (socket: Socket) => String((await once(socket, 'data'))[0]);

  it('is passed over, and that of the next request on its connection is read whole', async () => {
    const { port, setDelay } = await overloaded();
    const socket = connect(port, '127.0.0.1');
    for (const delay of [500, 0, 500, 500, 0]) {
      setDelay(delay);
      const answer = answerOf(socket);
      socket.write(head(150_000));
      for (let sent = 0; sent < 150_000; sent += 50_000) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        socket.write('x'.repeat(50_000));
      }
      expect(await answer).toMatch(
        delay > 0 ? /^HTTP\/1\.1 503 .*"overloaded"/s : /^HTTP\/1\.1 200 .*150000$/s,
      );
    }
    socket.destroy();
  });

  it('that never came whole is no loss for what Node gives the same parser to, its client among them', async () => {
    const { port, setDelay } = await overloaded();
    for (let i = 0; i < 5; i++) {
      const socket = connect(port, '127.0.0.1');
      socket.write(head(150_000) + 'x'.repeat(50_000));
      expect(await answerOf(socket)).toContain('overloaded');
      socket.destroy();
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    setDelay(0);
    for (let i = 0; i < 5; i++) {
      const asked = request({ port, method: 'POST', path: '/v1/related' }).end('x'.repeat(200_000));
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      expect(String(await answer.toArray())).toBe('200000');
    }
  });

  it('is copied nowhere', async () => {
    const { port } = await overloaded();
    const socket = connect(port, '127.0.0.1');
    const draft = head(900_000) + 'x'.repeat(900_000);
    let before = Number.POSITIVE_INFINITY;
    let most = 0;
    for (let i = 0; i < 8; i++) {
      const answer = answerOf(socket);
      socket.write(draft, 'latin1');
      await answer;
      // Before this head came all of the body before it.
      const { arrayBuffers } = process.memoryUsage();
      most = Math.max(most, arrayBuffers - before);
      before = arrayBuffers;
    }
    expect(most).toBeLessThan(300_000);
    socket.destroy();
  });
});
