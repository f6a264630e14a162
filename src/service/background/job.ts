/** How does long work on the index leave the server free? Each job runs in a thread of its own, with its own connection. */
import { AppError, type ErrorCode } from '../../article/errors.ts';
import type { DatabaseOptions } from '../../database/connect.ts';
import { startThread } from '../../threads/thread.ts';
import type { CollectionContents } from '../compact.ts';
import type { Frozen } from '../frozen.ts';
import type { ReindexResult } from '../reindex.ts';

export type Job =
  | { readonly kind: 'load'; readonly database: DatabaseOptions }
  | { readonly kind: 'reindex'; readonly database: DatabaseOptions; readonly threads: number }
  | { readonly kind: 'compact'; readonly contents: CollectionContents };

export interface JobResults {
  readonly load: Frozen;
  readonly reindex: ReindexResult;
  readonly compact: Frozen;
}

export type JobMessage =
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'done'; readonly result: JobResults[Job['kind']] }
  | { readonly kind: 'failed'; readonly code: ErrorCode | undefined; readonly message: string };

/** Runs a job to its end. When `signal` says so it is told to give up, and rejects. `onNote` hears what it has to say meanwhile. */
export function runJob<J extends Job>(
  job: J,
  signal?: AbortSignal,
  onNote?: (text: string) => void,
): Promise<JobResults[J['kind']]> {
  return new Promise((resolve, reject) => {
    const thread = startThread(new URL('./thread', import.meta.url), { workerData: job });
    const stop = () => thread.postMessage('stop');
    signal?.addEventListener('abort', stop);
    const end = (settle: () => void) => {
      signal?.removeEventListener('abort', stop);
      void thread.terminate();
      settle();
    };
    thread.on('message', (message: JobMessage) => {
      if (message.kind === 'note') return onNote?.(message.text);
      end(() => {
        if (message.kind === 'done') resolve(message.result as JobResults[J['kind']]);
        else if (message.code) reject(new AppError(message.code, message.message));
        else reject(new Error(message.message));
      });
    });
    thread.once('error', (error) => end(() => reject(error)));
    thread.once('exit', (code) =>
      end(() => reject(new Error(`the ${job.kind} thread ended with code ${code}`))),
    );
    if (signal?.aborted) stop();
  });
}
