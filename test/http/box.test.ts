import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_BOX } from '../../src/box/settings.ts';
import { Admission } from '../../src/http/admission/admission.ts';
import { createApp } from '../../src/http/app.ts';
import type { AppDependencies } from '../../src/http/dependencies.ts';
import { Service } from '../../src/service/service.ts';
import { checkedClient, type OpenApi } from '../support/contract.ts';
import { describeDatabase } from '../support/database.ts';

const silent = { info() {}, warn() {}, error() {} };
const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

describeDatabase('boxes on pages', (openOptions) => {
  let service: Service;
  let request: ReturnType<typeof checkedClient>;
  const appWith = (other: Partial<AppDependencies> = {}) =>
    createApp({
      ...{ service, version: '0.0.0', defaults: DEFAULT_BOX, log: silent },
      remoteAddress: () => '127.0.0.1',
      ...other,
    });
  const clientOf = async (app: ReturnType<typeof createApp>) => {
    return checkedClient(
      (path, init) =>
        app.request(`http://localhost${path}`, { ...init, headers: { host: 'localhost', ...init?.headers } }),
      (await (await app.request('/openapi.json')).json()) as OpenApi,
    );
  };

  const SEA = 'Ferries stayed in the harbour of Varnes while the storm flooded its quay.';
  const seaStories = Array.from({ length: 9 }, (_, i) => ({
    id: `sea-${i}`,
    url: `https://www.news.example/sea-${i}`,
    title: `Storm in the harbour, part ${i}`,
    body: `${SEA} Reporter number${i} counted waves${i} and boats${i}.`,
    image: `https://www.news.example/sea-${i}.jpg`,
    section: 'Sea & shore',
    publishedAt: '2024-04-29',
  }));
  const others = [
    {
      id: 'abroad',
      url: 'https://other.example/x',
      title: 'The storm abroad',
      body: `${SEA} Abroad as well.`,
    },
    {
      id: 'lonely',
      title: 'A chess prodigy wins',
      body: 'A girl won the tournament with a queen sacrifice.',
    },
    {
      id: '<b>&"',
      title: '</script><img src=x onerror=hit()>',
      body: `${SEA} Hostile.`,
      section: '"><svg/onload=hit()>',
    },
  ];
  const filler = Array.from({ length: 12 }, (_, i) => ({
    ...{ id: `filler-${i}`, title: `Filler ${i}`, body: `Words about subject${i} and only subject${i}.` },
  }));

  beforeAll(async () => {
    service = new Service({ ...(await openOptions()), log: silent });
    await service.whenReady();
    request = await clientOf(appWith());
    await request('/v1/articles', json([...seaStories, ...others, ...filler]));
    await service.settled();
  });
  afterAll(() => service.stop());

  describe('all boxes of a page', () => {
    interface Answered {
      readonly status: string | number;
      readonly code?: string;
      readonly field?: string;
      readonly detail?: string;
      readonly items?: { id: string }[];
    }
    const ask = async (boxes: unknown) => {
      const response = await request('/v1/related', json({ boxes }));
      return {
        response,
        ...((await response.json()) as { boxes: Answered[]; code?: string; field?: string }),
      };
    };
    const idsOf = (answered: Answered | undefined) => answered?.items?.map(({ id }) => id) ?? [];

    it('are answered in order, and no article is in two of them', async () => {
      const { response, boxes } = await ask([
        { id: 'sea-0', limit: '3' },
        { url: 'https://news.example/sea-1/', limit: 3 },
        { id: 'sea-0', limit: '3', exclude: ['sea-8'] },
      ]);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('no-store');
      const alone = await (await request('/v1/articles/sea-0/related?limit=3')).json();
      expect(boxes[0]).toEqual(alone);
      const ids = boxes.flatMap(idsOf);
      expect(ids).toHaveLength(9);
      expect(new Set(ids).size).toBe(9);
      expect(idsOf(boxes[2])).not.toContain('sea-8');
    });

    it('take all parameters of a lookup, as texts and as lists', async () => {
      const { boxes } = await ask([
        { id: 'sea-0', section: 'sea & shore', limit: '2', minScore: '0.01', breadth: '0', explain: 'true' },
        { id: 'sea-0', section: ['nowhere', 'none'], fallback: 'latest' },
      ]);
      expect(boxes[0]).toMatchObject({ status: 'ok', items: [{ explanation: {} }, { explanation: {} }] });
      expect(boxes[1]).toMatchObject({ status: 'empty', items: [] });
    });

    it('do not spoil each other', async () => {
      const { response, boxes } = await ask([
        { id: 'nowhere' },
        { id: 'sea-0', limit: '51' },
        { id: 'sea-0', colour: 'red' },
        { id: 'sea-0', url: 'https://news.example/sea-0' },
        {},
        'sea-0',
        { id: 'sea-0', section: [['x']] },
        { url: 'nonsense' },
        { id: 'sea-0', limit: '2' },
      ]);
      expect(response.status).toBe(200);
      expect(boxes.map(({ status, code, field }) => [status, code, field])).toEqual([
        [404, 'not_found', 'id'],
        [400, 'invalid', 'boxes.1.limit'],
        [400, 'invalid', 'boxes.2.colour'],
        [400, 'invalid', 'boxes.3'],
        [400, 'invalid', 'boxes.4'],
        [400, 'invalid', 'boxes.5'],
        [400, 'invalid', 'boxes.6.section'],
        [400, 'invalid', 'url'],
        ['ok', undefined, undefined],
      ]);
      expect(boxes[1]?.detail).toBe('limit must be at most 50, got "51"');
    });

    it('are 1 to 20, and nothing else is beside them', async () => {
      const many = (count: number) => ask(Array.from({ length: count }, () => ({ id: 'sea-0' })));
      expect((await many(20)).boxes).toHaveLength(20);
      for (const count of [0, 21]) {
        const { response, field } = await many(count);
        expect([response.status, field]).toEqual([400, 'boxes']);
      }
      const beside = await request('/v1/related', json({ boxes: [{ id: 'sea-0' }], title: 'x' }));
      expect([beside.status, ((await beside.json()) as Answered).field]).toEqual([400, 'title']);
      expect((await ask('sea-0')).response.status).toBe(400);
    });

    it('may be asked for by a page of another site, whose browser asks first and remembers the answer', async () => {
      const origin = 'https://news.example';
      const preflight = await appWith().request('/v1/related', {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
      expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
      expect(preflight.headers.get('access-control-allow-headers')).toMatch(/^Content-Type\b/);
      expect(preflight.headers.get('access-control-max-age')).toBe('86400');
      const answer = await request('/v1/related', json({ boxes: [{ id: 'sea-0' }] }, { origin }));
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      const limited = await clientOf(appWith({ corsOrigins: ['https://ours.example'] }));
      const foreign = await limited('/v1/related', json({ boxes: [{ id: 'sea-0' }] }, { origin }));
      expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
    });
  });

  describe('the fragment', () => {
    const htmlOf = async (path: string) => (await request(path)).text();

    it('is complete HTML with classes, dates and languages, for each layout', async () => {
      for (const layout of ['list', 'cards', 'strip']) {
        const response = await request(
          `/v1/articles/sea-0/box.html?limit=3&layout=${layout}&heading=${encodeURIComponent('More & "more"')}`,
        );
        expect(response.headers.get('content-type')).toBe('text/html; charset=UTF-8');
        expect(response.headers.get('x-kindred-status')).toBe('ok');
        const html = await response.text();
        expect(html).toContain(
          `<nav class="kindred-box kindred-as-${layout} kindred-of-3" aria-label="More &amp; &quot;more&quot;">`,
        );
        expect(html).toContain('<h2 class="kindred-heading">More &amp; &quot;more&quot;</h2>');
        expect(html.match(/<li class="kindred-item kindred-related">/g)).toHaveLength(3);
        expect(html).toContain('<div class="kindred-words" dir="auto" lang="en">');
        expect(html).toContain('<strong class="kindred-section">Sea &amp; shore</strong>');
        expect(html).toMatch(/<time datetime="2024-04-29T00:00:00.000Z">Apr 29, 2024<\/time>/);
        expect(html).not.toMatch(/<script|<style|\sstyle=|\son\w+=/);
      }
    });

    it('shows what the lookup by id and by address answers', async () => {
      const { items } = (await (await request('/v1/articles/sea-0/related?limit=5&breadth=0')).json()) as {
        items: { url: string }[];
      };
      const hrefs = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
      const expected = items.flatMap(({ url }) => url ?? []);
      expect(hrefs(await htmlOf('/v1/articles/sea-0/box.html?limit=5&breadth=0'))).toEqual(expected);
      const url = encodeURIComponent('http://news.example/sea-0?utm_source=x');
      expect(hrefs(await htmlOf(`/v1/box.html?url=${url}&limit=5&breadth=0`))).toEqual(expected);
    });

    it('marks links that leave the site of the page, and no others', async () => {
      const url = encodeURIComponent('https://news.example/sea-0');
      for (const path of ['/v1/articles/sea-0/box.html?limit=50', `/v1/box.html?limit=50&url=${url}`]) {
        const html = await htmlOf(path);
        expect(html).toContain('href="https://other.example/x" rel="noopener nofollow ugc"');
        expect(html).toContain('href="https://www.news.example/sea-1">');
      }
    });

    it('puts links and pictures where the site says that they are', async () => {
      const html = await htmlOf(
        '/v1/articles/sea-0/box.html?limit=50&minScore=0&link=/s/{id}&image=https://cdn.example/{id}.jpg',
      );
      expect(html).toContain('href="/s/%3Cb%3E%26%22">');
      expect(html).toContain('src="https://cdn.example/sea-1.jpg"');
      for (const template of [
        'javascript:{id}',
        '//evil.example',
        '/\\evil.example',
        'data:,',
        'x',
        '/a b',
      ]) {
        const refused = await request(`/v1/articles/sea-0/box.html?link=${encodeURIComponent(template)}`);
        expect(refused.status, template).toBe(400);
      }
    });

    it('shows what articles bring as text', async () => {
      const html = await htmlOf('/v1/articles/sea-0/box.html?limit=50&minScore=0');
      expect(html).toContain('&lt;/script&gt;&lt;img src=x onerror=hit()&gt;');
      expect(html).toContain('&quot;&gt;&lt;svg/onload=hit()&gt;');
      expect(html).not.toMatch(/<img src=x|<svg/);
    });

    it('has no frames for pictures where no item has one', async () => {
      const html = await htmlOf('/v1/articles/sea-0/box.html?exclude=sea-1&limit=1');
      expect(html).toContain('kindred-image');
      await request('/v1/articles', json([{ id: 'bare', title: 'Storm in the harbour', body: SEA }]));
      await service.settled();
      const bare = await htmlOf(
        `/v1/articles/sea-0/box.html?limit=50&${seaStories.map(({ id }) => `exclude=${id}`).join('&')}`,
      );
      expect(bare).toContain('kindred-item');
      expect(bare).not.toContain('kindred-image');
    });

    it('of an empty box is a comment that says which kind of empty', async () => {
      const response = await request('/v1/articles/lonely/box.html');
      expect(response.status).toBe(200);
      expect(response.headers.get('x-kindred-status')).toBe('empty');
      expect(await response.text()).toBe('<!-- kindred: empty -->\n');
    });

    it('turns problems into comments that nothing can end early', async () => {
      const id = encodeURIComponent('--><img src=x>');
      const response = await request(`/v1/articles/${id}/box.html`);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toBe('text/html; charset=UTF-8');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.text()).toBe(
        '<!-- kindred: not_found: there is no article "--&gt;&lt;img src=x&gt;" -->\n',
      );
      const bad = await request('/v1/articles/sea-0/box.html?limit=0');
      expect([bad.status, await bad.text()]).toEqual([
        400,
        '<!-- kindred: invalid: limit must be at least 1, got "0" -->\n',
      ]);
    });

    it('takes a heading of 200 characters and not one more', async () => {
      const get = (n: number) => request(`/v1/articles/sea-0/box.html?heading=${'x'.repeat(n)}`);
      expect((await get(200)).status).toBe(200);
      expect((await get(201)).status).toBe(400);
    });

    it('of 50 items fits into what the WordPress plugin takes', async () => {
      const { items } = (await (await request('/v1/articles/sea-0/related?limit=50')).json()) as {
        items: unknown[];
      };
      const html = await htmlOf('/v1/articles/sea-0/box.html?limit=50&minScore=0');
      expect((html.length / items.length) * 50).toBeLessThan(65_536);
    });

    it('is a comment too where a request is turned away before its route is known', async () => {
      const pressure = { delayMs: () => 5_000, measuredMs: () => 5_000 };
      const late = appWith({ admission: new Admission({ pressure }) });
      const shed = await late.request('/v1/articles/sea-0/box.html');
      expect([shed.status, shed.headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^[1-3]$/)]);
      expect(await shed.text()).toMatch(/^<!-- kindred: overloaded: .* -->\n$/);
      const rates = { lookup: 10, text: 0, write: 0, admin: 0 };
      const strict = { reading: 'public', trustProxy: 0, rates } as const;
      const slow = appWith({ access: strict, remoteAddress: () => '203.0.113.9' });
      for (let i = 0; i < 10; i++) await slow.request('/v1/articles/sea-0/box.html');
      const limited = await slow.request('/v1/articles/sea-0/box.html');
      expect(limited.status).toBe(429);
      expect(await limited.text()).toMatch(/^<!-- kindred: [a-z_]+: .* -->\n$/);
    });

    it('is cacheable, has an ETag, and is remembered until its box changes', async () => {
      const path = '/v1/articles/sea-2/box.html?limit=2';
      const first = await request(path);
      expect(first.headers.get('cache-control')).toBe(
        'public, max-age=60, stale-while-revalidate=600, stale-if-error=86400',
      );
      const before = await first.text();
      const tag = first.headers.get('etag') ?? '';
      const lookups = countedLookups();
      const again = await request(path);
      expect([again.headers.get('x-kindred-status'), await again.text()]).toEqual(['ok', before]);
      expect((await request(path, { headers: { 'if-none-match': tag } })).status).toBe(304);
      expect(lookups()).toBe(0);
      expect(before).toContain('part 0');
      await request('/v1/articles/sea-0', { method: 'DELETE' });
      await service.settled();
      expect(await htmlOf(path)).not.toContain('part 0');
      expect(lookups()).toBe(1);
    });

    function countedLookups(): () => number {
      let count = 0;
      const original = service.relatedById.bind(service);
      service.relatedById = (...given) => {
        count++;
        return original(...given);
      };
      return () => count;
    }
  });
});

describe('before the service is ready', () => {
  it('all boxes of a page are one problem, and the fragment is a comment', async () => {
    const service = new Service({
      ...{ databaseUrl: 'postgres://nobody@127.0.0.1:9/none', dataDir: '/nonexistent', log: silent },
    });
    const app = createApp({
      ...{ service, version: '0.0.0', defaults: DEFAULT_BOX, log: silent, remoteAddress: () => undefined },
    });
    const page = await app.request('/v1/related', json({ boxes: [{ id: 'a' }] }));
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^[1-3]$/)]);
    const fragment = await app.request('/v1/articles/a/box.html');
    expect([fragment.status, fragment.headers.get('retry-after')]).toEqual([
      503,
      expect.stringMatching(/^[1-3]$/),
    ]);
    expect(await fragment.text()).toMatch(/^<!-- kindred: unavailable: .* -->\n$/);
    await service.stop();
  });
});
