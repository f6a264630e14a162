import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { Admission, type AdmissionOptions } from '../../src/http/admission/admission.ts';
import { CLASS_LIMITS, classOf } from '../../src/http/admission/classes.ts';
import { Gate } from '../../src/http/admission/gate.ts';
import { fullBecause } from '../../src/service/memory-ceiling.ts';

it.each([
  ['GET', '/v1/articles/a/related', 'hot'],
  ['GET', '/v1/related', 'hot'],
  ['GET', '/v1/articles/a/box.html', 'hot'],
  ['GET', '/v1/box.html', 'hot'],
  ['GET', '/docs', 'hot'],
  ['POST', '/v1/related', 'text'],
  ['PUT', '/v1/articles/a', 'write'],
  ['POST', '/v1/articles', 'write'],
  ['DELETE', '/v1/articles/a', 'write'],
  ['GET', '/v1/articles/a', 'admin'],
  ['POST', '/v1/reindex', 'admin'],
  ['GET', '/livez', 'health'],
])('%s %s is of the class %s', (method, path, work) => {
  expect(classOf(method, path)).toBe(work);
});

it('a gate lets in as many as may be, then as many wait as may, and the next is turned away', async () => {
  const gate = new Gate({ inFlight: 2, bytes: 100, queued: 1 }, 60_000);
  expect([gate.enter(10), gate.enter(10)]).toEqual([undefined, undefined]);
  const third = gate.enter(10);
  expect(gate.enter(10)).toBe('queue full');
  gate.leave(10);
  expect(await third).toBeUndefined();
  expect([gate.inFlight, gate.queued]).toEqual([2, 0]);
});

it('a gate counts bytes, but lets one in that is alone however large it is', async () => {
  const gate = new Gate({ inFlight: 9, bytes: 100, queued: 9 }, 60_000);
  expect(gate.enter(500)).toBeUndefined();
  const second = gate.enter(1);
  expect(second).toBeInstanceOf(Promise);
  gate.leave(500);
  expect(await second).toBeUndefined();
});

it('who waits too long is turned away, and takes no place of others', async () => {
  const gate = new Gate({ inFlight: 1, bytes: 100, queued: 1 }, 5);
  gate.enter(0);
  expect(await gate.enter(0)).toBe('waited too long');
  expect(gate.queued).toBe(0);
  gate.leave(0);
  expect(gate.inFlight).toBe(0);
});

function appWith(options: AdmissionOptions, handle: () => Promise<void> = async () => {}) {
  const shed: string[] = [];
  const app = new Hono();
  app.use(
    new Admission({ ...options, onShed: (work, reason) => shed.push(`${work}: ${reason}`) }).middleware,
  );
  app.all('*', async (c) => {
    await handle();
    return c.text('done');
  });
  const ask = async (method: string, path: string, headers: Record<string, string> = {}) =>
    app.request(path, { method, headers });
  return { ask, shed };
}

it('a late event loop turns texts away first, then writes, then lookups, and never health or administration', async () => {
  let delay = 0;
  const { ask } = appWith({ pressure: { delayMs: () => delay, measuredMs: () => delay } });
  const statuses = async () => [
    (await ask('POST', '/v1/related')).status,
    (await ask('PUT', '/v1/articles/a')).status,
    (await ask('GET', '/v1/related')).status,
    (await ask('GET', '/v1/reindex')).status,
    (await ask('GET', '/livez')).status,
  ];
  expect(await statuses()).toEqual([200, 200, 200, 200, 200]);
  delay = CLASS_LIMITS.text.shedFromDelayMs;
  expect(await statuses()).toEqual([503, 200, 200, 200, 200]);
  delay = CLASS_LIMITS.write.shedFromDelayMs;
  expect(await statuses()).toEqual([503, 429, 200, 200, 200]);
  delay = CLASS_LIMITS.hot.shedFromDelayMs;
  expect(await statuses()).toEqual([503, 429, 503, 200, 200]);
});

it('more than may be under way and waiting is turned away with a whole Retry-After', async () => {
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const { ask, shed } = appWith({}, () => finished);
  const { inFlight, queued } = CLASS_LIMITS.text;
  const asked = Array.from({ length: inFlight + queued + 5 }, () =>
    ask('POST', '/v1/related', { 'content-length': '10' }),
  );
  const refused = await Promise.all(asked.slice(inFlight + queued));
  expect(refused.map(({ status }) => status)).toEqual(Array(5).fill(503));
  for (const { headers } of refused) expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
  expect(shed).toContain('text: queue full');
  finish();
  await Promise.all(asked);
});

it('a sender can shorten the time of its request, and is told when it is over', async () => {
  let finish = () => {};
  const { ask, shed } = appWith({}, () => new Promise((resolve) => (finish = resolve)));
  expect((await ask('GET', '/v1/related', { 'x-request-deadline': '5' })).status).toBe(503);
  expect(shed).toEqual(['hot: deadline']);
  finish();
});

it('a page or a file may take its time: in development it is made when it is first asked for', async () => {
  const limits = { ...CLASS_LIMITS, hot: { ...CLASS_LIMITS.hot, deadlineMs: 5 } };
  const { ask, shed } = appWith({ limits }, () => new Promise((resolve) => setTimeout(resolve, 30)));
  expect((await ask('GET', '/v1/related')).status).toBe(503);
  for (const path of ['/studio/', '/box.js']) expect((await ask('GET', path)).status).toBe(200);
  expect(shed).toEqual(['hot: deadline']);
});

it('memory is full at 85 % of what the process or the heap may take, or when a second index would not fit', () => {
  const free = { resident: 100, residentLimit: 1_000, heap: 10, heapLimit: 100, index: 10 };
  expect(fullBecause(free)).toBeUndefined();
  expect(fullBecause({ ...free, resident: 850 })).toBeUndefined();
  expect(fullBecause({ ...free, resident: 851 })).toMatch(/^the process takes/);
  expect(fullBecause({ ...free, heap: 86 })).toMatch(/^the heap takes/);
  expect(fullBecause({ ...free, index: 390 })).toMatch(/^the index takes/);
});
