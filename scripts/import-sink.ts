/** Where do articles from the web go? Into the database, and what is gone out of it. */
import { AppError } from '../src/article/errors.ts';
import { canonicalUrl } from '../src/article/url.ts';
import type { Config } from '../src/config.ts';
import { countArticles, readUrlHolders } from '../src/database/articles.ts';
import type { Database } from '../src/database/connect.ts';
import { type IngestResult, ingestBatch, removeArticle } from '../src/service/ingest.ts';
import type { SourceRecord } from '../src/sources/record.ts';
import { Ledger } from '../src/sources/web/ledger.ts';
import { ledgerPath } from '../src/sources/web/reader.ts';
import type { Sink } from '../src/sources/web/take.ts';

/**
 * A page, an entry and a post of one article have different ids in a feed, a sitemap and an export. On the web the address says
 * which article it is: one whose address is taken is stored under the id that has it.
 */
export function databaseSink(database: Database): Sink {
  return {
    async store(records) {
      const results = await ingestBatch(database, records);
      const others = await underTheirHolders(database, records, results);
      if (others.length === 0) return results;
      const again = new Map((await ingestBatch(database, others)).map((result) => [result.index, result]));
      return results.map((result) => again.get(result.index) ?? result);
    },
    async remove(id) {
      await removeArticle(database, id).catch((error: unknown) => {
        if (!(error instanceof AppError && error.code === 'not_found')) throw error;
      });
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
export async function openLedger(
  { dataDir, databaseUrl }: Config,
  database: Database,
  url: string,
  isFresh: boolean,
): Promise<Ledger> {
  const isEmpty = (await countArticles(database.orm)) === 0;
  return Ledger.open(ledgerPath(dataDir, url, databaseUrl ?? 'embedded'), url, isFresh || isEmpty);
}
