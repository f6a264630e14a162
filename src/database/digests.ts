/** Which versions of which articles are stored? As one number per bucket of keys, and in full where that differs. */
import { and, gte, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { StoredArticle } from './articles.ts';
import type { Orm } from './connect.ts';
import { articles } from './schema.ts';

/** Keys that share a bucket. */
export const BUCKET_KEYS = 4_096;

/** Sums of this stay whole numbers in memory as in Postgres: 2 ** 31 for each of 4,096. */
const MODULUS = 2_147_483_647;
const [KEY_FACTOR, REVISION_FACTOR] = [48_271, 69_621];

/** What a version adds to the digest of its bucket. Keys and revisions are below 2 ** 36. */
export const digestOf = (key: number, revision: number): number =>
  (((key * KEY_FACTOR) % MODULUS) ^ ((revision * REVISION_FACTOR) % MODULUS)) >>> 0;

export interface StoredPair {
  readonly key: number;
  readonly revision: number;
  readonly isGone: boolean;
}

/** Bucket → digest of its living articles. */
export async function readDigests(orm: Orm): Promise<Map<number, number>> {
  const digest = sql<string>`sum((${articles.key}::bigint * ${KEY_FACTOR}::bigint % ${MODULUS}::bigint)
    # (${articles.revision}::bigint * ${REVISION_FACTOR}::bigint % ${MODULUS}::bigint))`;
  const rows = await orm
    .select({ bucket: sql<number>`${articles.key} / ${BUCKET_KEYS}::integer`, digest })
    .from(articles)
    .where(isNull(articles.deletedAt))
    .groupBy(sql`1`);
  return new Map(rows.map((row) => [row.bucket, Number(row.digest)]));
}

/** Every article of a bucket, tombstones included. */
export async function readPairs(orm: Orm, bucket: number): Promise<StoredPair[]> {
  return orm
    .select({
      key: articles.key,
      revision: articles.revision,
      isGone: sql<boolean>`${articles.deletedAt} is not null`,
    })
    .from(articles)
    .where(and(gte(articles.key, bucket * BUCKET_KEYS), lt(articles.key, (bucket + 1) * BUCKET_KEYS)));
}

export async function readByKeys(orm: Orm, keys: readonly number[]): Promise<StoredArticle[]> {
  return orm
    .select()
    .from(articles)
    .where(and(inArray(articles.key, [...keys]), isNull(articles.deletedAt)));
}
