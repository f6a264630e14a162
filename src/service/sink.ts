/** Where do articles from the web go? Into the database, and what is gone out of it. */
import { AppError } from '../article/errors.ts';
import { canonicalUrl } from '../article/url.ts';
import { countArticles, readUrlHolders } from '../database/articles.ts';
import type { Database } from '../database/connect.ts';
import type { SourceRecord } from '../sources/record.ts';
import { Ledger } from '../sources/web/ledger.ts';
import { ledgerPath } from '../sources/web/reader.ts';
import type { Sink } from '../sources/web/take.ts';
import { type IngestResult, ingestBatch, removeArticle } from './ingest.ts';

/**
 * A page, an entry and a post of one article have different ids in a feed, a sitemap and an export. On the web the address says
 * which article it is: one whose address is taken is stored under the id that has it. `onChange` hears of every batch.
 */
export function databaseSink(database: Database, onChange = () => {}): Sink {
  return {
    async store(records) {
      const results = await ingestBatch(database, records);
      const others = await underTheirHolders(database, records, results);
      const again =
        others.length === 0
          ? new Map<number, IngestResult>()
          : new Map((await ingestBatch(database, others)).map((result) => [result.index, result]));
      onChange();
      return results.map((result) => again.get(result.index) ?? result);
    },
    async remove(id) {
      await removeArticle(database, id).catch((error: unknown) => {
        if (!(error instanceof AppError && error.code === 'not_found')) throw error;
      });
      onChange();
    },
  };
}

async function underTheirHolders(
  database: Database,
  records: readonly SourceRecord[],
  results: readonly IngestResult[],
): Promise<SourceRecord[]> {
  const taken = new Set(results.flatMap(({ index, error }) => (error?.code === 'url_taken' ? [index] : [])));
  if (taken.size === 0) return [];
  const keyed = records.flatMap((record) => {
    const { index, result } = record;
    if (!taken.has(index) || result instanceof AppError || result.url === null) return [];
    return [{ record, article: result, urlKey: canonicalUrl(result.url) ?? '' }];
  });
  const holders = await readUrlHolders(
    database.orm,
    keyed.map(({ urlKey }) => urlKey),
  );
  return keyed.flatMap(({ record, article, urlKey }) => {
    const id = holders.get(urlKey);
    return id === undefined ? [] : [{ ...record, id, result: { ...article, id } }];
  });
}

/** What is known of an address in this database; nothing where the database is empty, whatever a file says. */
export async function openLedger(database: Database, url: string, isFresh = false): Promise<Ledger> {
  const { dataDir, url: databaseUrl } = database.options;
  const isEmpty = (await countArticles(database.orm)) === 0;
  return Ledger.open(ledgerPath(dataDir, url, databaseUrl ?? 'embedded'), url, isFresh || isEmpty);
}
