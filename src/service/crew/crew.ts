/** Who does the work of a reindex? Some threads, or the calling one where there is little to do. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Worker as Thread } from 'node:worker_threads';
import { startThread } from '../../threads/thread.ts';
import { type Answer, type Task, Worker } from './tasks.ts';
import type { Reply } from './thread.ts';

export interface Crew {
  /** How many tasks are worked on at the same time. */
  readonly size: number;
  run(task: Task): Promise<Answer>;
  close(): Promise<void>;
}

/** Below so many articles threads would take longer to start than the work takes. */
export const ALONE_BELOW = 2_000;

/** How many threads are worth their start, of those there may be. */
export const threadsFor = (articles: number, most: number): number => (articles < ALONE_BELOW ? 0 : most);

/** A crew of `threads` threads; with 0 the calling thread does the work, giving way to others before each task. */
export function startCrew(threads: number): Crew {
  return threads === 0 ? new Alone() : new Threads(threads);
}

class Alone implements Crew {
  readonly size = 1;
  readonly #worker = new Worker();

  async run(task: Task): Promise<Answer> {
    await nextTurn();
    return this.#worker.run(task);
  }

  async close(): Promise<void> {}
}

class Threads implements Crew {
  readonly size: number;
  readonly #idle: Thread[] = [];
  readonly #waiting: ((thread: Thread) => void)[] = [];
  readonly #all: Thread[] = [];

  constructor(threads: number) {
    this.size = threads;
    for (let i = 0; i < threads; i++) {
      const thread = startThread(new URL('./thread', import.meta.url), {});
      this.#all.push(thread);
      this.#idle.push(thread);
    }
  }

  async run(task: Task): Promise<Answer> {
    const thread = this.#idle.pop() ?? (await new Promise<Thread>((resolve) => this.#waiting.push(resolve)));
    const reply = await answered(thread, task);
    const next = this.#waiting.shift();
    if (next) next(thread);
    else this.#idle.push(thread);
    if ('error' in reply) throw new Error(`a thread failed: ${reply.error}`);
    return reply.answer;
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((thread) => thread.terminate()));
  }
}

function answered(thread: Thread, task: Task): Promise<Reply> {
  return new Promise<Reply>((resolve) => {
    const done = (reply: Reply) => {
      thread.off('message', done);
      thread.off('error', failed);
      thread.off('exit', gone);
      resolve(reply);
    };
    const failed = (error: Error) => done({ error: error.message });
    const gone = (code: number) => done({ error: `it ended with code ${code}` });
    thread.on('message', done);
    thread.on('error', failed);
    thread.on('exit', gone);
    thread.postMessage(task);
  });
}
