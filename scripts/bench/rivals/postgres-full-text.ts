/**
 * How fast is full text search in Postgres? A GIN index on a stored tsvector, an OR query of the article's strongest terms,
 * ordered by ts_rank: what one does who has a Postgres and wants related articles. The terms are chosen
 * when building; that does not count. One connection; its way is part of the time, as it is for its users.
 */
import postgres from 'postgres';
import { LIMIT, QUERY_TERMS, type Rival, type RivalArticle } from './rival.ts';
import { StrongestTerms } from './strongest-terms.ts';

/** English stems and stop words, which most of the articles are in. */
const CONFIGURATION = 'english';
/** The table and its index stay in memory, and no query pays for a compilation. */
const SETTINGS = { temp_buffers: '1GB', work_mem: '64MB', maintenance_work_mem: '256MB', jit: 'off' };
const ROWS_PER_INSERT = 1_000;
const CONNECT_SECONDS = 5;

export class PostgresFullText implements Rival {
  readonly name = `Postgres full text, OR of ${QUERY_TERMS} terms`;
  readonly #sql: postgres.Sql;
  #ids: readonly string[] = [];
  #queries: readonly string[] = [];

  /** `url`: `postgres://…`. Only a temporary table is made, which ends with the connection. */
  constructor(url: string) {
    this.#sql = postgres(url, {
      max: 1,
      idle_timeout: 0,
      max_lifetime: null,
      connect_timeout: CONNECT_SECONDS,
      onnotice: () => {},
      connection: SETTINGS,
    });
  }

  async build(articles: readonly RivalArticle[]): Promise<void> {
    this.#ids = articles.map(({ id }) => id);
    const strongest = new StrongestTerms(articles);
    this.#queries = articles.map((_, index) => strongest.of(index, QUERY_TERMS).map(quoted).join(' | '));
    const sql = this.#sql;
    await sql`create temporary table rival_articles (index integer not null, terms tsvector not null)`;
    for (let from = 0; from < articles.length; from += ROWS_PER_INSERT) {
      const rows = articles.slice(from, from + ROWS_PER_INSERT);
      await sql`
        insert into rival_articles (index, terms)
        select ${from}::integer + place - 1, to_tsvector(${CONFIGURATION}::regconfig, text)
        from unnest(${rows.map(({ title, body }) => `${title} ${body}`.replaceAll('\0', ' '))}::text[])
          with ordinality as given (text, place)`;
    }
    await sql`create index on rival_articles using gin (terms)`;
    await sql`analyze rival_articles`;
  }

  async query(index: number): Promise<string[]> {
    const rows = await this.#sql<{ index: number }[]>`
      select index
      from rival_articles, to_tsquery(${CONFIGURATION}::regconfig, ${this.#queries[index] as string}) as query
      where terms @@ query and index <> ${index}
      order by ts_rank(terms, query) desc, index
      limit ${LIMIT}`;
    return rows.map((row) => this.#ids[row.index] as string);
  }

  async close(): Promise<void> {
    await this.#sql.end({ timeout: CONNECT_SECONDS });
  }
}

function quoted(word: string): string {
  return `'${word}'`;
}
