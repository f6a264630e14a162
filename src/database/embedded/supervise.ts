/** How is the embedded database kept running? Its thread is started, ended when a statement never ends, and started again. */
import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { AppError } from '../../article/errors.ts';
import { startThread } from '../../threads/thread.ts';
import type { Watch } from '../watch.ts';
import { newPulse, PulseReader } from './pulse.ts';
import type { WorkerInput, WorkerMessage } from './worker.ts';

export interface Patience {
  /** A statement that runs for so long lets requests wait no longer … */
  readonly busyMs: number;
  /** … and is cut after so long, by ending the thread. */
  readonly cutMs: number;
}

const LOOK_EVERY_MS = 500;
const CLOSE_MS = 5_000;
const RETRY_FROM_MS = 500;
const RETRY_TO_MS = 10_000;

/** Runs the thread until the returned function is called. Rejects when the first start fails. */
export async function supervise(
  input: Omit<WorkerInput, 'pulse'>,
  watch: Watch,
  { busyMs, cutMs }: Patience,
): Promise<() => Promise<void>> {
  const pulse = newPulse();
  let isWanted = true;
  let worker: Worker | undefined;
  let isStarting = false;
  /** The watch says down because of a statement. */
  let isStuck = false;

  const start = async () => {
    await rm(input.socketPath, { force: true });
    Atomics.store(pulse, 0, 0);
    const started = startThread(new URL('./worker', import.meta.url), {
      workerData: { ...input, pulse } satisfies WorkerInput,
      // PGlite's WebAssembly writes its notices there.
      stdout: true,
      stderr: true,
    });
    worker = started;
    started.unref();
    started.stdout.resume();
    started.stderr.resume();
    await isReady(started, input.folder);
    started.once('exit', () => void again());
  };
  const again = async () => {
    isStarting = true;
    isStuck = false;
    for (let waitMs = RETRY_FROM_MS; isWanted; waitMs = Math.min(2 * waitMs, RETRY_TO_MS)) {
      watch.down('the embedded database starts again');
      try {
        await start();
        isStarting = false;
        watch.up();
        return;
      } catch {
        await worker?.terminate();
        await pause(waitMs, undefined, { ref: false });
      }
    }
  };
  await start();

  const reader = new PulseReader(pulse, performance.now());
  const look = setInterval(() => {
    if (isStarting) return;
    const runningMs = reader.busyMs(performance.now());
    if (runningMs > cutMs) void worker?.terminate();
    else if (runningMs > busyMs) {
      isStuck = true;
      watch.down(`a statement has been running for ${Math.round(runningMs / 1000)} seconds`);
    } else if (isStuck) {
      isStuck = false;
      watch.up();
    }
  }, LOOK_EVERY_MS).unref();

  return async () => {
    isWanted = false;
    clearInterval(look);
    const last = worker;
    if (last === undefined) return;
    const closed = new Promise<void>((done) => {
      last.once('exit', () => done());
      last.on('message', ({ kind }: WorkerMessage) => {
        if (kind === 'closed') done();
      });
    });
    last.ref();
    last.postMessage('close');
    await Promise.race([closed, pause(CLOSE_MS, undefined, { ref: false })]);
    await last.terminate();
  };
}

function isReady(worker: Worker, folder: string): Promise<void> {
  return new Promise<void>((ready, fail) => {
    worker.ref();
    const onExit = () => fail(new Error('the thread of the embedded database ended at its start'));
    worker.once('error', fail);
    worker.once('exit', onExit);
    worker.once('message', (message: WorkerMessage) => {
      worker.off('error', fail);
      worker.off('exit', onExit);
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
