import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { drawArt } from '../../src/demo/art.ts';
import { CONTENT_SECURITY_POLICY, demoSite } from '../../src/demo/site.ts';
import { KINDS } from '../../src/demo/window.ts';
import { addPageAssets, PAGE_SECURITY_POLICY } from '../../src/http/pages/assets.ts';
import { docsPage } from '../../src/http/pages/docs.ts';
import { type HomeState, homePage } from '../../src/http/pages/home.ts';
import type { OpenApiDocument } from '../../src/http/pages/openapi.ts';
import { PROBLEMS } from '../../src/http/problems.ts';

/** Addresses in `href` and `src`, with `&amp;` read. */
const addressesIn = (page: string) =>
  [...page.matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, address = '']) => address.replaceAll('&amp;', '&'));

/** What a strict policy would refuse to run or apply. */
const inlineCode = (page: string) =>
  page.match(/<style|<script>|<script(?! [^>]*src=)|<[^>]+ (?:style|on\w+)=/);

/** Without tags, entities read, runs of blanks as one. */
const textOf = (page: string) =>
  page
    .replace(/<[^>]*>/g, '')
    .replace(
      /&(quot|#39|lt|gt|amp);/g,
      (_, name: string) => ({ quot: '"', '#39': "'", lt: '<', gt: '>' })[name] ?? '&',
    )
    .replace(/\s+/g, ' ');

describe('the page at /', () => {
  const state: HomeState = {
    ...{ name: 'Kindred', version: '1.2.3', ready: true, articles: 12_345, generation: 7 },
    indexedAt: new Date('2024-05-12T17:40:03Z'),
    ...{ database: 'postgres', demo: true, sampleId: "it's/one" },
  };
  const page = (changes: Partial<HomeState> = {}) => String(homePage({ ...state, ...changes }));

  it('says what runs here and in which state', () => {
    const text = textOf(page());
    for (const part of ['Kindred', '1.2.3', 'Ready', '12,345', '7', '2024-05-12 17:40:03 UTC', 'Postgres']) {
      expect(text).toContain(part);
    }
  });

  it('leads to everything that one wants next', () => {
    const sample = '/v1/articles/it%27s%2Fone/related?limit=4';
    expect(addressesIn(page())).toEqual(
      expect.arrayContaining(['/demo/', '/docs/', '/docs/api', '/openapi.json', '/readyz', sample]),
    );
    expect(textOf(page())).toContain(`curl 'http://127.0.0.1:3000${sample}&explain=true'`);
  });

  it('does not lead to a demonstration that is not served', () => {
    expect(addressesIn(page({ demo: false }))).not.toContain('/demo/');
  });

  it('says why it is not ready', () => {
    const text = textOf(page({ ready: false, reason: 'waiting for <Postgres>' }));
    expect(text).toContain('Not ready yet');
    expect(text).toContain('waiting for <Postgres>');
  });

  it('shows how to fill an empty index, and only then', () => {
    const empty = textOf(page({ articles: 0, generation: null, indexedAt: null }));
    for (const command of ['npm run demo', 'npm run import -- articles.ndjson', 'curl -X PUT']) {
      expect(empty).toContain(command);
      expect(textOf(page())).not.toContain(command);
    }
  });

  it('escapes what it is given and holds no inline code', () => {
    const hostile = page({ ready: false, reason: '<script>alert(1)</script>', version: '"><b>' });
    expect(inlineCode(hostile)).toBeNull();
    expect(hostile).not.toContain('<b>');
  });
});

describe('the API reference', () => {
  const document: OpenApiDocument = {
    info: { title: 'Harbour', version: '2.0', description: 'Ships and `berths`.' },
    servers: [{ url: 'https://api.harbour.example/' }],
    paths: {
      '/ships/{id}': {
        parameters: [{ $ref: '#/components/parameters/Id' }],
        get: {
          tags: ['Ships'],
          summary: 'One ship',
          description: 'First paragraph.\n\nSecond <paragraph>.',
          parameters: [
            { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 50, default: 4 } },
            {
              name: 'at',
              in: 'query',
              required: true,
              schema: { type: 'string', format: 'date', example: '2024-04-29' },
            },
          ],
          responses: {
            200: {
              description: 'The ship',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Ship' } } },
            },
            404: {
              description: 'No such ship',
              content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
            },
          },
        },
        put: {
          tags: ['Ships'],
          security: [{ key: [] }],
          requestBody: {
            required: true,
            content: { 'application/json': { schema: { $ref: '#/components/schemas/NewShip' } } },
          },
          responses: { 204: { description: 'Stored' } },
        },
      },
      '/health': { get: { responses: { 200: { description: 'Fine' } } } },
    },
    components: {
      parameters: {
        Id: { name: 'id', in: 'path', required: true, schema: { type: 'string', example: 'a/b' } },
      },
      schemas: {
        NewShip: {
          type: 'object',
          required: ['name'],
          properties: {
            name: { type: 'string', minLength: 1, maxLength: 80, example: "Ann's Hope" },
            flag: { type: ['string', 'null'], description: 'Two letters.', pattern: '^[A-Z]{2}$' },
            tonnage: { type: 'integer', minimum: -9007199254740991, maximum: 9007199254740991 },
          },
        },
        Ship: {
          allOf: [
            { $ref: '#/components/schemas/NewShip' },
            {
              type: 'object',
              required: ['state'],
              properties: {
                state: { type: 'string', enum: ['moored', 'at sea'] },
                berth: { anyOf: [{ type: 'integer', exclusiveMinimum: 0 }, { type: 'null' }] },
                crew: { type: 'array', maxItems: 9, items: { $ref: '#/components/schemas/Sailor' } },
              },
            },
          ],
        },
        Sailor: {
          type: 'object',
          properties: {
            born: { type: 'string', format: 'date' },
            mate: { $ref: '#/components/schemas/Sailor' },
          },
        },
        Problem: { type: 'object', properties: { code: { type: 'string', example: 'not_found' } } },
      },
    },
  };
  const page = String(docsPage(document));
  const rowOf = (name: string) => {
    const rows = page.match(/<tr>.*?<\/tr>/gs) ?? [];
    const row = rows
      .map((each) => each.replace(/<wbr>/g, ''))
      .find((each) => each.includes(`<code>${name}</code>`));
    return [...(row ?? '').matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) =>
      textOf(cell).trim(),
    );
  };
  const exampleBelow = (anchor: string, status: string) => {
    const section = page.slice(page.indexOf(`id="${anchor}"`));
    const code =
      /<pre[^>]*><code>(.*?)<\/code>/s.exec(section.slice(section.indexOf(`<dt>${status}</dt>`)))?.[1] ?? '';
    return JSON.parse(textOf(code)) as unknown;
  };

  it('has every operation, with a way to each in the navigation', () => {
    for (const anchor of ['get-ships-id', 'put-ships-id', 'get-health']) {
      expect(page).toContain(`id="${anchor}"`);
      expect(addressesIn(page)).toContain(`#${anchor}`);
    }
    expect(textOf(page)).toContain('One ship');
  });

  it('keeps paragraphs and code of descriptions, and escapes the rest', () => {
    expect(page).toContain('<p>First paragraph.</p>');
    expect(page).toContain('<p>Second &lt;paragraph&gt;.</p>');
    expect(page).toContain('<code>berths</code>');
  });

  it('tabulates parameters with place, type, default and range, also those of the path', () => {
    expect(rowOf('id')).toEqual(['id', 'path', 'string required', '', '', '']);
    expect(rowOf('limit')).toEqual(['limit', 'query', 'integer', '4', '1 – 50', '']);
    expect(rowOf('at')).toEqual(['at', 'query', 'date required', '', '', '']);
  });

  it('says the fields of a body with their limits', () => {
    expect(rowOf('name')).toEqual(['name', 'string', '1 – 80 characters']);
    expect(rowOf('flag')).toEqual(['flag', 'string or null optional', 'Two letters.matches ^[A-Z]{2}$']);
  });

  it('leaves out limits that are only those of a safe integer', () => {
    expect(rowOf('tonnage')).toEqual(['tonnage', 'integer optional', '']);
  });

  it('follows references, allOf, anyOf, enums and arrays into the fields of an answer', () => {
    expect(rowOf('state')).toEqual(['state', 'string', 'one of "moored", "at sea"']);
    expect(rowOf('berth')).toEqual(['berth', 'integer or null optional', '> 0']);
    expect(rowOf('crew')).toEqual(['crew', 'array of Sailor optional', 'at most 9 entries']);
    expect(rowOf('crew[].born')).toEqual(['crew[].born', 'date optional', '']);
    expect(rowOf('crew[].mate')).toEqual(['crew[].mate', 'Sailor optional', '']);
    expect(rowOf('crew[].mate.born')).toEqual([]);
  });

  it('shows an example of an answer that fits its schema, and ends where a schema contains itself', () => {
    expect(exampleBelow('get-ships-id', '200')).toEqual({
      ...{ name: "Ann's Hope", flag: '…', tonnage: 1, state: 'moored', berth: 1 },
      crew: [{ born: '2024-04-29', mate: null }],
    });
  });

  it('calls each operation with curl: required parameters, a key where one is needed, a quoted body', () => {
    const text = textOf(page);
    expect(text).toContain("curl 'https://api.harbour.example/ships/a%2Fb?at=2024-04-29'");
    expect(text).toContain(
      `curl -X PUT 'https://api.harbour.example/ships/a%2Fb' \\ -H "Authorization: Bearer $KEY" \\ -H 'Content-Type: application/json' \\ -d '{"name":"Ann'\\''s Hope"}'`,
    );
    expect(text).toContain("curl 'https://api.harbour.example/health'");
  });

  it('describes every problem at the address that problem documents carry', () => {
    for (const [code, { title }] of Object.entries(PROBLEMS)) {
      expect(page).toContain(`id="problem-${code}"`);
      expect(textOf(page)).toContain(title);
    }
    expect(page).toMatch(/No such ship.{0,20}<a href="#problems">/s);
  });

  it('refuses a document whose references lead nowhere, and names them', () => {
    const paths = { '/x': { get: { parameters: [{ $ref: '#/components/parameters/Lost' }] } } };
    expect(() => docsPage({ ...document, paths })).toThrow('#/components/parameters/Lost');
  });

  it('holds no inline code and gives every id once', () => {
    expect(inlineCode(page)).toBeNull();
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the assets of the pages', () => {
  const app = new Hono();
  addPageAssets(app);
  app.get('/', (c) => c.html('home'));
  app.get('/docs/api', (c) => c.html('docs'));
  app.get('/v1/other', (c) => c.json({}));

  it.each(['/', '/docs/api', '/pages.css', '/icon.svg'])(
    '%s may load nothing from elsewhere',
    async (path) => {
      const response = await app.request(path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-security-policy')).toBe(PAGE_SECURITY_POLICY);
      const etag = response.headers.get('etag') ?? '';
      expect((await app.request(path, { headers: { 'If-None-Match': etag } })).status).toBe(304);
    },
  );

  it('leave other addresses alone', async () => {
    expect((await app.request('/v1/other')).headers.has('content-security-policy')).toBe(false);
  });

  it('hold every file that a page links to', async () => {
    const page = String(docsPage({ info: { title: 'x', version: '1' } }));
    const files = addressesIn(page).filter((address) => /\.(css|svg)$/.test(address));
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) expect((await app.request(file)).status).toBe(200);
  });
});

const story = (id: string, fields: Partial<Article> = {}): Article => ({
  ...{
    id,
    url: null,
    title: `Title of ${id}`,
    excerpt: null,
    author: 'Ada Quay',
    section: 'world',
    tags: ['sea'],
  },
  body: 'First paragraph about the sea.\n\nSecond paragraph.',
  ...{ image: null, language: 'en', expiresAt: null, evergreen: false, modifiedAt: null },
  publishedAt: new Date('2024-05-01T10:00:00Z'),
  ...fields,
});

const stories = [
  ...Array.from({ length: 7 }, (_, i) => story(`w${i}`, { publishedAt: new Date(Date.UTC(2024, 4, i + 1)) })),
  ...Array.from({ length: 5 }, (_, i) => story(`c${i}`, { section: 'city' })),
  story('match', { section: 'sport' }),
  story('spiel', { section: 'sport', language: 'de', title: 'Das Spiel' }),
  story('agua', { section: 'economia', language: 'es', title: 'El agua' }),
  story('päth/with?strange=&%25chars', { section: 'Arts & <Life>', title: '<img src=x onerror=alert(1)>' }),
  story('bare', { section: null, language: null, author: null, publishedAt: null, body: '', tags: [] }),
];

describe('the demonstration site', () => {
  const site = new Hono().route('/demo', demoSite(stories));
  const pageAt = async (path: string) => (await site.request(path)).text();

  it('leads from its front page to every story, and every address in it is there', async () => {
    const seen = new Set(['/demo/']);
    for (const address of seen) {
      const response = await site.request(address);
      expect(response.status, address).toBe(200);
      if (!response.headers.get('content-type')?.startsWith('text/html')) continue;
      const page = await response.text();
      expect(inlineCode(page), address).toBeNull();
      for (const next of addressesIn(page)) {
        expect(next, `in ${address}`).toMatch(/^(?:\/(?:demo|v1)\/|\/$|\/docs\/$|\/box\.(?:js|css)$|#main$)/);
        if (next.startsWith('/demo')) seen.add(next);
      }
    }
    for (const { id } of stories) expect(seen).toContain(`/demo/${encodeURIComponent(id)}`);
  });

  it('answers with and without a slash at the end of its own address', async () => {
    expect(await pageAt('/demo')).toBe(await pageAt('/demo/'));
  });

  it('says plainly what it is and leads to the service', async () => {
    const page = await pageAt('/demo/w1');
    expect(textOf(page)).toContain('The demonstration site of Kindred');
    expect(addressesIn(page)).toContain('/');
  });

  it('puts the newest story on top unless told otherwise', async () => {
    const heading = (page: string) => textOf(/<h2 class="headline">(.*?)<\/h2>/s.exec(page)?.[1] ?? '');
    expect(heading(await pageAt('/demo/'))).toBe('Title of w6');
    const led = new Hono().route('/demo', demoSite(stories, { leadId: 'c2' }));
    expect(heading(await (await led.request('/demo/')).text())).toBe('Title of c2');
  });

  it('keeps languages apart, also where their sections have the same name', async () => {
    expect(await pageAt('/demo/section/sport')).not.toContain('Das Spiel');
    const german = await pageAt('/demo/section/de-sport');
    expect(german).toContain('<html lang="de">');
    expect(german).toContain('Das Spiel');
    expect(await pageAt('/demo/agua')).toContain('heading="También te puede interesar"');
    expect(await pageAt('/demo/')).toMatch(/lang="es"[^>]*>\s*<h2[^>]*><a[^>]*>Español/);
  });

  it('prints paragraphs, byline and date of a story', async () => {
    const page = await pageAt('/demo/w1');
    expect(page).toContain('<p>First paragraph about the sea.</p>');
    expect(page).toContain('<p>Second paragraph.</p>');
    expect(textOf(page)).toContain('By Ada Quay2 May 2024');
  });

  it('leaves a way to the section in the box, for when nothing else can be shown', async () => {
    const page = await pageAt('/demo/w1');
    const [box] = /<related-articles article="w1".*?<\/related-articles>/s.exec(page) ?? [''];
    expect(box).toContain('link="/demo/{id}" image="/demo/art/{id}.svg"');
    expect(box).toContain('<a href="/demo/section/world">More from World</a>');
    expect(page).toContain('<script src="/box.js"></script>');
  });

  it('shows every kind of box, and the fragment where there is no script', async () => {
    const asked: string[] = [];
    const ask = async (path: string) => {
      asked.push(path);
      return '<p>the answer</p>';
    };
    const window = new Hono().route('/demo', demoSite(stories, { leadId: 'w1', ask }));
    const textAt = async (path: string) => (await window.request(path)).text();
    for (const { slug, boxes, isPlain } of KINDS) {
      const page = await textAt(`/demo/boxes/${slug}`);
      expect(page.match(/<related-articles article="w1"/g)?.length ?? 0).toBe(isPlain ? 0 : boxes.length);
      expect(page.includes('<script')).toBe(!isPlain);
      expect(page.match(/<p>the answer<\/p>/g)?.length ?? 0).toBe(isPlain ? boxes.length : 0);
    }
    expect(asked[0]).toBe(
      '/v1/articles/w1/box.html?layout=cards&limit=4&fallback=section&heading=You+may+also+like&link=/demo/{id}&image=/demo/art/{id}.svg',
    );
    expect(await textAt('/demo/boxes/dark')).toContain('class="dark"');
    const alone = await site.request('/demo/boxes/plain');
    expect([alone.status, (await alone.text()).includes('<nav class="kindred')]).toEqual([200, false]);
  });

  it('escapes what articles bring', async () => {
    const page = await pageAt(`/demo/${encodeURIComponent('päth/with?strange=&%25chars')}`);
    expect(page).not.toContain('<img src=x');
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  it.each([
    '/demo/nope',
    '/demo/section/nope',
    '/demo/section/constructor',
    '/demo/edition/xx',
    '/demo/a/b/c',
    '/demo/boxes/nope',
    '/demo/boxes/constructor',
  ])('answers %s with a page that says that there is nothing', async (path) => {
    const response = await site.request(path);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
    expect(textOf(await response.text())).toContain('There is no such');
  });

  it('answers HEAD as GET without the body, and recognises what a browser has already', async () => {
    const get = await site.request('/demo/w1');
    const head = await site.request('/demo/w1', { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
    const etag = get.headers.get('etag') ?? '';
    expect((await site.request('/demo/w1', { headers: { 'If-None-Match': etag } })).status).toBe(304);
  });

  it('refuses no articles and ids that occur twice', () => {
    expect(() => demoSite([])).toThrow('at least one article, got none');
    expect(() => demoSite([story('twin'), story('twin')])).toThrow('"twin"');
  });
});

describe('the picture of a story', () => {
  const sections = ['world', 'politics', 'business', 'science', 'culture', 'sport', 'technology', 'health'];

  it.each([...sections, 'environment', 'city', 'food', 'politik', 'ciencia', 'constructor'])(
    'of %s is a well-formed drawing, the same for the same id and another for another',
    (section) => {
      const drawings = Array.from({ length: 30 }, (_, i) => drawArt(`story-${i}`, section));
      expect(new Set(drawings).size).toBe(30);
      expect(drawArt('story-7', section)).toBe(drawings[7]);
      for (const drawing of drawings) {
        expect(
          /NaN|undefined|Infinity|(?:width|height|r)="-[^"]*"|\.\d{3}/.exec(drawing)?.[0],
        ).toBeUndefined();
        const open: string[] = [];
        for (const [, close, name = '', empty] of drawing.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)) {
          if (close) expect(open.pop()).toBe(name);
          else if (!empty) open.push(name);
        }
        expect(open).toEqual([]);
      }
    },
  );
});
