/** A thread of a crew: takes a task, answers it, takes the next. */
import { parentPort } from 'node:worker_threads';
import { type Answer, type Task, Worker } from './tasks.ts';

export type Reply = { readonly answer: Answer } | { readonly error: string };

const worker = new Worker();

parentPort?.on('message', async (task: Task) => {
  try {
    parentPort?.postMessage({ answer: await worker.run(task) } satisfies Reply);
  } catch (error) {
    parentPort?.postMessage({
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    } satisfies Reply);
  }
});
