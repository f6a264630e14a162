/** How are editors' decisions read and written? Every version is kept, one statement per function. */
import { desc, eq, sql } from 'drizzle-orm';
import type { Orm } from './connect.ts';
import { editorialRules, placements } from './schema.ts';

export type RuleVersion = typeof editorialRules.$inferSelect;
export type NewRuleVersion = Omit<RuleVersion, 'revision' | 'writtenAt'>;
export type PlacementVersion = typeof placements.$inferSelect;

/** The latest revisions, 0 where nothing was ever written. Writes come inside `takingRevisions`, so none is missed. */
export interface EditorialHead {
  readonly rules: number;
  readonly placements: number;
}

export async function readEditorialHead(orm: Orm): Promise<EditorialHead> {
  const { rows } = await orm.execute<{ rules: string | null; placements: string | null }>(sql`
    select (select max(revision) from ${editorialRules}) as rules,
           (select max(revision) from ${placements}) as placements`);
  const [head] = rows;
  return { rules: Number(head?.rules ?? 0), placements: Number(head?.placements ?? 0) };
}

/** The rules that are not deleted. */
export async function readRules(orm: Orm): Promise<RuleVersion[]> {
  const newest = await orm
    .selectDistinctOn([editorialRules.id])
    .from(editorialRules)
    .orderBy(editorialRules.id, desc(editorialRules.revision));
  return newest.filter(({ isDeleted }) => !isDeleted);
}

/** The latest versions of one rule, newest first. */
export async function readRuleVersions(orm: Orm, id: string, limit: number): Promise<RuleVersion[]> {
  return orm
    .select()
    .from(editorialRules)
    .where(eq(editorialRules.id, id))
    .orderBy(desc(editorialRules.revision))
    .limit(limit);
}

/** Only inside `takingRevisions`. */
export async function writeRule(orm: Orm, version: NewRuleVersion): Promise<RuleVersion> {
  const [written] = await orm.insert(editorialRules).values(version).returning();
  if (written === undefined) throw new Error('an insert of one row returns one row');
  return written;
}

/** The placements that are not deleted. */
export async function readPlacements(orm: Orm): Promise<PlacementVersion[]> {
  const newest = await orm
    .selectDistinctOn([placements.name])
    .from(placements)
    .orderBy(placements.name, desc(placements.revision));
  return newest.filter(({ policy }) => policy !== null);
}

/** `policy` null deletes it. Only inside `takingRevisions`. */
export async function writePlacement(
  orm: Orm,
  name: string,
  policy: Record<string, unknown> | null,
): Promise<void> {
  await orm.insert(placements).values({ name, policy });
}
