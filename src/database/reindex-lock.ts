/**
 * Is the builder of a generation still there? On the same machine its process says so, elsewhere its connection: it holds a
 * session's advisory lock. A token still fences all it writes, so taking over from one that lives does no harm.
 */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Client } from 'pg';
import { type Database, driverUrl } from './connect.ts';
import { isAlive, ownSelf } from './embedded/lock.ts';
import { failBuilding, readBuilding } from './generations.ts';
import { Sockets } from './sockets.ts';

const REINDEX_LOCK = 0x6b726978; // 'krix'

/** Says who builds, so that others can see whether it lives: `host/pid/start time/random`. */
export async function newHolder(): Promise<string> {
  const { pid, startTime } = await ownSelf();
  return [hostname(), pid, startTime, randomUUID()].join('/');
}

export interface ReindexLock {
  release(): void;
}

/** Fails a generation whose builder is gone, and holds the sign that this one is there. */
export async function holdReindexLock(database: Database): Promise<ReindexLock> {
  const { orm, kind, options } = database;
  const building = await readBuilding(orm);
  if (building !== undefined && (await isDeadHere(building.holder)))
    await failBuilding(orm, building.number, building.holder);
  if (kind === 'embedded' || options.url === undefined) return { release: () => {} };

  const sockets = new Sockets();
  const client = new Client({ connectionString: driverUrl(options.url), stream: sockets.make });
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
    REINDEX_LOCK,
  ]);
  if (!rows[0]?.held) {
    // One that has just ended, or is frozen, may still hold it: it comes to us then, and nobody takes us for gone.
    void client.query('select pg_advisory_lock($1)', [REINDEX_LOCK]).catch(() => {});
  } else if (building !== undefined) {
    // Nobody else held it: whoever is said to build has lost its connection.
    await failBuilding(orm, building.number, building.holder);
  }
  return { release: () => sockets.cut('the reindex is over') };
}

async function isDeadHere(holder: string): Promise<boolean> {
  const [host, pid, startTime] = holder.split('/');
  if (host !== hostname() || pid === undefined || startTime === undefined) return false;
  return !(await isAlive({ pid: Number(pid), startTime }));
}
