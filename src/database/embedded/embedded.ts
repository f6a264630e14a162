/** How is the embedded database run and found? By one owner in a worker thread; other processes are guests at its socket. */
import { createHash } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { AppError } from '../../article/errors.ts';
import { startThread } from '../../threads/thread.ts';
import { type Owner, releaseLock, takeLock } from './lock.ts';
import type { WorkerInput, WorkerMessage } from './worker.ts';

export interface EmbeddedServer {
  readonly socketPath: string;
  readonly role: 'owner' | 'guest';
  readonly ownerPid: number;
  close(): Promise<void>;
}

/** postgres.js appends nothing to a path that is given whole; the kernel takes 107 bytes. */
const SOCKET_PATH_BYTES = 100;
/** A first start makes a whole database cluster: seconds here, up to half a minute on a slow machine. */
const OWNER_START_MS = 90_000;
const CLOSE_MS = 5_000;

/** Opens the database in `dataDir`, as its owner or as the guest of a running one. Throws `unavailable` or `config`. */
export async function openEmbedded(dataDir: string): Promise<EmbeddedServer> {
  const folder = resolve(dataDir);
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    throw new AppError(
      'config',
      `DATA_DIR ${dataDir} cannot be made: ${(cause as Error).message}`,
      undefined,
      { cause },
    );
  });
  const socketPath = socketPathOf(folder);
  const owner = await takeLock(folder);
  if (owner) return guestOf(owner, socketPath, folder);
  try {
    await rm(socketPath, { force: true });
    const stop = await startWorker({ folder, socketPath });
    return {
      socketPath,
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

/** In the data folder, or, when that path is too long for a socket, in the system's folder for temporary files. */
function socketPathOf(folder: string): string {
  const inside = join(folder, 'socket');
  if (Buffer.byteLength(inside) <= SOCKET_PATH_BYTES) return inside;
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return join(tmpdir(), `kindred-${process.getuid?.() ?? 0}-${name}.socket`);
}

/** Waits until the owner's socket is there: it may just be starting. */
async function guestOf({ pid }: Owner, socketPath: string, folder: string): Promise<EmbeddedServer> {
  const giveUpAt = performance.now() + OWNER_START_MS;
  while (!(await isSocket(socketPath))) {
    if (performance.now() > giveUpAt) {
      throw new AppError('locked', `process ${pid} holds ${folder}, but its database does not answer`);
    }
    await pause(100);
  }
  return { socketPath, role: 'guest', ownerPid: pid, close: async () => {} };
}

function isSocket(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isSocket(),
    () => false,
  );
}

/** Starts the thread, and starts it anew should it die while it is wanted. Answers how to stop it. */
async function startWorker(input: WorkerInput): Promise<() => Promise<void>> {
  let isWanted = true;
  let worker: Worker;

  const start = async () => {
    worker = startThread(new URL('./worker', import.meta.url), {
      workerData: input,
      // PGlite's WebAssembly writes its notices there.
      stdout: true,
      stderr: true,
    });
    const started = worker;
    started.unref();
    started.stdout.resume();
    started.stderr.resume();
    await isReady(started, input.folder);
    started.once('exit', () => {
      if (!isWanted) return;
      void rm(input.socketPath, { force: true })
        .then(start)
        .catch(() => {});
    });
  };
  await start();

  return async () => {
    isWanted = false;
    const closed = new Promise<void>((done) => {
      worker.once('exit', () => done());
      worker.on('message', ({ kind }: WorkerMessage) => {
        if (kind === 'closed') done();
      });
    });
    worker.ref();
    worker.postMessage('close');
    await Promise.race([closed, pause(CLOSE_MS, undefined, { ref: false })]);
    await worker.terminate();
  };
}

function isReady(worker: Worker, folder: string): Promise<void> {
  return new Promise<void>((ready, fail) => {
    worker.ref();
    worker.once('error', fail);
    worker.once('message', (message: WorkerMessage) => {
      worker.off('error', fail);
      // From now on an error ends in `exit`, which starts the thread anew.
      worker.on('error', () => {});
      worker.unref();
      if (message.kind === 'ready') ready();
      else if (message.kind === 'unreadable') {
        fail(
          new AppError(
            'config',
            `the database in ${folder} cannot be opened, and was left as it is: ${message.reason}`,
          ),
        );
      }
    });
  });
}
