/** How do articles come into a database of the benchmark? On the way of an import. */
import { type DatabaseOptions, openDatabase } from '../../src/database/connect.ts';
import { migrate } from '../../src/database/migrate.ts';
import { ingestStream } from '../../src/service/ingest.ts';
import { type SourceRecord, toRecord } from '../../src/sources/record.ts';
import type { RealArticle } from './real-text.ts';

interface Fields {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly language: string | null;
}

/** A migrated database with these articles, open. */
export async function stored(options: DatabaseOptions, articles: AsyncIterable<SourceRecord>) {
  const database = await openDatabase(options);
  await migrate(database);
  for await (const _ of ingestStream(database, articles));
  return database;
}

export async function* recordsOf(articles: Iterable<Fields>) {
  let index = 0;
  for (const article of articles) yield toRecord(index++, article);
}

/** An empty body or a title without end would be refused. */
export const accepted = ({ id, title, body, language }: RealArticle): Fields => ({
  id,
  title: title.slice(0, 500) || body.slice(0, 80) || id,
  body: body || title || id,
  language: /^[a-z]{2}$/.test(language) ? language : null,
});
