/** How is a database reached? One driver for a real Postgres and for the embedded default. */
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { PoolConfig } from 'pg';
import { AppError } from '../article/errors.ts';
import { type EmbeddedServer, openEmbedded } from './embedded/embedded.ts';
import { actionable } from './failures.ts';
import { listen } from './listen.ts';
import { SteadyPool } from './pool.ts';
import { probe } from './probe.ts';
import * as schema from './schema.ts';
import { Sockets } from './sockets.ts';
import { Watch } from './watch.ts';

export type Orm = NodePgDatabase<typeof schema>;

export interface Database {
  readonly orm: Orm;
  /** Says whether it is there. */
  readonly watch: Watch;
  /** How to open another connection to the same database. */
  readonly options: DatabaseOptions;
  readonly kind: 'postgres' | 'embedded';
  /** `guest`: the embedded database of another process, reached through its socket. */
  readonly role: 'owner' | 'guest';
  /** The process that a guest is with. */
  readonly ownerPid?: number;
  /** Calls `ask` when there may be something new on a channel, until the returned function is called. The embedded one never does. */
  listen(channel: string, ask: () => void): () => void;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `postgres://…`; without it the embedded database is used. */
  readonly url?: string;
  /** Where the embedded database lives. */
  readonly dataDir: string;
}

const CONNECT_MS = 2_000;
const EMBEDDED_CONNECT_MS = 30_000;
const CLOSE_MS = 3_000;
const APPLICATION = 'kindred';
const CONNECTIONS = 8;

/** Statements and locks of a real Postgres end by themselves. */
const SERVER_SETTINGS = {
  application_name: APPLICATION,
  statement_timeout: 30_000,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 30_000,
};

/** Connects, and proves it with a query. Throws `unavailable` with the reason; the password is never part of it. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return options.url === undefined ? openEmbeddedDatabase(options) : openPostgres(options, options.url);
}

/** A URL means what it means to psql: `sslmode=require` encrypts, and asks for no known certificate. */
export function driverUrl(url: string): string {
  const parsed = new URL(url);
  if (parsed.searchParams.has('sslmode')) parsed.searchParams.set('uselibpqcompat', 'true');
  return parsed.href;
}

async function openPostgres(options: DatabaseOptions, url: string): Promise<Database> {
  const sockets = new Sockets();
  const one = { connectionString: driverUrl(url), connectionTimeoutMillis: CONNECT_MS, ...SERVER_SETTINGS };
  const pool = new SteadyPool({
    ...one,
    ...{ max: CONNECTIONS, idleTimeoutMillis: 60_000, stream: sockets.make },
    ...{ keepAlive: true, keepAliveInitialDelayMillis: 30_000 },
  });
  const watch = new Watch();
  const database = await proven(pool, {
    orm: drizzle(pool, { schema }),
    watch,
    options,
    kind: 'postgres',
    role: 'owner',
    listen: (channel, ask) => listen(one, channel, ask),
    close: () => ended(pool, sockets),
  });
  const stopProbe = probe(one, sockets, watch);
  return {
    ...database,
    async close() {
      stopProbe();
      await database.close();
    },
  };
}

async function openEmbeddedDatabase(options: DatabaseOptions): Promise<Database> {
  const server = await openEmbedded(options.dataDir);
  const sockets = new Sockets();
  const pool = new SteadyPool({ ...connectionTo(server), stream: sockets.make });
  return proven(pool, {
    orm: drizzle(pool, { schema }),
    watch: server.watch,
    options,
    kind: 'embedded',
    role: server.role,
    ownerPid: server.ownerPid,
    listen: () => () => {},
    async close() {
      await ended(pool, sockets);
      await server.close();
    },
  });
}

/** All connections share one session of the embedded database: no named statements, no session settings. */
const connectionTo = ({ socketFolder }: EmbeddedServer): PoolConfig => ({
  host: socketFolder,
  user: 'postgres',
  database: 'postgres',
  max: 2,
  connectionTimeoutMillis: EMBEDDED_CONNECT_MS,
  application_name: APPLICATION,
});

/** Lets statements under way end; after a while their connections are cut. */
async function ended(pool: SteadyPool, sockets: Sockets): Promise<void> {
  const cut = setTimeout(() => sockets.cut('the database is closed'), CLOSE_MS);
  await pool.end().catch(() => {});
  clearTimeout(cut);
}

async function proven(pool: SteadyPool, database: Database): Promise<Database> {
  try {
    await pool.query('select 1');
    return database;
  } catch (cause) {
    await database.close().catch(() => {});
    const known = actionable(cause);
    const reason = known instanceof Error ? known.message : String(known);
    throw new AppError('unavailable', `the database does not answer: ${reason}`, undefined, { cause });
  }
}
