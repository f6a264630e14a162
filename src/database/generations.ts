/** How does an index generation come to be, get activated and go? Every write of a builder is fenced by its holder token. */
import {
  and,
  asc,
  desc,
  eq,
  gt,
  inArray,
  isNull,
  lt,
  notInArray,
  or,
  sql,
  TransactionRollbackError,
} from 'drizzle-orm';
import type { Orm } from './connect.ts';
import { articles, furniture, generations, terms, vectors } from './schema.ts';

export type Generation = typeof generations.$inferSelect;
export type TermRow = Omit<typeof terms.$inferSelect, 'generation'>;
export type VectorRow = Omit<typeof vectors.$inferSelect, 'generation'>;

/** A builder that did not show a sign of life for so long is taken for dead. */
export const STALE_AFTER_SECONDS = 30;

export async function readActive(orm: Orm): Promise<Generation | undefined> {
  const rows = await orm.select().from(generations).where(eq(generations.status, 'active'));
  return rows[0];
}

/** The newest row, whatever its state: what a progress display shows. */
export async function readLatest(orm: Orm): Promise<Generation | undefined> {
  const rows = await orm.select().from(generations).orderBy(desc(generations.number)).limit(1);
  return rows[0];
}

/** Is this a generation whose builder was stopped, and is the active one older? Of another database there is none of that holder. */
export async function isGivenUp(orm: Orm, number: number, holder: string): Promise<boolean> {
  const rows = await orm
    .select({ number: generations.number })
    .from(generations)
    .where(
      or(
        and(eq(generations.number, number), eq(generations.holder, holder), eq(generations.status, 'failed')),
        and(gt(generations.number, number), eq(generations.status, 'active')),
      ),
    );
  return rows.length === 1 && rows[0]?.number === number;
}

/** Gives up builders without a heartbeat, so that the next one can start. Answers how many. */
export async function failStale(orm: Orm): Promise<number> {
  const rows = await orm
    .update(generations)
    .set({ status: 'failed', reason: 'its builder stopped without a word' })
    .where(
      and(
        eq(generations.status, 'building'),
        lt(generations.heartbeatAt, sql`now() - make_interval(secs => ${STALE_AFTER_SECONDS})`),
      ),
    )
    .returning({ number: generations.number });
  return rows.length;
}

/** The generation that is being built, if one is. */
export async function readBuilding(orm: Orm): Promise<Generation | undefined> {
  const rows = await orm.select().from(generations).where(eq(generations.status, 'building'));
  return rows[0];
}

/** Gives up a generation whose builder is known to be gone. */
export async function failBuilding(orm: Orm, number: number, holder: string): Promise<void> {
  await orm
    .update(generations)
    .set({ status: 'failed', reason: 'its builder is gone' })
    .where(mine(number, holder));
}

/**
 * Tells the planner what the articles are like. Of a database that was just filled it knows nothing, and would sort all of
 * them for each page of their texts.
 */
export async function takeStatistics(orm: Orm): Promise<void> {
  await orm.execute(sql`analyze ${articles} (key, deleted_at)`);
}

/** Opens a generation; undefined when another is being built (the unique index decides). */
export async function openGeneration(
  orm: Orm,
  holder: string,
  settings: Record<string, unknown>,
): Promise<number | undefined> {
  const rows = await orm
    .insert(generations)
    .values({ status: 'building', holder, settings })
    .onConflictDoNothing()
    .returning({ number: generations.number });
  return rows[0]?.number;
}

const mine = (number: number, holder: string) =>
  and(eq(generations.number, number), eq(generations.holder, holder), eq(generations.status, 'building'));

/** Says that the builder lives and how far it is. False when it has lost its claim and must stop. */
export async function reportProgress(
  orm: Orm,
  number: number,
  holder: string,
  progress: { stage: string; done: number; total: number },
): Promise<boolean> {
  const rows = await orm
    .update(generations)
    .set({ ...progress, heartbeatAt: sql`now()` })
    .where(mine(number, holder))
    .returning({ number: generations.number });
  return rows.length === 1;
}

export async function failGeneration(
  orm: Orm,
  number: number,
  holder: string,
  reason: string,
): Promise<void> {
  await orm.update(generations).set({ status: 'failed', reason }).where(mine(number, holder));
}

/** Retires the active generation and activates this one, in one transaction. False when the claim was lost. */
export async function activateGeneration(
  orm: Orm,
  number: number,
  holder: string,
  result: {
    revision: number;
    documents: Record<string, number>;
    floors: Readonly<Record<string, readonly number[]>>;
  },
): Promise<boolean> {
  return orm
    .transaction(async (transaction) => {
      await transaction
        .update(generations)
        .set({ status: 'retired' })
        .where(eq(generations.status, 'active'));
      const rows = await transaction
        .update(generations)
        .set({ ...result, status: 'active', stage: 'active', activatedAt: sql`now()` })
        .where(mine(number, holder))
        .returning({ number: generations.number });
      if (rows.length === 0) transaction.rollback();
      return true;
    })
    .catch((error: unknown) => {
      if (error instanceof TransactionRollbackError) return false;
      throw error;
    });
}

