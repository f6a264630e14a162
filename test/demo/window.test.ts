import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoSite } from '../../src/demo/site.ts';
import { KINDS } from '../../src/demo/window.ts';
import { describeDatabase } from '../support/database.ts';
import { openSea, type SeaService } from '../support/sea.ts';
import { PROJECT } from '../support/server.ts';
import { chromiumPath, openBrowser } from '../widget/chromium.ts';
import { until, type Visit, visit } from '../widget/visit.ts';

const LEAD = 'nato-allies-failed-to-deliver-promised-arms-to-ukraine';
const SIZES = [390, 1280].map((width) => ({ viewport: { width, height: 900 } }));
const SLOW_MS = 400;
const SETTLED = `[...document.querySelectorAll('related-articles')].every(({ shadowRoot }) =>
  shadowRoot?.querySelector('[role=list], nav[hidden]'))`;
const PAINTED =
  'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 50))))';
/** Addresses of the stories in the boxes of the page, whichever form they have. */
const LINKS = `[...document.querySelectorAll('related-articles, .kindred')].flatMap((box) =>
  [...(box.shadowRoot?.querySelector('[role=list]') ?? box).querySelectorAll('a')].map(({ href }) => href))`;

/** What reaches beyond the right edge of the page and has no box around it that scrolls. */
const OUTSIDE = `[...document.body.querySelectorAll('*')]
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
  .filter((element) => {
    for (let at = element; at; at = at.parentElement)
      if (getComputedStyle(at).overflowX === 'auto') return false;
    return true;
  })
  .map(({ outerHTML }) => outerHTML.slice(0, 120))`;

