/** How are API keys read and written? One statement per function. */
import { and, asc, count, eq, gt, inArray, isNull, lt, or } from 'drizzle-orm';
import type { StoredKey } from '../access/keyring.ts';
import type { Scope } from '../access/scopes.ts';
import type { Orm } from './connect.ts';
import { apiKeys } from './schema.ts';

export async function readKeys(orm: Orm): Promise<StoredKey[]> {
  const rows = await orm.select().from(apiKeys).orderBy(asc(apiKeys.createdAt), asc(apiKeys.id));
  return rows.map((row) => ({ ...row, scopes: row.scopes as Scope[] }));
}

export async function insertKey(orm: Orm, key: StoredKey): Promise<void> {
  await orm.insert(apiKeys).values({ ...key, scopes: [...key.scopes] });
}

/** Keys that are neither revoked nor expired at `now`. */
export async function countLiveKeys(orm: Orm, now: Date): Promise<number> {
  const [row] = await orm
    .select({ live: count() })
    .from(apiKeys)
    .where(and(isNull(apiKeys.revokedAt), or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now))));
  return row?.live ?? 0;
}

/** False when there is no such key; one that is revoked already keeps its moment. */
export async function markRevoked(orm: Orm, id: string, now: Date): Promise<boolean> {
  const rows = await orm
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  if (rows.length > 0) return true;
  return (await orm.select({ id: apiKeys.id }).from(apiKeys).where(eq(apiKeys.id, id))).length > 0;
}

/** Lets a key end at `end` unless it ends earlier. */
export async function shortenLife(orm: Orm, id: string, end: Date): Promise<void> {
  await orm
    .update(apiKeys)
    .set({ expiresAt: end })
    .where(and(eq(apiKeys.id, id), or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, end))));
}

/** `day`, e.g. `2024-04-29`. */
export async function markUsed(orm: Orm, ids: readonly string[], day: string): Promise<void> {
  await orm
    .update(apiKeys)
    .set({ lastUsedOn: day })
    .where(and(inArray(apiKeys.id, [...ids]), or(isNull(apiKeys.lastUsedOn), lt(apiKeys.lastUsedOn, day))));
}
