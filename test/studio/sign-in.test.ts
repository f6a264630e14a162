import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '../../src/access/scopes.ts';
import { describeDatabase } from '../support/database.ts';
import { openSea, SEA_STORIES, type SeaService } from '../support/sea.ts';
import { chromiumPath, openBrowser } from '../widget/chromium.ts';
import { until, visit } from '../widget/visit.ts';
import { enterAt, SETTLED, tabTo } from './visit.ts';

describe.skipIf(chromiumPath === undefined)('signing in to the studio', () => {
  describeDatabase('with keys', (openOptions) => {
    let browser: Browser;
    let sea: SeaService;
    beforeAll(async () => {
      const other = { remoteAddress: () => '127.0.0.1', adminKey: 'an-admin-key-of-some-length' };
      [browser, sea] = await Promise.all([
        openBrowser(),
        openOptions().then((options) => openSea(options, SEA_STORIES, other)),
      ]);
    });
    afterAll(async () => {
      await browser?.close();
      await sea?.close();
    });
    const keyOf = async (scopes: readonly Scope[]) =>
      (
        await sea.service.keys.create(
          { name: `desk ${scopes.join(' ')}`, scopes, expiresAt: null },
          new Date(),
        )
      ).key;
    const open = () => visit(browser, `${sea.url}/studio/`);

    it('asks for a key, refuses a wrong one and one that may not set rules', async () => {
      const { page, look, close } = await open();
      await look(until(`document.activeElement.id === 'key'`));
      for (const [key, problem] of [
        ['kn_wrong', 'The key is unknown'],
        [await keyOf(['read']), 'the studio needs one for rules'],
      ] as const) {
        await page.fill('#key', key);
        await page.keyboard.press('Enter');
        await look(
          until(`document.querySelector('.problem').textContent.includes(${JSON.stringify(problem)})`),
        );
      }
      expect(await look(`document.querySelector('#find')`)).toBeNull();
      await close();
    });

    it('has no finding of axe and fits the screen, light or dark, on a phone or a desk', async () => {
      const { default: axe } = await import('axe-core');
      for (const width of [390, 1280]) {
        for (const colorScheme of ['light', 'dark'] as const) {
          const size = { viewport: { width, height: 900 }, colorScheme };
          const { look, close } = await visit(browser, `${sea.url}/studio/`, size);
          await look(until(`document.activeElement.id === 'key'`));
          await look(axe.source);
          const findings = await look('axe.run().then(({ violations }) => violations.map(({ id }) => id))');
          const scrollWidth = await look('document.scrollingElement.scrollWidth');
          expect([findings, scrollWidth], `${width} ${colorScheme}`).toEqual([[], width]);
          await close();
        }
      }
    });

    it('holds the key in a cookie that no script reads and no other site sends, until signed out', async () => {
      const opened = await open();
      const { page, look, faults, close } = opened;
      await look(until(`document.activeElement.id === 'key'`));
      await page.keyboard.type(await keyOf(['rules']));
      await page.keyboard.press('Enter');
      await look(until(SETTLED));
      await look(until(`document.querySelector('.found a')`));
      expect(await look('document.cookie')).toBe('');
      const [cookie] = await page.context().cookies();
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
      expect(await look(`JSON.stringify([{ ...localStorage }, { ...sessionStorage }])`)).not.toContain('kn_');

      // A rule is the key's, and another origin cannot write one with the cookie.
      await look(`location.hash = '#/article/sea-0'`);
      await look(until(`document.querySelector('.items .item-title')`));
      await tabTo(opened, '.items .item-title');
      await page.keyboard.press('b');
      await look(until(`document.querySelector('.rules .rule')`));
      const forged = await fetch(`${sea.url}/v1/rules/forged`, {
        method: 'PUT',
        headers: {
          ...{ cookie: `${cookie?.name}=${cookie?.value}`, origin: 'https://evil.example' },
          ...{ 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' },
        },
        body: JSON.stringify({ action: 'exclude', target: { kind: 'article', name: 'sea-1' } }),
      });
      expect(forged.status).toBe(403);
      expect(sea.service.editorial.rules({}, Date.now())).toMatchObject([
        { action: 'block', author: 'desk rules' },
      ]);

      // What the key may not do is not offered.
      await look(`location.hash = '#/state'`);
      await look(until(`document.querySelector('.view-state .figures')`));
      expect(await look(`document.querySelectorAll('.view-state button, .audit').length`)).toBe(0);

      await enterAt(opened, '.who button');
      await page.waitForSelector('#key');
      expect(await page.context().cookies()).toEqual([]);
      expect(faults).toEqual([]);
      await close();
    });
  });
});
