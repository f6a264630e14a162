/** How do the tests look at a page? From outside its scripts, so that its Content-Security-Policy has no say in it. */
import type { Browser, BrowserContextOptions, CDPSession, Page } from 'playwright-core';

export interface Visit {
  readonly page: Page;
  /** What went wrong: uncaught errors, dialogs, policy violations, code of a payload that ran. */
  readonly faults: string[];
  /** The value of an expression in the page, which may be a promise. */
  look<T>(expression: string): Promise<T>;
  close(): Promise<void>;
}

/** Notes layout shifts, violations, events of boxes and the first frame with one, from before the first script of the page runs. */
const WATCH = `
  window.shifts = [];
  window.told = [];
  window.violations = [];
  const appear = () => {
    const there = document.querySelector('related-articles')?.shadowRoot?.querySelector('[role=list]');
    requestAnimationFrame(there ? () => (window.appearedAt = performance.now()) : appear);
  };
  appear();
  window.hit = () => window.violations.push('a payload ran');
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.shifts.push(value);
  }).observe({ type: 'layout-shift', buffered: true });
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
    window.violations.push([violatedDirective, blockedURI, sample].join(' ')));
  for (const type of ['related:shown', 'related:click']) {
    document.addEventListener(type, ({ detail, target }) => window.told.push({ type, detail, target: target.id }));
  }
`;

export async function visit(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  await context.addInitScript(WATCH);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('dialog', async (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  const session: CDPSession = await context.newCDPSession(page);
  await page.goto(address);
  return {
    page,
    faults,
    async look<T>(expression: string) {
      const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
        ...{ expression, awaitPromise: true, returnByValue: true },
      });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value as T;
    },
    close: () => context.close(),
  };
}

/** The promise of an expression that has become true; the test's own time limit ends the wait. */
export const until = (condition: string): string =>
  `new Promise((resolve) => { const look = () => (${condition}) ? resolve(true) : requestAnimationFrame(look); look(); })`;
