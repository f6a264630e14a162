/** How does a test look at the studio? */
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { expect } from 'vitest';
import { until, type Visit, visit } from '../widget/visit.ts';

/** The view is there with everything that it asked for. */
export const SETTLED = `document.querySelector('h1') && !document.querySelector('main[aria-busy]')`;
export const TITLES = `[...document.querySelectorAll('.items:not(.items-next) .item-title')].map(({ textContent }) => textContent)`;

/** Its `close` fails the test when a script failed, a policy was broken, or anybody else than the service was asked. */
export async function openStudio(
  browser: Browser,
  url: string,
  hash: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const opened = await visit(browser, 'about:blank', options);
  const foreign: string[] = [];
  opened.page.on('request', (request) => {
    if (new URL(request.url()).origin !== url && request.url() !== 'about:blank') foreign.push(request.url());
  });
  await opened.page.goto(`${url}/studio/${hash}`);
  await opened.look(until(SETTLED));
  return {
    ...opened,
    async close() {
      expect([...opened.faults, ...(await opened.look<string[]>('window.violations')), ...foreign]).toEqual(
        [],
      );
      await opened.close();
    },
  };
}

/** Goes to what the selector means by Tab alone. */
export async function tabTo({ page, look }: Visit, selector: string): Promise<void> {
  for (let i = 0; i < 120; i++) {
    if (await look(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${selector} was not reached with Tab`);
}

/** … and types into it. */
export async function typeInto(visit: Visit, selector: string, text: string): Promise<void> {
  await tabTo(visit, selector);
  await visit.page.keyboard.type(text);
}

/** … and presses Enter there. */
export async function enterAt(visit: Visit, selector: string): Promise<void> {
  await tabTo(visit, selector);
  await visit.page.keyboard.press('Enter');
}
