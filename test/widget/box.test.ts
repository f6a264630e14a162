import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, openBrowser } from './chromium.ts';
import { hostileArticles } from './hostile.ts';
import { boxOf, type Item, later, openStage, type Stage } from './stage.ts';
import { arabicStories, englishStories } from './stories.ts';
import { until, type Visit, visit } from './visit.ts';

const LAYOUTS = ['list', 'cards', 'strip'];
const PHONE = { viewport: { width: 390, height: 800 } };
const DESKTOP = { viewport: { width: 1280, height: 800 } };
const SLOW_MS = 400;

/** The articles are in the box, or the box has given way to the page's own content. */
const SETTLED = `[...document.querySelectorAll('related-articles')].every(({ shadowRoot }) =>
  shadowRoot.querySelector('[role=list], nav[hidden]'))`;
const TITLES = `[...document.querySelectorAll('related-articles')].map(({ shadowRoot }) =>
  [...shadowRoot.querySelectorAll('[role=list] [part=title]')].map(({ textContent }) => textContent))`;
const OWN_CONTENT_IS_VISIBLE = `document.querySelector('#own').checkVisibility({ visibilityProperty: true })`;
const NAV_IS_VISIBLE = `document.querySelector('related-articles').shadowRoot.querySelector('nav').checkVisibility({ visibilityProperty: true })`;
/** Two frames later, when what was painted is painted and what shifted was noted. */
const PAINTED =
  'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 50))))';

