/** How is the embedded database run and found? By one owner in a worker thread; other processes are guests at its socket. */
import { createHash } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../../article/errors.ts';
import { Watch } from '../watch.ts';
import { type Owner, releaseLock, takeLock } from './lock.ts';
import { type Patience, supervise } from './supervise.ts';

export interface EmbeddedServer {
  /** The folder of its socket, as drivers want to be told. */
  readonly socketFolder: string;
  readonly role: 'owner' | 'guest';
  readonly ownerPid: number;
  /** Says whether it answers; a guest is not told. */
  readonly watch: Watch;
  close(): Promise<void>;
}

/** The name that drivers append to a folder. */
const SOCKET_NAME = '.s.PGSQL.5432';
/** The kernel takes 107. */
const SOCKET_PATH_BYTES = 100;
/** A first start makes a whole database cluster: seconds here, up to half a minute on a slow machine. */
const OWNER_START_MS = 90_000;
const PATIENCE: Patience = { busyMs: 5_000, cutMs: 60_000 };

/** Opens the database in `dataDir`, as its owner or as the guest of a running one. Throws `unavailable` or `config`. */
export async function openEmbedded(dataDir: string, patience = PATIENCE): Promise<EmbeddedServer> {
  const folder = resolve(dataDir);
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    throw new AppError(
      'config',
      `DATA_DIR ${dataDir} cannot be made: ${(cause as Error).message}`,
      undefined,
      { cause },
    );
  });
  const socketFolder = await socketFolderOf(folder);
  const socketPath = join(socketFolder, SOCKET_NAME);
  const owner = await takeLock(folder);
  if (owner) return guestOf(owner, socketFolder, folder);
  try {
    const watch = new Watch();
    const stop = await supervise({ folder, socketPath }, watch, patience);
    return {
      socketFolder,
      watch,
      role: 'owner',
      ownerPid: process.pid,
      async close() {
        await stop();
        await rm(socketPath, { force: true });
        await releaseLock(folder);
      },
    };
  } catch (error) {
    await releaseLock(folder);
    throw error;
  }
}

/** The data folder, or, when that path is too long for a socket, one in the system's folder for temporary files. */
async function socketFolderOf(folder: string): Promise<string> {
  if (Buffer.byteLength(join(folder, SOCKET_NAME)) <= SOCKET_PATH_BYTES) return folder;
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const other = join(tmpdir(), `kindred-${process.getuid?.() ?? 0}-${name}`);
  await mkdir(other, { recursive: true, mode: 0o700 });
  return other;
}

/** Waits until the owner's socket is there: it may just be starting. */
async function guestOf({ pid }: Owner, socketFolder: string, folder: string): Promise<EmbeddedServer> {
  const giveUpAt = performance.now() + OWNER_START_MS;
  while (!(await isSocket(join(socketFolder, SOCKET_NAME)))) {
    if (performance.now() > giveUpAt) {
      throw new AppError('locked', `process ${pid} holds ${folder}, but its database does not answer`);
    }
    await pause(100);
  }
  return { socketFolder, role: 'guest', ownerPid: pid, watch: new Watch(), close: async () => {} };
}

function isSocket(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isSocket(),
    () => false,
  );
}
