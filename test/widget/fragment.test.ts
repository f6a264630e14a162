import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanText } from '../../src/article/article.ts';
import type { BoxItem } from '../../src/box/box.ts';
import { type FragmentOptions, fragment } from '../../src/http/fragment/markup.ts';
import { FRAGMENT_STYLE } from '../../src/http/fragment/style.ts';
import { chromiumPath, openBrowser } from './chromium.ts';
import { hostileArticles } from './hostile.ts';
import { boxOf, type Item, openStage, type Stage } from './stage.ts';
import { arabicStories, englishStories } from './stories.ts';
import { until, visit } from './visit.ts';

const LAYOUTS = ['list', 'cards', 'strip'] as const;

/** The item of an answer as the service has it before. */
const boxItem = (item: Item, key: number): BoxItem => ({
  card: {
    ...{ ...item, key, urlKey: null, teaser: item.excerpt, tags: [], expiresAt: null, evergreen: false },
    ...{ publishedAt: item.publishedAt === null ? null : Date.parse(item.publishedAt), storedAt: 0 },
    revision: 0,
  },
  score: item.score,
  source: item.source,
});
const htmlOf = async (items: readonly Item[], options: Partial<FragmentOptions> = {}) =>
  String(
    await fragment(items.map(boxItem), {
      ...{ layout: 'list', heading: undefined, limit: 4, link: undefined, image: undefined, page: null },
      ...options,
    }),
  );

describe.skipIf(chromiumPath === undefined)('the fragment in Chromium', () => {
  let browser: Browser;
  let stage: Stage;
  beforeAll(async () => {
    [browser, stage] = await Promise.all([openBrowser(), openStage()]);
  });
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });

  it.each(LAYOUTS)(
    'looks like the element as a %s, on a phone and on a desk, in either direction',
    async (layout) => {
      for (const direction of ['ltr', 'rtl'] as const) {
        const items = (direction === 'rtl' ? arabicStories : englishStories)(stage.service).slice(0, 4);
        stage.answerWith(() => boxOf(items));
        // What a page says of lists, headings and links in general.
        const page = `<!doctype html><html lang="${direction === 'rtl' ? 'ar' : 'en'}" dir="${direction}"><title>x</title>
        <style>body { margin: 1rem; font: 17px/1.5 serif; color: #223 } h2 { font: 300 40px sans-serif; margin: 2em; color: red }
        ul { list-style: square; padding-left: 3em; margin: 1em 0 } li { margin: 1em } li::before { content: "– " }
        a { color: red } p { margin: 1.5em 0 } img { max-width: 50%; border: 1px solid } strong { font-weight: 900 }
        ${FRAGMENT_STYLE}</style><script src="${stage.script}"></script>
        <related-articles article="x" layout="${layout}" heading="More"></related-articles><hr>
        ${await htmlOf(items, { layout, heading: 'More' })}`;
        const address = stage.page(page);
        for (const width of [390, 700, 1280]) {
          const { look, close } = await visit(browser, address, { viewport: { width, height: 2000 } });
          await look(
            until(`document.querySelector('related-articles').shadowRoot.querySelector('[role=list]')`),
          );
          const both = await look<[object[], object[]]>(`(() => {
          const shape = (root, top) => [...root.querySelectorAll('nav, h2, [role=list], li, a, p, img, small')]
            .filter((element) => element.closest('[inert]') === null && element.checkVisibility())
            .map((element) => {
              const { x, y, width, height } = element.getBoundingClientRect();
              const { color, fontSize, fontWeight, lineHeight, opacity, display } = getComputedStyle(element);
              return { tag: element.localName, text: /^(a|p|h2)$/.test(element.localName) && element.textContent,
                x, y: Math.round(y - top), width, height, color, fontSize, fontWeight, lineHeight, opacity, display };
            });
          const element = document.querySelector('related-articles');
          // What it reserved while it waited.
          element.style.minHeight = '';
          const other = document.querySelector('.kindred');
          return [shape(element.shadowRoot, element.getBoundingClientRect().top), shape(other, other.getBoundingClientRect().top)];
        })()`);
          expect(both[0].length).toBeGreaterThan(13);
          expect(both[1], `${layout} ${direction} at ${width}`).toEqual(both[0]);
          await close();
        }
      }
    },
  );

  it('has no finding of axe, light or dark', async () => {
    const { default: axe } = await import('axe-core');
    for (const layout of LAYOUTS) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const items = englishStories(stage.service).slice(0, 4);
        const page = `<!doctype html><html lang="en"><title>x</title><style>:root { color-scheme: light dark }${FRAGMENT_STYLE}</style>
          <main><h1>A story</h1>${await htmlOf(items, { layout, heading: 'More' })}</main>`;
        const { look, close } = await visit(browser, stage.page(page), { colorScheme });
        await look(axe.source);
        expect(
          await look(
            `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))`,
          ),
        ).toEqual([]);
        await close();
      }
    }
  });

  it('shows 200 hostile titles and addresses literally under a strict policy, and runs none', async () => {
    // Titles as they are stored: NUL is refused there, other control characters are taken out.
    const hostile = hostileArticles(200, `${stage.service}/picture/9`).map((article) => ({
      ...{ ...article, title: cleanText(article.title) },
    }));
    expect(new Set(hostile.map(({ title }) => title)).size).toBe(200);
    const [story] = englishStories(stage.service);
    const items = hostile.map(
      (article, i): Item => ({
        ...(story as Item),
        ...article,
        id: `h${i}`,
        section: article.title,
        excerpt: article.title,
      }),
    );
    const heading = '"><script>hit()</script>';
    const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title>${await htmlOf(items, { limit: 50, heading })}`;
    const policy = `default-src 'none'; img-src ${stage.service}; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;
    const { look, faults, close } = await visit(
      browser,
      stage.page(page, { 'content-security-policy': policy }),
    );
    const textsOf = (name: string) =>
      look<string[]>(
        `[...document.querySelectorAll('.kindred-${name}')].map(({ textContent }) => textContent)`,
      );
    for (const name of ['title', 'excerpt', 'section'])
      expect(await textsOf(name)).toEqual(hostile.map(({ title }) => title));
    expect(await textsOf('heading')).toEqual([heading]);
    const links = await look<string[]>(`[...document.links].map(({ href, rel }) => rel + ' ' + href)`);
    expect(links).toHaveLength(hostile.filter(({ url }) => /^https?:\/\//.test(url)).length);
    for (const link of links) expect(link).toMatch(/^noopener nofollow ugc https?:/);
    const images = await look<string[]>(`[...document.images].map(({ src }) => src)`);
    for (const image of images) expect(image === 'http://[' || image.startsWith(stage.service)).toBe(true);
    expect(
      await look(
        `[...new Set([...document.querySelectorAll('.kindred *')].map(({ localName }) => localName))].sort().join()`,
      ),
    ).toBe('a,div,h2,img,li,nav,p,small,span,strong,time,ul');
    expect(
      await look(
        `[...document.querySelectorAll('.kindred *')].flatMap(({ attributes }) => [...attributes]).filter(({ name }) => name.startsWith('on') || name === 'style').length`,
      ),
    ).toBe(0);
    // What is a link navigates nowhere here, what is none does nothing.
    await look(`document.addEventListener('click', (event) => event.preventDefault(), true)`);
    await look(`document.querySelectorAll('.kindred a').forEach((link) => link.click())`);
    await look('new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50)))');
    expect([...faults, ...(await look<string[]>('window.violations'))]).toEqual([]);
    await close();
  });
});