describe.skipIf(chromiumPath === undefined)('<related-articles> in Chromium', () => {
  let browser: Browser;
  let stage: Stage;
  let stories: Item[];
  const visits: Visit[] = [];

  beforeAll(async () => {
    [browser, stage] = await Promise.all([openBrowser(), openStage()]);
    stories = englishStories(stage.service);
  });
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });

  const open = async (address: string, options?: BrowserContextOptions) => {
    const opened = await visit(browser, address, options);
    visits.push(opened);
    return opened;
  };
  const settled = async (address: string, options?: BrowserContextOptions) => {
    const opened = await open(address, options);
    await opened.look(until(SETTLED));
    await opened.look(PAINTED);
    return opened;
  };

  interface PageOptions {
    readonly attributes?: string;
    readonly boxes?: string;
    readonly before?: string;
    readonly direction?: 'ltr' | 'rtl';
    readonly head?: string;
  }
  const html = ({ attributes = '', boxes, before = '', direction = 'ltr', head = '' }: PageOptions = {}) =>
    `<!doctype html><html lang="${direction === 'rtl' ? 'ar' : 'en-GB'}" dir="${direction}"><head>
    <meta name="viewport" content="width=device-width,initial-scale=1"><title>A story</title>
    <style>:root { color-scheme: light dark } body { margin: 1rem; font: 17px/1.5 serif } a { color: inherit }</style>
    ${head}<script src="${stage.script}"></script></head><body><main><h1>A story</h1>
    <p><a id="before" href="#">Before</a></p>${before}
    ${boxes ?? `<related-articles id="box" article="it" ${attributes}><p id="own">Own content</p></related-articles>`}
    <p><a id="after" href="#">After</a></p></main></body></html>`;

  it.each(LAYOUTS)('shifts nothing in a %s, whatever the slow service answers', async (layout) => {
    const answers = {
      'as many as reserved': boxOf(stories.slice(0, 4)),
      'fewer than reserved': boxOf(stories.slice(0, 1), 'partial'),
      'more than reserved': boxOf(stories),
      'without pictures': boxOf(stories.slice(0, 4).map((story) => ({ ...story, image: null }))),
      'pictures that fail': boxOf(
        stories.slice(0, 4).map((story) => ({ ...story, image: `${stage.service}/picture/missing` })),
      ),
      'long words': boxOf(stories.slice(0, 4).map((story) => ({ ...story, title: 'W'.repeat(300) }))),
      nothing: boxOf([], 'empty'),
      'a fault': 503,
    };
    for (const [what, answer] of Object.entries(answers)) {
      stage.answerWith(() => later(SLOW_MS, answer));
      const address = stage.page(html({ attributes: `layout="${layout}" heading="More"` }));
      const opened = await Promise.all([PHONE, DESKTOP].map((options) => settled(address, options)));
      for (const { look, close } of opened) {
        expect(await look('window.shifts'), `${layout}: ${what}`).toEqual([]);
        await close();
      }
    }
  });

  it('gives space that it does not need back while it is below the viewport', async () => {
    const before = '<div style="height: 200vh"></div>';
    const heightOf = async (items: Item[]) => {
      stage.answerWith(() => later(SLOW_MS, boxOf(items)));
      const { look, close } = await settled(stage.page(html({ before })));
      const height = await look<number>(`document.querySelector('#box').offsetHeight`);
      expect(await look('window.shifts')).toEqual([]);
      await close();
      return height;
    };
    const full = await heightOf(stories);
    const single = await heightOf(stories.slice(0, 1));
    const none = await heightOf([]);
    expect([single < full / 2, none < single]).toEqual([true, true]);
  });

  it('has no finding of axe in any layout, light or dark, in either direction, waiting, full or empty', async () => {
    const { default: axe } = await import('axe-core');
    for (const layout of LAYOUTS) {
      for (const direction of ['ltr', 'rtl'] as const) {
        const items = direction === 'rtl' ? arabicStories(stage.service) : stories;
        const attributes = `layout="${layout}" heading="${direction === 'rtl' ? 'قد يهمك' : 'More'}"`;
        const address = stage.page(html({ attributes, direction }));
        for (const colorScheme of ['light', 'dark'] as const) {
          stage.answerWith(() => boxOf(items.slice(0, 4)));
          await expectNoFinding(await settled(address, { colorScheme }));
        }
        stage.answerWith(() => later(20_000, boxOf([])));
        await expectNoFinding(await open(address));
        stage.answerWith(() => 503);
        await expectNoFinding(await settled(address));
      }
    }

    async function expectNoFinding({ look, close }: Visit) {
      await look(axe.source);
      const findings = await look(
        'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))',
      );
      expect(findings).toEqual([]);
      await close();
    }
  });

  it('shows 200 hostile titles and addresses literally under a strict policy, and runs none', async () => {
    const hostile = hostileArticles(200, `${stage.service}/picture/9`);
    const items = hostile.map((article, i): Item => ({ ...(stories[0] as Item), ...article, id: `h${i}` }));
    stage.answerWith(() => ({ boxes: [0, 50, 100, 150].map((from) => boxOf(items.slice(from, from + 50))) }));
    const boxes = [0, 1, 2, 3].map((i) => `<related-articles article="${i}" limit="50"></related-articles>`);
    const policy = [
      `default-src 'none'; script-src 'nonce-n'; connect-src ${stage.service}; img-src ${stage.service}`,
      "base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    ].join('; ');
    const page = `<!doctype html><html lang="en"><title>x</title><script nonce="n" src="${stage.script}"></script>${boxes.join('')}`;
    const { look, faults, close } = await settled(stage.page(page, { 'content-security-policy': policy }));

    const titles = await look<string[][]>(TITLES);
    expect(titles.flat()).toEqual(hostile.map(({ title }) => title));
    const inside = (selector: string) =>
      `[...document.querySelectorAll('related-articles')].flatMap(({ shadowRoot }) => [...shadowRoot.querySelectorAll('[role=list] ${selector}')])`;
    const links = await look<string[]>(`${inside('a[href]')}.map(({ href, rel }) => rel + ' ' + href)`);
    expect(links).toHaveLength(hostile.filter(({ url }) => /^https?:\/\//.test(url)).length);
    for (const link of links) expect(link).toMatch(/^noopener nofollow ugc https?:/);
    const images = await look<string[]>(`${inside('img')}.map(({ src }) => src)`);
    for (const image of images) expect(image === 'http://[' || image.startsWith(stage.service)).toBe(true);
    expect(
      await look(
        `${inside('*')}.flatMap(({ attributes }) => [...attributes]).filter(({ name }) => name.startsWith('on')).length`,
      ),
    ).toBe(0);
    expect(await look(`[...new Set(${inside('*')}.map(({ localName }) => localName))].sort().join()`)).toBe(
      'a,b,div,i,img,li,p,small,span,time',
    );

    // Clicks on all of them as well: what is a link navigates nowhere here, what is none does nothing.
    await look(`document.addEventListener('click', (event) => event.preventDefault(), true)`);
    await look(`${inside('a')}.forEach((link) => link.click())`);
    await look(PAINTED);
    expect([...faults, ...(await look<string[]>('window.violations'))]).toEqual([]);
    await close();
  });

  it('needs no style-src, and lays out as it does without a policy', async () => {
    stage.answerWith(() => boxOf(stories.slice(0, 4)));
    const body = `<related-articles article="x" layout="cards"></related-articles>`;
    const page = `<!doctype html><html lang="en"><title>x</title><script nonce="n" src="${stage.script}"></script>${body}`;
    const { look, close } = await settled(
      stage.page(page, {
        'content-security-policy': `default-src 'none'; script-src 'nonce-n'; connect-src ${stage.service}; img-src ${stage.service}`,
      }),
    );
    const columns = await look<string>(
      `getComputedStyle(document.querySelector('related-articles').shadowRoot.querySelector('[role=list]')).gridTemplateColumns`,
    );
    expect(columns.split(' ')).toHaveLength(4);
    expect(await look('window.violations')).toEqual([]);
    await close();
  });

  it('appears soon after its answer', async () => {
    const waits: number[] = [];
    for (let i = 0; i < 10; i++) {
      stage.answerWith(() => later(50, boxOf(stories.slice(0, 4))));
      const { look, close } = await open(stage.page(html()));
      await look(until('window.appearedAt'));
      const lookup = `performance.getEntriesByType('resource').find(({ initiatorType }) => initiatorType === 'fetch')`;
      waits.push(await look<number>(`window.appearedAt - ${lookup}.responseEnd`));
      await close();
    }
    waits.sort((a, b) => a - b);
    console.log(
      `from answer to a frame with the articles, ms: median ${waits[5]?.toFixed(1)}, most ${waits[9]?.toFixed(1)}`,
    );
    expect(waits).toHaveLength(10);
  });

  it('shows the own content of the page when the service fails, is late, has nothing, or talks nonsense', async () => {
    const failures: Record<string, { attributes?: string; answer?: () => unknown }> = {
      down: { attributes: 'service="http://127.0.0.1:1"' },
      'not an address': { attributes: 'service="http://["' },
      late: { attributes: 'timeout="100"', answer: () => later(1000, boxOf(stories)) },
      empty: { answer: () => boxOf([], 'empty') },
      fault: { answer: () => 500 },
      nonsense: { answer: () => ({ items: 'x' }) },
      null: { answer: () => null },
      'null among items': { answer: () => boxOf([null as unknown as Item]) },
    };
    for (const [what, { attributes = '', answer = () => boxOf(stories) }] of Object.entries(failures)) {
      stage.answerWith(answer);
      const { look, faults, close } = await settled(stage.page(html({ attributes })));
      expect([await look(OWN_CONTENT_IS_VISIBLE), await look(NAV_IS_VISIBLE)], what).toEqual([true, false]);
      expect(faults, what).toEqual([]);
      await close();
    }
    stage.answerWith(() => boxOf(stories));
    const { look, close } = await settled(stage.page(html()));
    expect([await look(OWN_CONTENT_IS_VISIBLE), await look(NAV_IS_VISIBLE)]).toEqual([false, true]);
    await close();
  });

  it('asks again while the article is not in the index yet', async () => {
    const answers = [boxOf([], 'pending'), boxOf(stories.slice(0, 2))];
    stage.answerWith(() => answers[stage.lookups.length - 1]);
    const { look, close } = await settled(stage.page(html()));
    expect(stage.lookups).toHaveLength(2);
    expect(await look(TITLES)).toEqual([stories.slice(0, 2).map(({ title }) => title)]);
    await close();
  });

  it('sends every attribute as the parameter of its name, and neither sends nor keeps a cookie', async () => {
    stage.answerWith(() => boxOf(stories));
    const attributes =
      'limit="3" section="World, City" tag="sea" language="en" since="2024-01-01" until="2024-06-01" exclude="a,b" min-score="0.1" breadth="0.5" diversity="0.2" half-life-days="7" fallback="latest" placement="foot"';
    const { page, close } = await settled(stage.page(html({ attributes })));
    const [lookup] = stage.lookups;
    expect(lookup?.method).toBe('GET');
    expect(lookup?.path).toBe(
      '/v1/articles/it/related?limit=3&section=World&section=City&tag=sea&language=en&since=2024-01-01&until=2024-06-01&exclude=a&exclude=b&minScore=0.1&breadth=0.5&diversity=0.2&halfLifeDays=7&fallback=latest&placement=foot',
    );
    expect(lookup?.cookie).toBeUndefined();
    expect(await page.context().cookies()).toEqual([]);
    await page.context().addCookies([{ name: 'own', value: '1', domain: '127.0.0.1', path: '/' }]);
    await page.reload();
    expect(stage.lookups.at(-1)?.cookie).toBeUndefined();
    await close();
  });

  it('asks for the canonical address of the page, else for its own, when no article is named', async () => {
    stage.answerWith(() => boxOf(stories));
    const boxes = '<related-articles></related-articles>';
    const head = '<link rel="canonical" href="https://www.harbourpost.example/a?b=c">';
    await (await settled(stage.page(html({ boxes, head })))).close();
    const address = stage.page(html({ boxes }));
    await (await settled(`${address}#part`)).close();
    expect(stage.lookups.map(({ path }) => new URL(path, address).searchParams.get('url'))).toEqual([
      'https://www.harbourpost.example/a?b=c',
      address,
    ]);
  });

  it('asks once for all boxes of a page, and lets a later box repeat nothing', async () => {
    const answerOf = (from: number) => boxOf(stories.slice(from, from + 2));
    stage.answerWith(({ method }) =>
      method === 'POST' ? { boxes: [answerOf(0), answerOf(2)] } : answerOf(4),
    );
    const boxes = `<related-articles article="it" limit="2" heading="More"></related-articles>
      ${'<p>Text</p>'.repeat(2000)}
      <related-articles url="https://x.example/a" limit="2" section="World,City" heading="Else"></related-articles>`;
    const { look, close } = await settled(stage.page(html({ boxes })));
    expect(stage.lookups.map(({ method, path, body }) => [method, path, body])).toEqual([
      [
        'POST',
        '/v1/related',
        {
          boxes: [
            { id: 'it', limit: '2' },
            { url: 'https://x.example/a', limit: '2', section: ['World', 'City'] },
          ],
        },
      ],
    ]);
    await look(
      `{ const box = document.createElement('related-articles'); document.body.append(box); box.setAttribute('article', 'next'); box.setAttribute('limit', 2); }`,
    );
    await look(until(SETTLED));
    expect(stage.lookups).toHaveLength(2);
    expect(stage.lookups[1]?.path).toBe(
      '/v1/articles/next/related?limit=2&exclude=en-0&exclude=en-1&exclude=en-2&exclude=en-3',
    );
    const titles = (await look<string[][]>(TITLES)).flat();
    expect(new Set(titles).size).toBe(6);
    await close();
  });

  it('asks again when an attribute changes, and ignores the answer that it no longer waits for', async () => {
    stage.answerWith(({ path }) =>
      path.includes('/it/') ? later(300, boxOf(stories.slice(0, 1))) : boxOf(stories.slice(1, 3)),
    );
    const { look, close } = await open(stage.page(html()));
    await look(`document.querySelector('#box').setAttribute('article', 'other')`);
    await look('new Promise((resolve) => setTimeout(resolve, 600))');
    expect(await look(TITLES)).toEqual([stories.slice(1, 3).map(({ title }) => title)]);
    await close();
  });

  it('tells what was seen and what was clicked, across shadow roots', async () => {
    stage.answerWith(() => boxOf(stories.slice(0, 4)));
    const boxes = `<div style="height: 150vh"></div><div id="host"></div><script>
      const root = document.querySelector('#host').attachShadow({ mode: 'open' });
      root.append(Object.assign(document.createElement('related-articles'), { id: 'box' }));
    </script>`;
    const { page, look, close } = await open(stage.page(html({ boxes })));
    await page.locator('#box [role=list] a').nth(3).waitFor({ state: 'attached' });
    await look(PAINTED);
    expect(await look('window.told')).toEqual([]);
    await page.locator('#box [role=list] a').nth(3).scrollIntoViewIfNeeded();
    await look(until(`window.told.flatMap(({ detail }) => detail.slots).length === 4`));
    const shown = await look<{ type: string; detail: { items: Item[]; slots: number[] } }[]>('window.told');
    expect(shown.every(({ type }) => type === 'related:shown')).toBe(true);
    expect(shown.flatMap(({ detail }) => detail.slots).sort()).toEqual([0, 1, 2, 3]);
    expect(shown.flatMap(({ detail }) => detail.items.map(({ id }) => id)).sort()).toEqual(
      stories.slice(0, 4).map(({ id }) => id),
    );
    await look(`window.told = []; document.addEventListener('click', (event) => event.preventDefault())`);
    await page.locator('#box [role=list] li').nth(2).click();
    expect(await look('window.told')).toEqual([
      { type: 'related:click', detail: { item: stories[2], slot: 2 }, target: 'host' },
    ]);
    await close();
  });

  it.each(LAYOUTS)(
    'is walked through with the keyboard in reading order, one stop an article, in a %s',
    async (layout) => {
      stage.answerWith(() => boxOf(stories.slice(0, 4)));
      const { page, look, close } = await settled(
        stage.page(html({ attributes: `layout="${layout}"` })),
        PHONE,
      );
      await page.locator('#before').focus();
      const stops: string[] = [];
      for (let i = 0; i < 5; i++) {
        await page.keyboard.press('Tab');
        stops.push(
          await look<string>(
            `((document.activeElement.shadowRoot?.activeElement ?? document.activeElement).textContent)`,
          ),
        );
      }
      expect(stops).toEqual([...stories.slice(0, 4).map(({ title }) => title), 'After']);
      await close();
    },
  );

  it('is a named landmark with a list of links', async () => {
    stage.answerWith(() => boxOf(stories.slice(0, 2)));
    const { page, close } = await settled(stage.page(html({ attributes: 'heading="More"' })));
    const tree = await page.locator('related-articles').ariaSnapshot();
    expect(tree).toMatch(
      /navigation "More":\s+- heading "More" \[level=2\]\s+- list:\s+- listitem:\s+- link "NATO/,
    );
    expect(tree.match(/listitem/g)).toHaveLength(2);
    await close();
  });

  it('stands aside when the script comes twice', async () => {
    stage.answerWith(() => boxOf(stories.slice(0, 2)));
    const head = `<script src="${stage.script}"></script>`;
    const { faults, close } = await settled(stage.page(html({ head })));
    expect(faults).toEqual([]);
    await close();
  });

  it('never threw into a page', () => {
    expect(visits.flatMap(({ faults }) => faults)).toEqual([]);
  });
});
