/** How is one address imported? Opened, passed over once, with its progress shown. */
import { packageVersion } from '../src/process.ts';
import type { Ledger } from '../src/sources/web/ledger.ts';
import { openWeb } from '../src/sources/web/open.ts';
import { openReader } from '../src/sources/web/reader.ts';
import { type Sink, type TakeOptions, take } from '../src/sources/web/take.ts';
import { say } from './command.ts';
import type { ImportSettings } from './import-options.ts';
import { speed } from './import-progress.ts';
import { showProgress } from './progress.ts';

/** One pass over an address. At an interruption it returns like at its end, with what was read stored. */
export async function crawl(
  url: string,
  ledger: Ledger,
  sink: Sink,
  { read, wanted, user, allowPrivate, intervalMs }: ImportSettings,
  signal: AbortSignal,
  { done, ...hooks }: Omit<TakeOptions, 'removes' | 'now' | 'signal'> & { done: () => number },
): Promise<void> {
  const display = showProgress(new URL(url).hostname);
  const reader = openReader({
    version: packageVersion(),
    url,
    user,
    allowPrivate,
    intervalMs,
    wanted,
    pages: read.pages,
    signal,
    onNote: say,
  });
  const perSecond = speed();
  let total = 0;
  let met = 0;
  const update = () =>
    display.update(met, Math.max(met, total), `${done()} articles, ${perSecond(done())} articles/s`);
  try {
    const source = await openWeb(url, reader.context, read.format, ledger);
    await take(source.pass(ledger), ledger, sink, {
      ...hooks,
      removes: false,
      now: () => Date.now(),
      signal,
      onTotal: (more) => {
        total += more;
      },
      onStored: (results, records) => {
        met += records.length;
        hooks.onStored?.(results, records);
        update();
      },
      onSame: (key) => {
        met++;
        hooks.onSame?.(key);
        if (met % 100 === 0) update();
      },
      onSkip: (skipped) => {
        met++;
        hooks.onSkip?.(skipped);
      },
    });
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    display.end();
    await reader.close();
  }
}
