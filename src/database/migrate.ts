/** How does a database get the present schema? The migrations in drizzle/, each once, one process at a time. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import type { Database } from './connect.ts';

const MIGRATION_LOCK = 0x6b6d6967; // 'kmig'

/** Idempotent. A guest leaves it to the owner, who migrates before anything else can be done. */
export async function migrate(database: Database): Promise<void> {
  if (database.role === 'guest') return waitForSchema(database);
  const { orm } = database;
  if (database.kind === 'embedded') return runMigrations(orm, { migrationsFolder: migrationsFolder() });
  // A session lock needs a connection of its own; a transaction holds one.
  await orm.transaction(async (transaction) => {
    await transaction.execute(sql`set local lock_timeout = 60000`);
    await transaction.execute(sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`);
    await runMigrations(orm, { migrationsFolder: migrationsFolder() });
  });
}

async function waitForSchema({ orm }: Database): Promise<void> {
  for (;;) {
    const { rows } = await orm.execute(sql`select to_regclass('public.labels') is not null as there`);
    if (rows[0]?.there === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Beside src/, seen from the sources and from the build. */
function migrationsFolder(): string {
  for (const place of ['../../drizzle/', '../../../drizzle/']) {
    const folder = fileURLToPath(new URL(place, import.meta.url));
    if (existsSync(folder)) return folder;
  }
  throw new Error('the folder drizzle/ with the migrations is missing');
}
