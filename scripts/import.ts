/** `npm run import -- SOURCE…`: articles in. */
import type { Database } from '../src/database/connect.ts';
import { ingestStream } from '../src/service/ingest.ts';
import { PrepareThread } from '../src/service/prepare-thread.ts';
import { databaseSink, openLedger } from '../src/service/sink.ts';
import { Ledger } from '../src/sources/web/ledger.ts';
import { isAddress } from '../src/sources/web/open.ts';
import type { Sink } from '../src/sources/web/take.ts';
import { run, say, UsageError, withDatabase } from './command.ts';
import { crawl } from './import-crawl.ts';
import { bytesOf, fileRecords, remembering } from './import-files.ts';
import { type ImportSettings, importHelp, importOptions, importSettings } from './import-options.ts';
import { ImportPreview } from './import-preview.ts';
import { speed } from './import-progress.ts';
import { ImportReport, placesOf } from './import-report.ts';
import { INTERRUPTED, stopOnInterrupt } from './import-stop.ts';
import { indexIfDrifted } from './index-if-drifted.ts';
import { showProgress } from './progress.ts';

await run({ help: importHelp, options: importOptions }, async ({ values, positionals, config }) => {
  if (positionals.length === 0)
    throw new UsageError('name at least one file, folder or address, or - for standard input');
  const files = positionals.filter((source) => !isAddress(source));
  const addresses = positionals.filter(isAddress);
  const settings = importSettings(values, config.sources, addresses);
  const stop = stopOnInterrupt('stopping; what was read is stored first');
  try {
    if (values['dry-run']) {
      await preview(files, addresses, settings, stop.signal);
      return;
    }
    // Before the database is opened: a wrong name is the commonest mistake.
    const bytes = await bytesOf(files, settings);
    await withDatabase(config, async (database) => {
      const report = new ImportReport(values.report);
      const startedAt = performance.now();
      let isWhole = false;
      try {
        const into = { database, settings, report, signal: stop.signal };
        if (files.length > 0) await importFiles(files, bytes, into);
        for (const url of addresses)
          if (!stop.signal.aborted && report.records < settings.limit)
            await importAddress(url, values.fresh ?? false, into);
        isWhole = true;
      } finally {
        if (isWhole || report.records > 0) report.end((performance.now() - startedAt) / 1000);
        report.close();
      }
      if (stop.signal.aborted) {
        say('interrupted: start the same command again, and it goes on from here');
        // Nobody reads it any more, and open it would keep the process alive.
        if (files.includes('-')) process.stdin.destroy();
        process.exitCode = INTERRUPTED;
        return;
      }
      stop.release();
      if (!values['no-index']) await indexIfDrifted(database);
      if (report.isAllRefused) process.exitCode = 1;
    });
  } finally {
    stop.release();
  }
});

interface Import {
  readonly database: Database;
  readonly settings: ImportSettings;
  readonly report: ImportReport;
  readonly signal: AbortSignal;
}

async function importFiles(
  files: readonly string[],
  bytes: number,
  { database, settings, report, signal }: Import,
): Promise<void> {
  const source = files.length === 1 ? (files[0] ?? '') : '';
  const display = showProgress('importing');
  const perSecond = speed();
  const places = new Map<number, string>();
  let bytesRead = 0;
  const records = fileRecords(
    files,
    settings,
    signal,
    (read) => {
      bytesRead = read;
    },
    (skipped) => report.skipped(source, skipped),
  );
  const thread = new PrepareThread();
  try {
    for await (const results of ingestStream(database, remembering(records, places), thread.prepare)) {
      report.stored(source, results, places);
      for (const { index } of results) places.delete(index);
      display.update(bytesRead, bytes, `${report.records} articles, ${perSecond(report.records)} articles/s`);
    }
  } finally {
    await thread.close();
    display.end();
  }
}

async function importAddress(
  url: string,
  isFresh: boolean,
  { database, settings, report, signal }: Import,
): Promise<void> {
  const ledger = await openLedger(database, url, isFresh);
  try {
    await crawl(url, ledger, databaseSink(database), settings, signal, {
      limit: settings.limit - report.records,
      done: () => report.records,
      onStored: (results, records) => report.stored(url, results, placesOf(records)),
      onSame: (key) => report.same(url, key),
      onSkip: (skipped) => report.skipped(url, skipped),
    });
  } finally {
    await ledger.close();
  }
}

async function preview(
  files: readonly string[],
  addresses: readonly string[],
  settings: ImportSettings,
  signal: AbortSignal,
): Promise<void> {
  const shown = new ImportPreview();
  if (files.length > 0) {
    const total = await bytesOf(files, settings);
    const display = showProgress('reading');
    let read = 0;
    const records = fileRecords(
      files,
      settings,
      signal,
      (bytes) => {
        read = bytes;
      },
      (skipped) => shown.skipped(skipped),
    );
    for await (const record of records) {
      shown.add(record);
      if (shown.records % 100 === 0) display.update(read, total, `${shown.records} articles`);
    }
    display.end();
  }
  const nowhere: Sink = { store: async () => [], remove: async () => {} };
  for (const url of addresses) {
    if (signal.aborted || shown.records >= settings.limit) break;
    await crawl(url, Ledger.inMemory(), nowhere, settings, signal, {
      limit: settings.limit - shown.records,
      done: () => shown.records,
      onStored: (_, records) => {
        for (const record of records) shown.add(record);
      },
      onSkip: (skipped) => shown.skipped(skipped),
    });
  }
  process.stdout.write(shown.text());
}