/** Makes the newest retired generation the active one again; undefined when there is none. */
export async function rollBack(orm: Orm): Promise<Generation | undefined> {
  return orm.transaction(async (transaction) => {
    const previous = await transaction
      .select()
      .from(generations)
      .where(eq(generations.status, 'retired'))
      .orderBy(desc(generations.activatedAt))
      .limit(1);
    const target = previous[0];
    if (target === undefined) return undefined;
    await transaction.update(generations).set({ status: 'retired' }).where(eq(generations.status, 'active'));
    await transaction
      .update(generations)
      .set({ status: 'active', activatedAt: sql`now()` })
      .where(eq(generations.number, target.number));
    return target;
  });
}

/** Deletes failed generations and all retired ones but the newest, with their terms and vectors. Answers how many. */
export async function deleteObsolete(orm: Orm): Promise<number> {
  const kept = orm
    .select({ number: generations.number })
    .from(generations)
    .where(eq(generations.status, 'retired'))
    .orderBy(desc(generations.activatedAt))
    .limit(1);
  const rows = await orm
    .delete(generations)
    .where(and(inArray(generations.status, ['failed', 'retired']), notInArray(generations.number, kept)))
    .returning({ number: generations.number });
  return rows.length;
}

/** One parameter for all rows: as arrays they would need the types of a session, which the embedded database shares. */
export async function writeTerms(orm: Orm, generation: number, rows: readonly TermRow[]): Promise<void> {
  await orm.execute(sql`
    insert into ${terms} (generation, id, language, text, document_frequency)
    select ${generation}::int, id, language, text, "documentFrequency"
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as rows(id int, language text, text text, "documentFrequency" int)`);
}

export async function readTermsAfter(
  orm: Orm,
  generation: number,
  id: number,
  limit: number,
): Promise<TermRow[]> {
  return orm
    .select({
      id: terms.id,
      language: terms.language,
      text: terms.text,
      documentFrequency: terms.documentFrequency,
    })
    .from(terms)
    .where(and(eq(terms.generation, generation), gt(terms.id, id)))
    .orderBy(asc(terms.id))
    .limit(limit);
}

export type FurnitureRow = Omit<typeof furniture.$inferSelect, 'generation'>;

export async function writeFurniture(
  orm: Orm,
  generation: number,
  rows: readonly FurnitureRow[],
): Promise<void> {
  if (rows.length > 0) await orm.insert(furniture).values(rows.map((row) => ({ ...row, generation })));
}

/** Most frequent first, equal ones by hash. */
export async function readFurniture(orm: Orm, generation: number): Promise<FurnitureRow[]> {
  const { hash, language, text, articles: count } = furniture;
  return orm
    .select({ hash, language, text, articles: count })
    .from(furniture)
    .where(eq(furniture.generation, generation))
    .orderBy(desc(count), asc(hash));
}

/** A parameter for each column: one for each value would take longer to put together than to write. */
export async function writeVectors(orm: Orm, generation: number, rows: readonly VectorRow[]): Promise<void> {
  const column = (name: keyof VectorRow) => sql.param(rows.map((row) => row[name]));
  await orm.execute(sql`
    insert into ${vectors} (generation, article, own, neighbours, fingerprint)
    select ${generation}::int, *
    from unnest(${column('article')}::int[], ${column('own')}::bytea[], ${column('neighbours')}::bytea[],
      ${column('fingerprint')}::bytea[])
    on conflict (generation, article) do update set
      own = excluded.own, neighbours = excluded.neighbours, fingerprint = excluded.fingerprint`);
}

export async function deleteVectors(orm: Orm, generation: number, keys: readonly number[]): Promise<void> {
  await orm
    .delete(vectors)
    .where(and(eq(vectors.generation, generation), inArray(vectors.article, [...keys])));
}

export async function countVectors(orm: Orm, generation: number): Promise<number> {
  return orm.$count(vectors, eq(vectors.generation, generation));
}

/** Vectors of living articles with what a box shows of each, in key order. `opening` is the beginning of the body. */
export async function readIndexedAfter(orm: Orm, generation: number, key: number, limit: number) {
  return orm
    .select({
      key: articles.key,
      id: articles.id,
      url: articles.url,
      urlKey: articles.urlKey,
      title: articles.title,
      opening: sql<string>`left(${articles.body}, 600)`,
      excerpt: articles.excerpt,
      author: articles.author,
      section: articles.section,
      tags: articles.tags,
      image: articles.image,
      analysisLanguage: articles.analysisLanguage,
      publishedAt: articles.publishedAt,
      expiresAt: articles.expiresAt,
      evergreen: articles.evergreen,
      storedAt: articles.storedAt,
      revision: articles.revision,
      own: vectors.own,
      neighbours: vectors.neighbours,
      fingerprint: vectors.fingerprint,
    })
    .from(vectors)
    .innerJoin(articles, eq(articles.key, vectors.article))
    .where(and(eq(vectors.generation, generation), gt(vectors.article, key), isNull(articles.deletedAt)))
    .orderBy(asc(vectors.article))
    .limit(limit);
}
