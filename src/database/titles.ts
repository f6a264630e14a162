/** Which articles have these words in their title? */
import { and, isNull, sql } from 'drizzle-orm';
import type { Orm } from './connect.ts';
import { articles, titleWords } from './schema.ts';

/** Of words that more titles have, so many are looked at: they tell little. */
const MOST_LOOKED_AT = 5_000;

/**
 * Ids of living articles in whose title each of `words` begins a word, newest first. The words are letters and digits only.
 */
export async function readIdsByTitle(orm: Orm, words: readonly string[], limit: number): Promise<string[]> {
  const wanted = words.map((word) => `${word}:*`).join(' & ');
  const found = orm
    .select({ id: articles.id, publishedAt: articles.publishedAt })
    .from(articles)
    .where(
      and(sql`${titleWords(articles.title)} @@ to_tsquery('simple', ${wanted})`, isNull(articles.deletedAt)),
    )
    .limit(MOST_LOOKED_AT)
    .as('found');
  const rows = await orm
    .select({ id: found.id })
    .from(found)
    .orderBy(sql`${found.publishedAt} desc nulls last, ${found.id}`)
    .limit(limit);
  return rows.map(({ id }) => id);
}
