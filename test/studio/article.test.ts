import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readJudgements } from '../../src/evaluation/judgements.ts';
import { describeDatabase } from '../support/database.ts';
import { chromiumPath, openBrowser } from '../widget/chromium.ts';
import { until, type Visit } from '../widget/visit.ts';
import { type Newsroom, openNewsroom } from './newsroom.ts';
import { enterAt, openStudio, TITLES, tabTo, typeInto } from './visit.ts';

describe.skipIf(chromiumPath === undefined)('the studio, by keyboard alone', () => {
  describeDatabase('beside an article', (openOptions) => {
    let browser: Browser;
    let newsroom: Newsroom;
    const waits: number[] = [];
    beforeAll(async () => {
      [browser, newsroom] = await Promise.all([
        openBrowser(),
        openOptions().then((options) => openNewsroom(options)),
      ]);
    });
    afterAll(async () => {
      process.stdout.write(
        `a step in the studio → on the other replica: ${waits.map((ms) => `${Math.round(ms)} ms`).join(', ')}\n`,
      );
      await browser?.close();
      await newsroom?.close();
    });

    const open = (hash = '#/article/sea-0') => openStudio(browser, newsroom.here.url, hash);
    const shownIds = ({ look }: Visit) =>
      look<string[]>(
        `[...document.querySelectorAll('.items:not(.items-next) > li')].map((item) => item.dataset.id)`,
      );
    /** Goes to the first item of the box. */
    const toBox = (visit: Visit) => tabTo(visit, '.items:not(.items-next) .item-title');
    /** Goes on to an item of the box with the arrow keys. */
    const toItem = async (visit: Visit, id = '') => {
      const { page, look } = visit;
      await toBox(visit);
      for (let i = 0; i < 20; i++) {
        const ids = await shownIds(visit);
        const at = ids.indexOf(await look<string>(`document.activeElement.closest('li').dataset.id`));
        if (ids[at] === id) return;
        await page.keyboard.press(at < ids.indexOf(id) ? 'ArrowDown' : 'ArrowUp');
      }
      throw new Error(`${id} was not reached with the arrow keys`);
    };
    /** Presses a key, waits until the studio shows another box, and until both replicas give it to readers. */
    const steer = async (visit: Visit, key: string) => {
      const before = await shownIds(visit);
      await visit.page.keyboard.press(key);
      await visit.look(until(`document.querySelector('.notice.is-shown')`));
      while ((await shownIds(visit)).join() === before.join()) await pause(10);
      const now = await shownIds(visit);
      expect(await newsroom.idsAt(newsroom.here)).toEqual(now);
      waits.push(await newsroom.untilThere(now));
      return now;
    };

    it('finds an article by words of its title and opens its box', async () => {
      const visit = await open('#/');
      await visit.page.keyboard.press('/');
      await visit.look(until(`document.activeElement.id === 'find'`));
      await visit.page.keyboard.type('part 7 harb');
      // Whether the list has come yet or not.
      await visit.page.keyboard.press('Enter');
      await visit.look(until(`document.querySelectorAll('.items > li').length > 3`));
      expect(await visit.look('document.querySelector("h1").textContent')).toBe(
        'Storm in the harbour, part 7',
      );
      expect(await visit.look('location.hash')).toBe('#/article/sea-7');
      await visit.close();
    });

    it('moves, blocks, buries, boosts and excludes, here at the next request and on the other replica, and undoes each', async () => {
      const visit = await open();
      const first = await shownIds(visit);
      expect(first).toEqual(await newsroom.idsAt(newsroom.here));
      await toBox(visit);
      // The first goes down, and is still at hand there.
      const moved = await steer(visit, 'Shift+ArrowDown');
      expect(moved.slice(0, 2)).toEqual([first[1], first[0]]);
      expect(await visit.look('document.activeElement.closest("li").dataset.id')).toBe(first[0]);
      expect((await newsroom.boxAt(newsroom.there))[1]).toMatchObject({ id: first[0], source: 'pinned' });
      expect(await steer(visit, 'u')).toEqual(first);
      for (const key of ['b', 'x', 'd']) {
        await toItem(visit, first[0]);
        const without = await steer(visit, key);
        if (key === 'd') expect(without[0]).not.toBe(first[0]);
        else expect(without).not.toContain(first[0]);
        expect(await steer(visit, 'u')).toEqual(first);
      }
      await toItem(visit, first[3]);
      expect((await steer(visit, 'r'))[0]).toBe(first[3]);
      expect(await steer(visit, 'u')).toEqual(first);
      expect(await (await fetch(`${newsroom.here.url}/v1/rules`)).json()).toEqual({ rules: [] });
      await visit.close();
    });

    it('pins an article that is not in the box, found by its title', async () => {
      const visit = await open();
      const first = await shownIds(visit);
      await typeInto(visit, '#pin-search', 'Filler 3');
      await visit.look(until(`document.querySelector('#pin-search-list [aria-selected=true]')`));
      const now = await steer(visit, 'Enter');
      expect(now).toEqual(['filler-3', ...first.slice(0, 3)]);
      // In the field a U would be a letter.
      await visit.page.keyboard.press('Tab');
      expect(await steer(visit, 'u')).toEqual(first);
      await visit.close();
    });

    it('shows the box of other settings beside the present one, and leaves readers with theirs', async () => {
      const visit = await open();
      const first = await shownIds(visit);
      await tabTo(visit, '#trial-diversity');
      for (let i = 0; i < 16; i++) await visit.page.keyboard.press('ArrowRight');
      await visit.look(until(`document.querySelectorAll('.trial-items li').length === 4`));
      const wanted = await fetch(`${newsroom.here.url}/v1/articles/sea-0/related?diversity=0.8`);
      const titles = ((await wanted.json()) as { items: { title: string }[] }).items.map(
        ({ title }) => title,
      );
      await visit.look(
        until(
          `[...document.querySelectorAll('.trial-items li > :first-child')].map((item) => item.textContent).join('|') === ${JSON.stringify(titles.join('|'))}`,
        ),
      );
      expect(
        await visit.look(`document.querySelector('#trial-diversity').getAttribute('aria-valuetext')`),
      ).toBe('0.80');
      expect(await shownIds(visit)).toEqual(first);
      expect(await newsroom.idsAt(newsroom.here)).toEqual(first);
      await visit.close();
    });

    it('keeps other settings for a placement, and takes that back', async () => {
      const address = `${newsroom.here.url}/v1/placements/foot`;
      const before = { limit: 3, diversity: 0.2 };
      await fetch(address, {
        ...{ method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(before) },
      });
      const diversity = async () =>
        ((await (await fetch(address)).json()) as { diversity: number | null }).diversity;
      const visit = await open();
      await typeInto(visit, '#placement', 'foot');
      await visit.look(until(`document.querySelectorAll('.items:not(.items-next) > li').length === 3`));
      await tabTo(visit, '#trial-diversity');
      await visit.page.keyboard.press('End');
      await visit.look(until(`document.querySelectorAll('.trial-items li').length === 3`));
      await enterAt(visit, '.trial-result button:last-child');
      while ((await diversity()) !== 1) await pause(10);
      await visit.look(until(`document.querySelector('.notice').textContent.startsWith('Kept')`));
      await visit.page.keyboard.press('u');
      while ((await diversity()) !== before.diversity) await pause(10);
      await visit.close();
    });

    it('labels pairs with one key each, which evaluate can read', async () => {
      const visit = await open();
      const [one = '', two = '', three = ''] = await shownIds(visit);
      await toBox(visit);
      const labelled = () => visit.look<number>(`document.querySelectorAll('.items .mark-label').length`);
      for (const [i, key] of ['y', 'n', 'y'].entries()) {
        await visit.page.keyboard.press(key);
        while ((await labelled()) !== i + 1) await pause(10);
      }
      await visit.page.keyboard.press('u');
      while ((await labelled()) !== 2) await pause(10);
      const tsv = await (await fetch(`${newsroom.there.url}/v1/labels?format=tsv`)).text();
      const { pairs, threshold } = readJudgements(tsv, { gain: 'gain' });
      expect(threshold).toBe(0.5);
      const gains = Object.fromEntries(pairs.map(({ a, b, gain }) => [a === 'sea-0' ? b : a, gain]));
      expect(gains).toEqual({ [one]: 1, [two]: 0 });
      expect(gains).not.toHaveProperty(three);
      const { labels } = (await (await fetch(`${newsroom.here.url}/v1/labels`)).json()) as {
        labels: { author: string }[];
      };
      expect(labels.map(({ author }) => author)).toEqual(['this machine', 'this machine']);
      await visit.close();
    });

    it('says in words and figures why an item is there', async () => {
      const visit = await open();
      await toBox(visit);
      const why = await visit.look<string>(`document.querySelector('.item.is-open').innerText`);
      expect(why).toMatch(/Both speak of “\w+”, “\w+” and “\w+”, and share \d+ words that tell less\./);
      await visit.page.keyboard.press('Tab');
      await visit.page.keyboard.press('Enter');
      expect(await visit.look<string>(`document.querySelector('.item.is-open details').innerText`)).toMatch(
        /Score 0\.\d{3}: 0\.\d{3} from their own words/,
      );
      const widths = await visit.look<number[]>(
        `[...document.querySelectorAll('.item.is-open .piece')].map(({ style }) => parseFloat(style.width))`,
      );
      expect(Math.abs(widths.reduce((sum, width) => sum + width, 0) - 100)).toBeLessThan(0.01);
      await visit.close();
    });

    it('drags an item to another place with the mouse', async () => {
      const visit = await open();
      const first = await shownIds(visit);
      const grips = visit.page.locator('.items:not(.items-next) .grip');
      const [from, to] = [await grips.nth(2).boundingBox(), await grips.nth(0).boundingBox()];
      if (!from || !to) throw new Error('the grips are not shown');
      await visit.page.mouse.move(from.x + 10, from.y + 10);
      await visit.page.mouse.down();
      await visit.page.mouse.move(to.x + 10, to.y + 12, { steps: 4 });
      await visit.page.mouse.up();
      while ((await shownIds(visit))[0] !== first[2]) await pause(10);
      expect(await newsroom.idsAt(newsroom.here)).toEqual([first[2], first[0], first[1], first[3]]);
      expect(await steer(visit, 'u')).toEqual(first);
      await visit.close();
    });

    it('shows what readers see: the fragment of the service', async () => {
      const visit = await open();
      const first = await visit.look<string[]>(TITLES);
      const frame = visit.page.frameLocator('iframe');
      await frame.locator('.kindred-title').first().waitFor();
      expect(await frame.locator('.kindred-title').allTextContents()).toEqual(first);
      await visit.close();
    });
  });
});
