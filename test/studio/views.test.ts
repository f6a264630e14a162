import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanText } from '../../src/article/article.ts';
import { bundleStudio } from '../../src/studio/bundle.ts';
import { describeDatabase } from '../support/database.ts';
import { openSea, SEA_STORIES, type SeaService } from '../support/sea.ts';
import { chromiumPath, openBrowser } from '../widget/chromium.ts';
import { hostileArticles } from '../widget/hostile.ts';
import { until, type Visit, visit } from '../widget/visit.ts';
import { enterAt, openStudio, SETTLED, tabTo } from './visit.ts';

const LOCAL = { remoteAddress: () => '127.0.0.1' };
const FIRST_VIEW_BYTES = 150_000;
const HOSTILE = hostileArticles(200, 'https://pictures.example/9').map(({ title, url }, i) => ({
  ...{
    id: `h${i}`,
    title: cleanText(title),
    body: `Ferries in the storm of harbour number${i} and quay number${i % 7}.`,
  },
  // What is no address of the web is not stored.
  ...(/^https?:\/\/[^[]/.test(url) && { url }),
  ...{
    section: cleanText(title).slice(0, 90),
    author: cleanText(title).slice(0, 90),
    publishedAt: '2024-04-29',
  },
}));

describe('the script of the studio', () => {
  it('turns no text into markup or code, and is small', async () => {
    const { script, style } = await bundleStudio();
    expect(script).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|Function\(|srcdoc|setHTML|createContextualFragment|document\.cookie/,
    );
    process.stdout.write(
      `studio: script ${gzipSync(script).length}, style ${gzipSync(style).length} bytes with gzip\n`,
    );
  });
});

describe.skipIf(chromiumPath === undefined)('the studio in Chromium', () => {
  describeDatabase('with the service', (openOptions) => {
    let browser: Browser;
    let sea: SeaService;
    beforeAll(async () => {
      [browser, sea] = await Promise.all([
        openBrowser(),
        openOptions().then((options) => openSea(options, SEA_STORIES, LOCAL)),
      ]);
      const put = (path: string, body: object) =>
        fetch(`${sea.url}/v1/${path}`, {
          ...{ method: 'PUT', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
        });
      await put('placements/foot', { limit: 3, layout: 'cards', diversity: 0.2 });
      const [a, b] = ['sea-0', 'sea-5'].map((name) => ({ kind: 'article', name }));
      await put('rules/pinned', {
        action: 'pin',
        target: b,
        beside: a,
        author: 'Ada',
        reason: 'Belongs there',
      });
      await put('rules/later', {
        action: 'bury',
        target: { kind: 'tag', name: 'x' },
        startsAt: '2999-01-01',
      });
      await put('rules/over', {
        action: 'exclude',
        target: { kind: 'section', name: 'y' },
        endsAt: '2001-01-01',
      });
      await put('articles/sea-0/labels/sea-5', { gain: 1 });
    });
    afterAll(async () => {
      await browser?.close();
      await sea?.close();
    });
    const open = (hash: string, options = {}) => openStudio(browser, sea.url, hash, options);
    const PLACES = [
      '#/',
      '#/article/sea-0',
      '#/article/sea-0?placement=foot',
      '#/article/nope',
      '#/rules',
      '#/collection',
      '#/state',
    ];
    it('has no finding of axe in any view, light or dark, on a phone or a desk', async () => {
      const { default: axe } = await import('axe-core');
      const find = async ({ look }: Visit, what: string) => {
        expect(
          await look(
            `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))`,
          ),
          what,
        ).toEqual([]);
      };
      for (const width of [390, 1280]) {
        const inBoth = async (visit: Visit, what: string) => {
          for (const colorScheme of ['light', 'dark'] as const) {
            await visit.page.emulateMedia({ colorScheme });
            await find(visit, `${what} ${width} ${colorScheme}`);
          }
        };
        const visit = await open('#/', { viewport: { width, height: 900 } });
        await visit.look(axe.source);
        for (const place of PLACES) {
          await visit.look(`location.hash = '${place}'`);
          await visit.look(
            until(`document.querySelector('.view')?.dataset.place === '${place}' && ${SETTLED}`),
          );
          await inBoth(visit, place);
          expect(await visit.look('document.documentElement.scrollWidth <= innerWidth'), place).toBe(true);
        }
        await visit.look(`location.hash = '#/rules'`);
        await visit.look(until(`document.querySelector('.view-rules .strong') && ${SETTLED}`));
        await visit.look(`document.querySelector('.strong').click()`);
        await inBoth(visit, 'the form of a rule');
        await visit.page.keyboard.press('Escape');
        await visit.page.keyboard.press('?');
        await inBoth(visit, 'the keys');
        await visit.close();
      }
    });

    it('sends at most 150 kB for its first view, with gzip', async () => {
      const sent: Promise<number>[] = [];
      const { page, look, close } = await visit(browser, 'about:blank');
      page.on('response', (response) =>
        sent.push(
          // One that is under way when the page is closed is not of the first view.
          response.body().then(
            (body) => gzipSync(body).length,
            () => 0,
          ),
        ),
      );
      await page.goto(`${sea.url}/studio/`);
      await look(until(SETTLED));
      const usableMs = await look<number>('performance.now()');
      const bytes = (await Promise.all(sent)).reduce((sum, size) => sum + size, 0);
      process.stdout.write(
        `first view: ${sent.length} answers, ${bytes} bytes with gzip; there with its articles after ${Math.round(usableMs)} ms\n`,
      );
      expect(sent.length).toBeGreaterThan(4);
      expect(bytes).toBeLessThanOrEqual(FIRST_VIEW_BYTES);
      await close();
    });

    it('goes over the map with arrow keys and opens an article from it', async () => {
      const visit = await open('#/collection');
      await visit.look(until(`document.querySelector('canvas.map') && document.querySelector('.figures')`));
      await tabTo(visit, 'canvas.map');
      const told = () => visit.look<string>(`document.querySelector('.map-told').textContent`);
      await visit.page.keyboard.press('ArrowDown');
      const first = await told();
      const met = new Set([first]);
      for (const key of ['ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowDown']) {
        for (let i = 0; i < 12; i++) {
          await visit.page.keyboard.press(key);
          met.add(await told());
        }
      }
      expect(met.size).toBeGreaterThan(6);
      const title = await visit.look(`document.querySelector('.map-told a').textContent`);
      await visit.page.keyboard.press('Enter');
      await visit.look(until(`document.querySelector('.subject h1')`));
      expect(await visit.look(`document.querySelector('h1').textContent`)).toBe(title);
      await visit.close();
    });

    it('starts a reindex from the keyboard and shows the generation that comes of it', async () => {
      const visit = await open('#/state');
      const generation = sea.service.state().generation ?? 0;
      await enterAt(visit, '.view-state .commands button');
      await visit.look(
        until(
          `document.querySelector('.view-state').textContent.includes('Generation ${generation + 1} · active')`,
        ),
      );
      // What is stored as active is taken over at the next look.
      await expect
        .poll(() => sea.service.state().generation, { timeout: 60_000 })
        .toBeGreaterThan(generation);
      await visit.close();
    });

    it('says in every view that the service does not answer, and no figure of before as if it did', async () => {
      const away = async (hash: string) => {
        const visit = await open(hash);
        await visit.page.route('**/*', (route) => route.abort());
        return visit;
      };
      const text = `document.querySelector('main').textContent`;
      const state = await away('#/state');
      await state.look(until(`${text}.includes('The service does not answer')`));
      expect(await state.look(text)).not.toContain('Ready');
      await state.close();
      const collection = await away('#/');
      await collection.look(`location.hash = '#/collection'`);
      await collection.look(until(`document.querySelectorAll('.problem').length === 3`));
      expect(
        await collection.look(
          `[...document.querySelectorAll('main h2')].map(({ textContent }) => textContent)`,
        ),
      ).toEqual(['Map', 'Boxes', 'Left out of pages']);
      await collection.look(`location.hash = '#/article/sea-0'`);
      await collection.look(until(`${text}.includes('This cannot be shown')`));
      await collection.close();
    });

    it('shows 200 hostile titles literally in every view, under its strict policy, and runs none', async () => {
      const hostile = await openSea(await openOptions(), HOSTILE, LOCAL);
      const titles = new Set(HOSTILE.map(({ title }) => title.replace(/\s+/gu, ' ').trim()));
      const visit = await openStudio(browser, hostile.url, '#/');
      const { page, look } = visit;
      const shown = async (selector: string) => {
        const texts = await look<string[]>(
          `[...document.querySelectorAll(${JSON.stringify(selector)})].map(({ textContent }) => textContent)`,
        );
        // The twelve of the service's own filler are harmless.
        for (const text of texts) if (!/^Filler \d+$/.test(text)) expect(titles).toContain(text);
        return texts.length;
      };
      expect(await shown('.found a')).toBe(12);
      await page.keyboard.press('/');
      for (const words of ['script', 'img', 'svg', 'iframe', 'hit']) {
        await look(`document.querySelector('#find').value = ''`);
        await page.keyboard.type(words);
        await page.waitForTimeout(400);
        await look(until(`document.querySelector('#find-list .option-title')`));
        expect(await shown('#find-list .option-title')).toBeGreaterThan(0);
      }
      const seen = new Set<string>();
      // In boxes of fifty, until all two hundred were seen.
      await fetch(`${hostile.url}/v1/placements/all`, {
        ...{ method: 'PUT', headers: { 'content-type': 'application/json' } },
        body: JSON.stringify({ limit: 50, minScore: 0 }),
      });
      const clean = (title: string) => title.replace(/\s+/gu, ' ').trim();
      for (;;) {
        const i = HOSTILE.findIndex(({ title }) => !seen.has(clean(title)));
        if (i < 0) break;
        await look(`location.hash = '#/article/h${i}?placement=all'`);
        await look(
          until(
            `document.querySelector('.subject h1')?.textContent === ${JSON.stringify(HOSTILE[i]?.title.replace(/\s+/gu, ' ').trim())}`,
          ),
        );
        await look(until(`!document.querySelector('main[aria-busy]')`));
        await shown('h1, .items .item-title');
        for (const title of await look<string[]>(
          `[...document.querySelectorAll('h1, .items .item-title')].map(({ textContent }) => textContent)`,
        ))
          seen.add(title);
        for (const href of await look<string[]>(`[...document.links].map(({ href }) => href)`))
          expect(href).toMatch(/^https?:/);
      }
      process.stdout.write(`hostile titles seen in boxes: ${seen.size}\n`);
      for (const title of titles) expect(seen).toContain(title);
      for (const place of ['rules', 'collection', 'state']) {
        if (place === 'rules')
          await fetch(`${hostile.url}/v1/rules/x`, {
            ...{ method: 'PUT', headers: { 'content-type': 'application/json' } },
            body: JSON.stringify({
              ...{
                action: 'block',
                target: { kind: 'article', name: 'h1' },
                beside: { kind: 'section', name: HOSTILE[2]?.section },
              },
              ...{ author: HOSTILE[3]?.title, reason: HOSTILE[4]?.title },
            }),
          });
        await look(`location.hash = '#/${place}'`);
        await look(until(`document.querySelector('.view-${place} h1')`));
        await look(until(`!document.querySelector('main[aria-busy]')`));
        await look(`document.querySelector('canvas')?.focus()`);
        await page.keyboard.press('ArrowDown');
      }
      expect(
        await look(
          `[...document.querySelectorAll('*')].flatMap(({ attributes }) => [...attributes]).filter(({ name }) => name.startsWith('on') || name === 'srcdoc').length`,
        ),
      ).toBe(0);
      await visit.close();
      await hostile.close();
    });
  });
});
