import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentation, readDocumentation } from '../../src/docs/documentation.ts';
import { resolveLink } from '../../src/docs/links.ts';
import { webpSize } from '../../src/docs/picture.ts';
import { render, slugOf } from '../../src/docs/render.ts';
import { boxFiles } from '../../src/http/box-files.ts';
import { addPageAssets, PAGE_SECURITY_POLICY } from '../../src/http/pages/assets.ts';
import { addDocumentation } from '../../src/http/pages/documentation.ts';
import { describeDatabase } from '../support/database.ts';
import { openSea, type SeaService } from '../support/sea.ts';
import { PROJECT } from '../support/server.ts';
import { chromiumPath, openBrowser } from '../widget/chromium.ts';
import { visit } from '../widget/visit.ts';

const DOCS = join(PROJECT, 'docs');
const MOST_PICTURE_BYTES = 1_000_000;
const read = await documentation();
const pages = [...read.pages.values()];

const app = new Hono();
addPageAssets(app);
addDocumentation(app);
const attributes = (page: string, name: string) =>
  [...page.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map(([, value = '']) =>
    value.replaceAll('&amp;', '&'),
  );

describe('the documentation', () => {
  it('has every page of the folder in its contents, each once, under the four kinds', async () => {
    const files = (await readdir(DOCS, { recursive: true })).filter((name) => name.endsWith('.md'));
    expect(pages.map(({ file }) => file).sort()).toEqual(files.sort());
    expect(read.contents.map(({ title }) => title)).toEqual([
      'Tutorial',
      'How-to',
      'Reference',
      'Explanation',
    ]);
  });

  it('calls a page in the contents what it calls itself', () => {
    for (const { entries } of read.contents)
      for (const { file, title } of entries)
        expect(pages.find((page) => page.file === file)?.title).toBe(title);
  });

  it.each(pages.map(({ file }) => file))('%s links to pages, sections and files that exist', async (file) => {
    const text = (await readFile(join(DOCS, file), 'utf8')).replace(/^```[\s\S]*?^```/gm, '');
    for (const [, label = '', href = ''] of text.matchAll(/\[([^\]]*)\]\(([^)\s]+)\)/g)) {
      const link = resolveLink(file, href);
      if (link.kind === 'page') {
        const target = pages.find((page) => page.file === link.file);
        expect(target, href).toBeDefined();
        if (link.anchor)
          expect(
            target?.headings.map(({ anchor }) => anchor),
            href,
          ).toContain(link.anchor);
      } else if (link.kind === 'file') {
        expect((await stat(join(DOCS, link.file))).isFile(), href).toBe(true);
        // The site shows the words without a link: they must say which file it is.
        if (link.file.startsWith('../')) expect(`../${label}`).toBe(link.file);
      }
    }
  });

  it('has no heading twice on a page, and says of every picture what is in it', async () => {
    for (const { file, headings, html } of pages) {
      const anchors = headings.map(({ anchor }) => anchor);
      expect(new Set(anchors).size, file).toBe(anchors.length);
      expect(headings.filter(({ depth }) => depth === 1).length, file).toBe(1);
      for (const alt of attributes(html, 'alt')) expect(alt.length, file).toBeGreaterThan(10);
    }
  });

  it('shows each picture somewhere; all together have less than a megabyte', () => {
    const shown = new Set(pages.flatMap(({ html }) => attributes(html, 'src')));
    expect([...read.pictures.keys()].filter((address) => !shown.has(address))).toEqual([]);
    const bytes = [...read.pictures.values()].map((picture) => picture.bytes.length);
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(MOST_PICTURE_BYTES);
  });

  it('shows files of the repository in full where a link to one is a paragraph', async () => {
    const page = pages.find(({ file }) => file === 'how-to/put-the-box-on-a-page.md');
    const php = await readFile(join(PROJECT, 'examples/php/related.php'), 'utf8');
    const shown = page?.html
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&#39;', "'")
      .replaceAll('&quot;', '"');
    expect(shown).toContain(php.trim());
    const files = (await readdir(join(PROJECT, 'examples'), { recursive: true })).filter((name) =>
      /\.(?!md)\w+$/.test(name),
    );
    for (const name of files) expect(page?.html, name).toContain(`<code>examples/${name}</code>`);
  });

  it('refuses a folder whose page links to a picture that is not there', async () => {
    const root = await mkdtemp(join(tmpdir(), 'kindred-docs-'));
    for (const name of ['docs', 'examples', 'operations']) await mkdir(join(root, name));
    await writeFile(join(root, 'docs/README.md'), '# A\n\n![A lost picture](pictures/lost.webp)\n');
    await expect(readDocumentation(root)).rejects.toThrow('there is no picture docs/pictures/lost.webp');
    await writeFile(join(root, 'docs/README.md'), 'No heading.\n');
    await expect(readDocumentation(root)).rejects.toThrow('must begin with a heading');
    await rm(root, { recursive: true });
  });
});

