/** F19: who is counted, how fast one may ask, and what is never counted. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientAddress, neighbourhood } from '../../src/access/client.ts';
import { Pace } from '../../src/access/pace.ts';
import { DEFAULT_ACCESS } from '../../src/http/dependencies.ts';
import type { Service } from '../../src/service/service.ts';
import { describeDatabase } from '../support/database.ts';
import { ADMIN_KEY, appOf, askerOf, json, keyWith, OUTSIDE, startService } from './app.ts';

describe('F19: the client', () => {
  it.each<[string, string | undefined, number, string]>([
    ['no proxy is believed', '1.1.1.1', 0, '9.9.9.9'],
    ['one proxy: the last that it wrote', '1.1.1.1, 2.2.2.2', 1, '2.2.2.2'],
    ['two proxies: the one before the last', '6.6.6.6, 1.1.1.1, 2.2.2.2', 2, '1.1.1.1'],
    ['fewer than said: the leftmost', '1.1.1.1', 3, '1.1.1.1'],
    ['nothing forwarded', undefined, 2, '9.9.9.9'],
    ['no address', '1.1.1.1, evil', 1, '9.9.9.9'],
    ['an empty one', '', 1, '9.9.9.9'],
  ])('%s', (_, forwarded, proxies, expected) => {
    expect(clientAddress('9.9.9.9', forwarded, proxies)).toBe(expected);
  });

  it('whatever it writes on the left does not change who it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (left) => clientAddress('9.9.9.9', `${left}, 2.2.2.2`, 1) === '2.2.2.2',
      ),
    );
  });

  it('has a /64 of IPv6, and one identity in both forms of IPv4', () => {
    expect(neighbourhood('2001:db8:1:2:3:4:5:6')).toBe(neighbourhood('2001:db8:1:2::1'));
    expect(neighbourhood('2001:db8:1:3::1')).not.toBe(neighbourhood('2001:db8:1:2::1'));
    expect(neighbourhood('::ffff:1.2.3.4')).toBe('1.2.3.4');
    expect(neighbourhood(undefined)).toBe('unknown');
    expect(neighbourhood('fe80::1%eth0')).toBeTypeOf('string');
  });
});

describe('F19: a pace', () => {
  it('lets a burst through, then one for each interval, and says how long to wait', () => {
    const pace = new Pace({ perMinute: 60, burst: 3 });
    expect([0, 0, 0, 0].map(() => pace.take('a', 0))).toEqual([0, 0, 0, 1_000]);
    expect(pace.take('b', 0)).toBe(0);
    expect(pace.take('a', 999)).toBeCloseTo(1);
    expect(pace.take('a', 1_000)).toBe(0);
    expect([0, 0, 0, 0].map(() => pace.take('a', 1e9))).toEqual([0, 0, 0, 1_000]);
  });

  it('never lets more through than burst + rate · time, however the calls fall', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 200 }), (gaps) => {
        const pace = new Pace({ perMinute: 60, burst: 5 });
        let now = 0;
        let passed = 0;
        for (const gap of gaps) {
          now += gap;
          if (pace.take('a', now) === 0) passed++;
        }
        return passed <= 5 + now / 1_000 + 1e-6;
      }),
    );
  });

  it('remembers a bounded number, and 0 is no limit', () => {
    const pace = new Pace({ perMinute: 60, burst: 1, remembered: 100 });
    for (let i = 0; i < 10_000; i++) pace.take(`a${i}`, 0);
    expect(pace.size).toBe(100);
    const free = new Pace({ perMinute: 0 });
    for (let i = 0; i < 1_000; i++) expect(free.take('a', 0)).toBe(0);
    expect(free.size).toBe(0);
  });
});

describeDatabase('F19: over HTTP', (openOptions) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService(await openOptions());
  });
  afterAll(() => service.stop());
  const slow = { ...DEFAULT_ACCESS, trustProxy: 1, rates: { lookup: 1, text: 1, write: 1, admin: 1 } };
  /** How many of `n` pass; a burst is at least 10. */
  const passed = async (n: number, call: (i: number) => Promise<Response>) => {
    const answers = await Promise.all(Array.from({ length: n }, (_, i) => call(i)));
    for (const answer of answers) {
      if (answer.status !== 429) continue;
      expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
      expect(await answer.json()).toMatchObject({ code: 'too_many', status: 429 });
    }
    // Of a thousand at once, admission turns most away before they are counted.
    return answers.filter(({ status }) => status !== 429 && status !== 503).length;
  };
  const LOOKUP = '/v1/articles/storm/related';

  it('a thousand left-most addresses are one client', async () => {
    const ask = askerOf(appOf(service, { access: slow }));
    const from = (left: string, own: string) =>
      ask(LOOKUP, { headers: { 'x-forwarded-for': `${left}, ${own}` } });
    expect(await passed(1_000, (i) => from(`10.0.${i >> 8}.${i & 255}`, OUTSIDE))).toBe(10);
    expect(await passed(20, () => from('10.0.0.1', '198.51.100.1'))).toBe(10);
  });

  it('what is not believed is not read', async () => {
    const ask = askerOf(appOf(service, { access: { ...slow, trustProxy: 0 } }));
    expect(await passed(100, (i) => ask(LOOKUP, { headers: { 'x-forwarded-for': `10.0.0.${i}` } }))).toBe(10);
  });

  it('each class has its own limit; a key is counted wherever it comes from', async () => {
    let address = 0;
    const ask = askerOf(
      appOf(service, {
        access: { ...slow, trustProxy: 0 },
        remoteAddress: () => `203.0.113.${address++ % 250}`,
      }),
    );
    const { key } = await keyWith(service, ['write']);
    const write = () => ask('/v1/articles/storm', { ...json('PUT', { title: 'x' }, key), body: '{' });
    expect(await passed(30, write)).toBe(10);
    expect(await passed(30, () => ask('/v1/articles/storm', { key }))).toBe(10);
    expect(await passed(30, () => ask('/v1/keys', { key: ADMIN_KEY }))).toBe(10);
  });

  it('unknown addresses count too; probes and this machine do not', async () => {
    const ask = askerOf(appOf(service, { access: slow }));
    expect(await passed(30, (i) => ask(`/nowhere/${i}`))).toBe(10);
    for (const path of ['/livez', '/readyz', '/healthz'])
      expect(await passed(100, () => ask(path))).toBe(100);
    const own = askerOf(appOf(service, { access: slow, remoteAddress: () => '127.0.0.1' }));
    expect(await passed(100, () => own(LOOKUP))).toBe(100);
  });

  it('by default a page template may ask 6,000 times in a row, on 500 connections', async () => {
    const ask = askerOf(appOf(service, { access: DEFAULT_ACCESS }));
    for (let asked = 0; asked < 6_000; asked += 500) expect(await passed(500, () => ask(LOOKUP))).toBe(500);
  });
});
