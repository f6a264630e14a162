/** The embedded database's own thread: PGlite behind a Unix socket. SQL runs synchronously in WebAssembly, so never in the server's thread. */
import { rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import type { Pulse } from './pulse.ts';
import { takingTurns } from './turns.ts';

export interface WorkerInput {
  readonly folder: string;
  readonly socketPath: string;
  readonly pulse: Pulse;
}

export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'closed' };

const CONNECTIONS = 50;

const port = parentPort;
if (port === null) throw new Error('this file is the entry of a worker thread');
const say = (message: WorkerMessage) => port.postMessage(message);
const { folder, socketPath, pulse } = workerData as WorkerInput;

try {
  const pglite = await open(folder);
  const server = new PGLiteSocketServer({
    // Ends this thread only; another is started, and recovers what was acknowledged.
    db: takingTurns(pglite, pulse, () => process.exit(1)),
    path: socketPath,
    maxConnections: CONNECTIONS,
  });
  await server.start();
  say({ kind: 'ready' });
  port.on('message', async () => {
    await server.stop();
    await pglite.close();
    say({ kind: 'closed' });
    port.close();
  });
} catch (error) {
  say({ kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) });
}

/** Opens the folder; makes it first when there is none. A folder that an interrupted first start left is moved aside. */
async function open(parent: string): Promise<PGlite> {
  const data = join(parent, 'postgres');
  const complete = join(parent, 'postgres.complete');
  if ((await exists(data)) && !(await exists(complete)))
    await rename(data, `${data}.incomplete-${Date.now()}`);
  const isNew = !(await exists(data));
  const pglite = await PGlite.create(data);
  if (isNew) await writeFile(complete, '');
  return pglite;
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
