import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDatabase } from '../support/database.ts';
import { chromiumPath, openBrowser } from '../widget/chromium.ts';
import { until } from '../widget/visit.ts';
import { type Newsroom, openNewsroom } from './newsroom.ts';
import { enterAt, openStudio, tabTo, typeInto } from './visit.ts';

describe.skipIf(chromiumPath === undefined)('the rules of the studio, by keyboard alone', () => {
  describeDatabase('with two replicas', (openOptions) => {
    let browser: Browser;
    let newsroom: Newsroom;
    beforeAll(async () => {
      [browser, newsroom] = await Promise.all([
        openBrowser(),
        openOptions().then((options) => openNewsroom(options)),
      ]);
    });
    afterAll(async () => {
      await browser?.close();
      await newsroom?.close();
    });
    const open = (hash: string) => openStudio(browser, newsroom.here.url, hash);

    it('takes an article out of readers’ boxes, here at the next request and on the other replica, and back', async () => {
      const { here, idsAt, untilThere } = newsroom;
      const first = await idsAt(here);
      // The titles of the first two are the beginnings of others.
      const gone = first.find((id) => !/-[01]$/.test(id));
      const visit = await open('#/rules');
      const { page, look } = visit;
      await enterAt(visit, '.section-head .strong');
      await typeInto(visit, '#rule-action', 'Show');
      await typeInto(visit, '#target-search', `part ${gone?.split('-')[1]}`);
      await page.keyboard.press('Enter');
      const title = `Storm in the harbour, part ${gone?.split('-')[1]}`;
      await look(until(`document.querySelector('.target .meta').textContent === ${JSON.stringify(title)}`));
      await enterAt(visit, '.dialog .strong');
      await look(until(`document.querySelector('.rule-exclude')`));
      const without = await idsAt(here);
      expect(without).not.toContain(gone);
      expect(without.slice(0, 3)).toEqual(first.filter((id) => id !== gone));
      const waits = [await untilThere(without)];

      await page.keyboard.press('u');
      await look(until(`!document.querySelector('.rule')`));
      expect(await idsAt(here)).toEqual(first);
      waits.push(await untilThere(first));
      process.stdout.write(
        `a rule of the studio and its undo → on the other replica: ${waits.map((ms) => `${Math.round(ms)} ms`).join(', ')}\n`,
      );
      await visit.close();
    });

    it('writes a rule for a section, changes it and takes it back, by keyboard alone', async () => {
      const visit = await open('#/rules');
      const { page, look } = visit;
      const rules = async () => {
        const { rules: all } = (await (await fetch(`${newsroom.here.url}/v1/rules`)).json()) as {
          rules: { id: string; action: string; factor: number; reason: string | null; target: object }[];
        };
        return all.filter(({ id }) => id.startsWith('studio-'));
      };
      await enterAt(visit, '.section-head .strong');
      await typeInto(visit, '#rule-action', 'Bur');
      await typeInto(visit, '#target-kind', 'a s');
      await typeInto(visit, '#target-name', 'Sea');
      await typeInto(visit, '#rule-reason', 'Too much of it');
      await enterAt(visit, '.dialog .strong');
      await look(
        until(
          `[...document.querySelectorAll('.rule-reason')].some((reason) => reason.textContent === 'Too much of it')`,
        ),
      );
      expect(await rules()).toMatchObject([
        { action: 'bury', factor: 0.5, reason: 'Too much of it', target: { kind: 'section', name: 'Sea' } },
      ]);
      // Its row is the first: the newest.
      await enterAt(visit, '.rule .quiet');
      await tabTo(visit, '#rule-factor');
      await page.keyboard.press('ArrowDown');
      await enterAt(visit, '.dialog .strong');
      await look(until(`document.querySelector('.rule-sentence').textContent.includes('0.4 times')`));
      expect(await rules()).toMatchObject([{ factor: 0.4 }]);
      // The row's own undo, then the studio's.
      await enterAt(visit, '.rule .quiet:nth-child(2)');
      await look(until(`document.querySelector('.rule-sentence').textContent.includes('0.5 times')`));
      for (let i = 0; i < 3; i++) {
        const before = await look<string>(`document.querySelector('.view').textContent`);
        await page.keyboard.press('u');
        await look(until(`document.querySelector('.view').textContent !== ${JSON.stringify(before)}`));
      }
      expect(await rules()).toEqual([]);
      await visit.close();
    });
  });
});
