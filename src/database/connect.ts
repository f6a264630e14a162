/** How is a database reached? One driver for a real Postgres and for the embedded default. */
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { AppError } from '../article/errors.ts';
import { type EmbeddedServer, openEmbedded } from './embedded/embedded.ts';
import * as schema from './schema.ts';

export type Orm = PostgresJsDatabase<typeof schema>;

export interface Database {
  readonly sql: postgres.Sql;
  readonly orm: Orm;
  /** How to open another connection to the same database. */
  readonly options: DatabaseOptions;
  readonly kind: 'postgres' | 'embedded';
  /** `guest`: the embedded database of another process, reached through its socket. */
  readonly role: 'owner' | 'guest';
  /** The process that a guest is with. */
  readonly ownerPid?: number;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `postgres://…`; without it the embedded database is used. */
  readonly url?: string;
  /** Where the embedded database lives. */
  readonly dataDir: string;
}

const CONNECT_SECONDS = 2;
const CLOSE_SECONDS = 3;
const APPLICATION = 'kindred';

/** Statements and locks of a real Postgres end by themselves: nothing waits for ever on a frozen one. */
const SERVER_SETTINGS = {
  application_name: APPLICATION,
  statement_timeout: 30_000,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 30_000,
};

/** Connects, and proves it with a query. Throws `unavailable` with the reason; the password is never part of it. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { url, dataDir } = options;
  if (url !== undefined) {
    const sql = postgres(url, {
      max: 10,
      connect_timeout: CONNECT_SECONDS,
      idle_timeout: 60,
      keep_alive: 30,
      connection: SERVER_SETTINGS,
      onnotice: () => {},
    });
    return proven({
      sql,
      orm: drizzle(sql, { schema }),
      options,
      kind: 'postgres',
      role: 'owner',
      close: () => sql.end({ timeout: CLOSE_SECONDS }),
    });
  }
  const server = await openEmbedded(dataDir);
  const sql = connectTo(server);
  return proven({
    sql,
    orm: drizzle(sql, { schema }),
    options,
    kind: 'embedded',
    role: server.role,
    ownerPid: server.ownerPid,
    async close() {
      await sql.end({ timeout: CLOSE_SECONDS });
      await server.close();
    },
  });
}

/** All connections share one session of the embedded database: no named statements, no session settings. */
function connectTo({ socketPath }: EmbeddedServer): postgres.Sql {
  return postgres({
    path: socketPath,
    username: 'postgres',
    database: 'postgres',
    max: 2,
    prepare: false,
    fetch_types: false,
    connect_timeout: 30,
    connection: { application_name: APPLICATION },
    onnotice: () => {},
  } as postgres.Options<Record<string, never>>);
}

async function proven(database: Database): Promise<Database> {
  try {
    await database.sql`select 1`;
    return database;
  } catch (cause) {
    await database.close().catch(() => {});
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('unavailable', `the database does not answer: ${reason}`, undefined, { cause });
  }
}
