/** How is the audit log read and written? One statement per function. */
import { desc, lt, or, sql } from 'drizzle-orm';
import type { Orm } from './connect.ts';
import { auditLog } from './schema.ts';

export interface AuditEntry {
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly outcome: string;
}

export interface StoredAuditEntry extends AuditEntry {
  readonly id: number;
}

export async function insertAudit(orm: Orm, entries: readonly AuditEntry[]): Promise<void> {
  await orm.insert(auditLog).values([...entries]);
}

/** Newest first; `before` is the id of the last one seen. */
export async function readAudit(
  orm: Orm,
  before: number | undefined,
  limit: number,
): Promise<StoredAuditEntry[]> {
  return orm
    .select()
    .from(auditLog)
    .where(before === undefined ? undefined : lt(auditLog.id, before))
    .orderBy(desc(auditLog.id))
    .limit(limit);
}

/** Forgets what is older than `oldest`, and all but the newest `most`. */
export async function pruneAudit(orm: Orm, oldest: Date, most: number): Promise<void> {
  await orm
    .delete(auditLog)
    .where(
      or(
        lt(auditLog.at, oldest),
        lt(
          auditLog.id,
          sql`(select ${auditLog.id} from ${auditLog} order by ${auditLog.id} desc offset ${most - 1} limit 1)`,
        ),
      ),
    );
}
