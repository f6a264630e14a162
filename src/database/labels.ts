/** How are labels of pairs read and written? One statement per function. */
import { and, asc, eq, or } from 'drizzle-orm';
import type { Orm } from './connect.ts';
import { labels } from './schema.ts';

export type StoredLabel = typeof labels.$inferSelect;

/** New, or instead of the author's earlier one for the pair. */
export async function writeLabel(orm: Orm, label: StoredLabel): Promise<void> {
  const { gain, labelledAt } = label;
  await orm
    .insert(labels)
    .values(label)
    .onConflictDoUpdate({ target: [labels.a, labels.b, labels.author], set: { gain, labelledAt } });
}

/** False when the author had none for the pair. */
export async function deleteLabel(
  orm: Orm,
  { a, b, author }: Pick<StoredLabel, 'a' | 'b' | 'author'>,
): Promise<boolean> {
  const rows = await orm
    .delete(labels)
    .where(and(eq(labels.a, a), eq(labels.b, b), eq(labels.author, author)))
    .returning({ a: labels.a });
  return rows.length > 0;
}

/** All by pair, or those of one article. */
export async function readLabels(orm: Orm, article?: string): Promise<StoredLabel[]> {
  return orm
    .select()
    .from(labels)
    .where(article === undefined ? undefined : or(eq(labels.a, article), eq(labels.b, article)))
    .orderBy(asc(labels.a), asc(labels.b), asc(labels.author));
}
