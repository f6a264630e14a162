/** How are articles read and written? One statement per function; every write takes the next revision. */
import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { Article } from '../article/article.ts';
import type { Orm } from './connect.ts';
import { articles } from './schema.ts';

/** The transaction-level advisory lock that makes commit order revision order. */
const REVISION_LOCK = 0x6b696e64; // 'kind'
/** Wakes followers; carries nothing, because notifications may be lost. */
export const CHANGE_CHANNEL = 'kindred_changes';

/** What ingest must know of a stored article to decide what a new version of it means. */
export interface StoredVersion {
  readonly id: string;
  readonly contentHash: string;
  readonly modifiedAt: Date | null;
  readonly deletedAt: Date | null;
  readonly revision: number;
}

export interface NewVersion {
  readonly article: Article;
  readonly urlKey: string | null;
  readonly contentHash: string;
  readonly analysisLanguage: string;
}

/** An article as a follower needs it, its key and revision beside it; `deletedAt` set means: forget it. */
export interface StoredArticle extends Article {
  readonly key: number;
  readonly urlKey: string | null;
  readonly analysisLanguage: string;
  readonly contentHash: string;
  readonly revision: number;
  readonly storedAt: Date;
  readonly deletedAt: Date | null;
}

/** Runs `work` in a transaction that alone may take revisions. Followers are woken when it commits. */
export async function takingRevisions<T>(orm: Orm, work: (transaction: Orm) => Promise<T>): Promise<T> {
  return orm.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${REVISION_LOCK})`);
    const result = await work(transaction);
    await transaction.execute(sql`select pg_notify(${CHANGE_CHANNEL}, '')`);
    return result;
  });
}

export async function readVersions(orm: Orm, ids: readonly string[]): Promise<StoredVersion[]> {
  return orm
    .select({
      id: articles.id,
      contentHash: articles.contentHash,
      modifiedAt: articles.modifiedAt,
      deletedAt: articles.deletedAt,
      revision: articles.revision,
    })
    .from(articles)
    .where(inArray(articles.id, [...ids]));
}

/** Which living article holds each of these canonical URLs? */
export async function readUrlHolders(orm: Orm, urlKeys: readonly string[]): Promise<Map<string, string>> {
  const rows = await orm
    .select({ urlKey: articles.urlKey, id: articles.id })
    .from(articles)
    .where(and(inArray(articles.urlKey, [...urlKeys]), isNull(articles.deletedAt)));
  return new Map(rows.map((row) => [row.urlKey ?? '', row.id]));
}

/**
 * Inserts or replaces by id, each with the next revision. Answers id → revision. Only inside `takingRevisions`.
 * All rows travel as one JSON text: a parameter for each of their fields costs more than all else of an import.
 */
export async function writeVersions(orm: Orm, versions: readonly NewVersion[]): Promise<Map<string, number>> {
  const json = JSON.stringify(
    versions.map(({ article, urlKey, contentHash, analysisLanguage }) => ({
      ...article,
      urlKey,
      contentHash,
      analysisLanguage,
    })),
  );
  const { rows } = await orm.execute<{ id: string; revision: string }>(sql`
    insert into articles (id, url, url_key, title, body, excerpt, author, section, tags, image, language, analysis_language,
      published_at, expires_at, evergreen, modified_at, content_hash, revision)
    select id, url, "urlKey", title, body, excerpt, author, section, tags, image, language, "analysisLanguage",
      "publishedAt", "expiresAt", evergreen, "modifiedAt", "contentHash", nextval('article_revision')
    from json_to_recordset(${json}::text::json) as given (id text, url text, "urlKey" text, title text, body text,
      excerpt text, author text, section text, tags text[], image text, language text, "analysisLanguage" text,
      "publishedAt" timestamptz, "expiresAt" timestamptz, evergreen boolean, "modifiedAt" timestamptz, "contentHash" text)
    on conflict (id) do update set
      url = excluded.url, url_key = excluded.url_key, title = excluded.title, body = excluded.body,
      excerpt = excluded.excerpt, author = excluded.author, section = excluded.section, tags = excluded.tags,
      image = excluded.image, language = excluded.language, analysis_language = excluded.analysis_language,
      published_at = excluded.published_at, expires_at = excluded.expires_at, evergreen = excluded.evergreen,
      modified_at = coalesce(excluded.modified_at, articles.modified_at), content_hash = excluded.content_hash,
      revision = excluded.revision, stored_at = now(), deleted_at = null
    returning id, revision`);
  return new Map(rows.map((row) => [row.id, Number(row.revision)]));
}

/** Notes that unchanged content was confirmed later, so that a version from in between is recognised as old. No new revision. */
export async function confirmVersion(orm: Orm, id: string, modifiedAt: Date): Promise<void> {
  await orm.update(articles).set({ modifiedAt }).where(eq(articles.id, id));
}

/** Leaves a tombstone with the next revision; undefined when there is no such living article. Only inside `takingRevisions`. */
export async function deleteArticle(orm: Orm, id: string): Promise<number | undefined> {
  const rows = await orm
    .update(articles)
    .set({ deletedAt: sql`now()`, revision: sql`nextval('article_revision')`, storedAt: sql`now()` })
    .where(and(eq(articles.id, id), isNull(articles.deletedAt)))
    .returning({ revision: articles.revision });
  return rows[0]?.revision;
}

export async function readArticle(orm: Orm, id: string): Promise<StoredArticle | undefined> {
  const rows = await orm
    .select()
    .from(articles)
    .where(and(eq(articles.id, id), isNull(articles.deletedAt)));
  return rows[0];
}

/** The living article at a canonical URL. */
export async function readArticleByUrl(orm: Orm, urlKey: string): Promise<StoredArticle | undefined> {
  const rows = await orm
    .select()
    .from(articles)
    .where(and(eq(articles.urlKey, urlKey), isNull(articles.deletedAt)));
  return rows[0];
}

/** The next living articles after a key, in key order: the way through the whole collection. */
export async function readArticlesAfter(orm: Orm, key: number, limit: number): Promise<StoredArticle[]> {
  return orm
    .select()
    .from(articles)
    .where(and(gt(articles.key, key), isNull(articles.deletedAt)))
    .orderBy(asc(articles.key))
    .limit(limit);
}

/** What is analysed of the next living articles after a key, in key order. */
export async function readTextsAfter(orm: Orm, key: number, limit: number, step = 1) {
  return orm
    .select({
      key: articles.key,
      title: articles.title,
      body: articles.body,
      language: articles.analysisLanguage,
    })
    .from(articles)
    .where(
      and(
        gt(articles.key, key),
        isNull(articles.deletedAt),
        step > 1 ? sql`${articles.key} % ${step}::int = 0` : undefined,
      ),
    )
    .orderBy(asc(articles.key))
    .limit(limit);
}

/** The beginnings of some living articles' texts, in any order. */
export async function readTexts(orm: Orm, keys: readonly number[], characters: number) {
  if (keys.length === 0) return [];
  return orm
    .select({
      key: articles.key,
      title: articles.title,
      body: sql<string>`left(${articles.body}, ${characters})`,
      language: articles.analysisLanguage,
    })
    .from(articles)
    .where(and(inArray(articles.key, [...keys]), isNull(articles.deletedAt)));
}

/** Everything that happened after a revision, in that order, tombstones included. */
export async function readChangesAfter(orm: Orm, revision: number, limit: number): Promise<StoredArticle[]> {
  return orm
    .select()
    .from(articles)
    .where(gt(articles.revision, revision))
    .orderBy(asc(articles.revision))
    .limit(limit);
}

/** How many articles were written or deleted after a revision? */
export async function countChangesAfter(orm: Orm, revision: number): Promise<number> {
  return orm.$count(articles, gt(articles.revision, revision));
}

export async function countArticles(orm: Orm): Promise<number> {
  return orm.$count(articles, isNull(articles.deletedAt));
}

/** At one moment: how many articles live, and how many were written or deleted after `revision`. */
export async function countSince(orm: Orm, revision: number): Promise<{ living: number; later: number }> {
  const [counts] = await orm
    .select({
      living: sql<string>`count(*) filter (where ${articles.deletedAt} is null)`,
      later: sql<string>`count(*) filter (where ${gt(articles.revision, revision)})`,
    })
    .from(articles);
  return { living: Number(counts?.living), later: Number(counts?.later) };
}

/** The latest revision that any article carries, 0 in an empty database. */
export async function readHeadRevision(orm: Orm): Promise<number> {
  const rows = await orm.select({ head: sql<string | null>`max(${articles.revision})` }).from(articles);
  return Number(rows[0]?.head ?? 0);
}