describe('Markdown', () => {
  const surroundings = {
    included: () => undefined,
    picture: () => ({ address: '/p.webp', width: 1, height: 2 }),
  };
  const html = (text: string) => render('how-to/a.md', `# T\n\n${text}`, surroundings).html;

  it('holds no markup of its own', () => {
    const page = html(
      '<script>alert(1)</script>\n\na <b onclick="x">c</b> `<i>` [<u>d</u>](b.md "<s>")\n\n<!-- aside -->',
    );
    expect(page).not.toMatch(/<(?:script|b|u|s|i)\b|aside/);
    expect(() => html('[x](javascript:alert(1))')).toThrow('must be relative');
    expect(() => html('[x](/docs/)')).toThrow('must be relative');
  });

  it('has anchors as GitHub makes them', () => {
    expect(slugOf('What’s *new*, in 2.0?')).toBe('whats-new-in-20');
    expect(slugOf('`A_b` – c & d')).toBe('a_b--c--d');
    expect(render('a.md', '# T\n\n## A\n\n## A', surroundings).headings.map(({ anchor }) => anchor)).toEqual([
      't',
      'a',
      'a-1',
    ]);
  });

  it('links as the site has it', () => {
    const page = html(
      '[a](import.md) [b](../reference/settings.md#the-box) [c](../README.md) [d](http://127.0.0.1:3000/docs/api) [e](#t) [../f](../../f.ts)',
    );
    expect(attributes(page, 'href')).toEqual([
      '/docs/how-to/import',
      '/docs/reference/settings#the-box',
      '/docs/',
      '/docs/api',
      '/docs/how-to/a#t',
    ]);
    expect(page).toContain('<span class="file">../f</span>');
  });

  it('keeps the place of a picture', () => {
    expect(html('![Waves at sea](b.webp)')).toContain(
      '<img src="/p.webp" alt="Waves at sea" width="1" height="2"',
    );
    expect(webpSize(Buffer.from('not a picture, but long enough to be one'))).toBeUndefined();
  });
});

describe('the site', () => {
  it('serves every page and picture, with nothing in it that its policy forbids', async () => {
    for (const { address, title } of pages) {
      const response = await app.request(address);
      expect([response.status, response.headers.get('content-security-policy')], address).toEqual([
        200,
        PAGE_SECURITY_POLICY,
      ]);
      const page = await response.text();
      expect(page.match(/<style|<script|<[^>]+ (?:style|on\w+)=/), address).toBeNull();
      expect(page, address).toContain(title.replaceAll('"', '&quot;'));
      const etag = response.headers.get('etag') ?? '';
      expect((await app.request(address, { headers: { 'If-None-Match': etag } })).status).toBe(304);
    }
    for (const address of read.pictures.keys()) {
      const response = await app.request(address);
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/webp']);
      expect(webpSize(Buffer.from(await response.arrayBuffer()))?.width).toBeGreaterThan(100);
    }
  });

  it('leads on from page to page, from the first to the last', async () => {
    const seen: string[] = [];
    for (let address: string | undefined = '/docs/'; address !== undefined; ) {
      seen.push(address);
      const page: string = await (await app.request(address)).text();
      address = /<a class="after" href="([^"]*)"/.exec(page)?.[1];
    }
    expect(seen).toEqual(pages.map((page) => page.address));
  });

  it.each([
    ['/docs', '/docs/'],
    ['/docs/README.md', '/docs/'],
    ['/docs/how-to/import.md', '/docs/how-to/import'],
    ['/docs/how-to/import/', '/docs/how-to/import'],
  ])('sends %s to %s', async (from, to) => {
    const response = await app.request(from);
    expect([response.status, response.headers.get('location')]).toEqual([301, to]);
  });

  it.each([
    '/docs/nope',
    '/docs/how-to',
    '/docs/../package.json',
    '/docs/%2e%2e/package.json',
    '/docs/constructor',
  ])('has nothing at %s', async (path) => {
    const response = await app.request(path);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('"version"');
  });
});

describe.skipIf(chromiumPath === undefined)('the site in Chromium', () => {
  describeDatabase('with the service', (openOptions) => {
    let browser: Browser;
    let sea: SeaService;
    beforeAll(async () => {
      // As a server does at its start: made for the first page, it would be late on a busy machine.
      await boxFiles();
      [browser, sea] = await Promise.all([openBrowser(), openSea(await openOptions())]);
    });
    afterAll(async () => {
      await browser?.close();
      await sea?.close();
    });

    it('has no finding of axe, fits the screen and shifts nothing, light or dark, on a phone or a desk', async () => {
      const { default: axe } = await import('axe-core');
      const addresses = [...pages.map(({ address }) => address), '/docs/api', '/docs/nope', '/'];
      for (const width of [390, 1280]) {
        for (const colorScheme of ['light', 'dark'] as const) {
          const { page, look, close, faults } = await visit(browser, 'about:blank', {
            viewport: { width, height: 900 },
            colorScheme,
          });
          for (const address of addresses) {
            const response = await page.goto(sea.url + address);
            expect(response?.status(), address).toBe(address === '/docs/nope' ? 404 : 200);
            if (width === 390)
              await look(`document.querySelector('.contents-narrow')?.setAttribute('open', '')`);
            await look(axe.source);
            const findings = await look(
              'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))',
            );
            const where = `${address} ${width} ${colorScheme}`;
            expect(findings, where).toEqual([]);
            expect(await look('document.documentElement.scrollWidth'), where).toBe(width);
            expect([...faults, ...(await look<string[]>('window.violations'))], where).toEqual([]);
          }
          await close();
        }
      }
    });

    it('is read without a script, the contents one fold away on a phone', async () => {
      const { page, close } = await visit(browser, 'about:blank', {
        viewport: { width: 390, height: 844 },
        javaScriptEnabled: false,
      });
      await page.goto(`${sea.url}/docs/`);
      await page.getByText('Contents', { exact: true }).click();
      await page.locator('.contents-narrow').getByRole('link', { name: 'Steer the box' }).click();
      await page.waitForURL('**/docs/how-to/steer-the-box');
      expect(await page.locator('h1').textContent()).toBe('Steer the box');
      await page.goto(`${sea.url}/docs/api`);
      expect(await page.locator('.side').evaluate((side) => side.clientHeight)).toBeLessThan(100);
      await page.getByText('Contents', { exact: true }).click();
      await page
        .locator('.contents-narrow')
        .getByRole('link', { name: 'GET /v1/rules', exact: true })
        .click();
      await page.waitForURL('**/docs/api#get-v1-rules');
      await close();
    });
  });
});