describe.skipIf(chromiumPath === undefined)('the shop window in Chromium', () => {
  describeDatabase('with the service', (openOptions) => {
    let browser: Browser;
    let sea: SeaService;
    beforeAll(async () => {
      const lines = await newsroom();
      // After the application, which extends what schemas know.
      const { articleWithId } = await import('../../src/article/article.ts');
      const articles = lines.map((line) => articleWithId.parse(line));
      const ask = async (path: string) => (await fetch(sea.url + path)).text();
      const demo = demoSite(articles, { leadId: LEAD, ask });
      [browser, sea] = await Promise.all([openBrowser(), openSea(await openOptions(), lines, { demo })]);
    });
    afterAll(async () => {
      await browser?.close();
      await sea?.close();
    });

    const settled = async (path: string, options = {}) => {
      const opened = await visit(browser, sea.url + path, options);
      await opened.look(until(SETTLED));
      await opened.look(PAINTED);
      return opened;
    };
    const unharmed = async ({ look, faults }: Visit) => [
      ...faults,
      ...(await look<string[]>('window.violations')),
    ];
    const pages = KINDS.map(({ slug }) => `/demo/boxes/${slug}`);

    it.each(pages)(
      'fills every box at %s with the pictures and stories of the site, each once',
      async (path) => {
        const opened = await settled(path);
        const { boxes = [], isPlain } = KINDS.find(({ slug }) => path.endsWith(`/${slug}`)) ?? {};
        const links = await opened.look<string[]>(LINKS);
        expect(links.length).toBeGreaterThanOrEqual(4 * boxes.length);
        for (const link of links) expect(link).toMatch(/\/demo\/[\w%-]+$/);
        if (!isPlain) expect(new Set(links).size).toBe(links.length);
        expect(await unharmed(opened)).toEqual([]);
        await opened.close();
      },
    );

    it('has no finding of axe on any page, light or dark, on a phone or a desk', async () => {
      const { default: axe } = await import('axe-core');
      for (const path of [
        ...pages,
        '/demo/boxes/',
        '/demo/',
        `/demo/${LEAD}`,
        '/demo/section/world',
        '/demo/nope',
      ]) {
        for (const [i, size] of SIZES.entries()) {
          const opened = await settled(path, { ...size, colorScheme: i ? 'light' : 'dark' });
          await opened.look(axe.source);
          const findings = await opened.look(
            'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))',
          );
          expect(findings, path).toEqual([]);
          await opened.close();
        }
      }
    });

    it('fits a phone on every page, with scripts and without', async () => {
      const fragment = `/v1/articles/${LEAD}/box.html?layout=cards&image=/demo/art/{id}.svg`;
      for (const javaScriptEnabled of [true, false]) {
        const { page, look, close } = await visit(browser, 'about:blank', { ...SIZES[0], javaScriptEnabled });
        for (const path of [
          ...pages,
          ...['/demo/boxes/', '/demo/', '/demo/edition/de', '/demo/edition/es', `/demo/${LEAD}`],
          ...['/demo/section/world', '/demo/nope', fragment],
        ]) {
          await page.goto(sea.url + path);
          if (javaScriptEnabled) await look(until(SETTLED));
          expect(await look('document.scrollingElement.scrollWidth'), path).toBe(390);
          // Nothing of the page is cut off at its edge either, except in what scrolls by itself.
          expect(await look(OUTSIDE), path).toEqual([]);
        }
        await close();
      }
    });

    it.each(pages)('shifts nothing at %s when the service is slow', async (path) => {
      for (const size of SIZES) {
        const opened = await visit(browser, 'about:blank', size);
        await opened.page.route('**/v1/**', async (route) => {
          await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
          await route.continue();
        });
        await opened.page.goto(sea.url + path);
        await opened.look(until(SETTLED));
        await opened.look(PAINTED);
        expect(await opened.look('window.shifts')).toEqual([]);
        await opened.close();
      }
    });

    it('shows the own content of the page when the service is away', async () => {
      const opened = await visit(browser, 'about:blank');
      await opened.page.route('**/v1/**', (route) => route.abort());
      await opened.page.goto(`${sea.url}/demo/boxes/several`);
      await opened.look(until(SETTLED));
      expect(
        await opened.look(
          `[...document.querySelectorAll('.box-more a')].map((link) => link.checkVisibility({ visibilityProperty: true }))`,
        ),
      ).toEqual([true, true, true]);
      expect(await unharmed(opened)).toEqual([]);
      await opened.close();
    });

    it('asks once for three boxes', async () => {
      const opened = await visit(browser, 'about:blank');
      const asked: string[] = [];
      opened.page.on('request', (request) => {
        if (request.url().includes('/v1/'))
          asked.push(`${request.method()} ${new URL(request.url()).pathname}`);
      });
      await opened.page.goto(`${sea.url}/demo/boxes/several`);
      await opened.look(until(SETTLED));
      expect(asked).toEqual(['POST /v1/related']);
      await opened.close();
    });

    it('has the box soon after its answer', async () => {
      const waits: number[] = [];
      for (let i = 0; i < 10; i++) {
        const { look, close } = await visit(browser, `${sea.url}/demo/boxes/cards`);
        await look(until('window.appearedAt'));
        const answer = `performance.getEntriesByType('resource').find(({ initiatorType }) => initiatorType === 'fetch').responseEnd`;
        waits.push(await look<number>(`window.appearedAt - ${answer}`));
        await close();
      }
      waits.sort((a, b) => a - b);
      console.log(
        `from the service's answer to a frame with the box, ms: ${waits.map((ms) => ms.toFixed(1)).join(' ')}`,
      );
      expect(waits).toHaveLength(10);
    });

    it('is what the example in plain HTML becomes', async () => {
      const opened = await visit(browser, 'about:blank');
      const example = await readFile(join(PROJECT, 'examples/html/index.html'), 'utf8');
      const [{ id = '', url = '' } = {}] = (await newsroom()).filter((line) => line.id === LEAD) as {
        id: string;
        url: string;
      }[];
      const html = example
        .replaceAll('https://related.example', sea.url)
        .replace('https://www.news.example/nato-allies', url);
      await opened.page.route('**/example.html', (route) =>
        route.fulfill({ body: html, contentType: 'text/html' }),
      );
      await opened.page.goto(`${sea.url}/example.html`);
      await opened.look(until(SETTLED));
      const links = await opened.look<string[]>(LINKS);
      expect([id, links.length, new Set(links).size]).toEqual([LEAD, 10, 10]);
      expect(await unharmed(opened)).toEqual([]);
      await opened.close();
    });
  });
});

async function newsroom(): Promise<{ id: string }[]> {
  const folder = join(PROJECT, 'samples/newsroom');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ndjson')).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.flatMap((text) => text.trim().split('\n')).map((line) => JSON.parse(line) as { id: string });
}
