/** The thread of one job. */
import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../article/errors.ts';
import { openDatabase } from '../../database/connect.ts';
import { reasonOf } from '../../database/failures.ts';
import { compact } from '../compact.ts';
import { loadActive } from '../load.ts';
import { reindex } from '../reindex.ts';
import type { Job, JobMessage, JobResults } from './job.ts';

const stopping = new AbortController();
parentPort?.on('message', () => stopping.abort(new AppError('unavailable', 'the service is stopping')));

async function result(job: Job): Promise<JobResults[Job['kind']]> {
  if (job.kind === 'compact') return compact(job.contents);
  const database = await openDatabase(job.database);
  try {
    if (job.kind === 'load') return await loadActive(database.orm);
    const onNote = (text: string) => parentPort?.postMessage({ kind: 'note', text } satisfies JobMessage);
    return await reindex(database, { threads: job.threads, signal: stopping.signal, onNote });
  } finally {
    await database.close();
  }
}

result(workerData as Job).then(
  (value) => parentPort?.postMessage({ kind: 'done', result: value } satisfies JobMessage),
  (error: unknown) => {
    const code = error instanceof AppError ? error.code : undefined;
    parentPort?.postMessage({ kind: 'failed', code, message: reasonOf(error) } satisfies JobMessage);
  },
);
