/** Who does the work of a reindex, an import or a draft? Some threads, or the calling one where there is little to do. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ResourceLimits, Worker as Thread } from 'node:worker_threads';
import { startThread } from '../../threads/thread.ts';
import { type Answer, type Task, Worker } from './tasks.ts';
import type { Reply } from './thread.ts';

export interface Crew {
  /** How many tasks are worked on at the same time. */
  readonly size: number;
  run<T extends Task>(task: T): Promise<Answer<T>>;
  close(): Promise<void>;
}

/** Below so many articles threads would take longer to start than the work takes. */
export const ALONE_BELOW = 2_000;

/** How many threads are worth their start, of those there may be. */
export const threadsFor = (articles: number, most: number): number => (articles < ALONE_BELOW ? 0 : most);

/**
 * A crew of `threads` threads; with 0 the calling thread does the work, giving way to others before each task.
 * `limits`: the memory of each.
 */
export function startCrew(threads: number, limits: ResourceLimits = {}): Crew {
  return threads === 0 ? new Alone() : new Threads(threads, limits);
}

class Alone implements Crew {
  readonly size = 1;
  readonly #worker = new Worker();

  async run<T extends Task>(task: T): Promise<Answer<T>> {
    await nextTurn();
    return (await this.#worker.run(task)) as Answer<T>;
  }

  async close(): Promise<void> {}
}

class Threads implements Crew {
  readonly size: number;
  readonly #idle: Thread[] = [];
  readonly #waiting: { take(thread: Thread): void; fail(error: Error): void }[] = [];
  readonly #living = new Set<Thread>();

  constructor(threads: number, resourceLimits: ResourceLimits) {
    this.size = threads;
    for (let i = 0; i < threads; i++) {
      const thread = startThread(new URL('./thread', import.meta.url), { resourceLimits });
      // It may end while it has nothing to do: an error that nobody hears would end the process.
      thread.on('error', () => this.#lose(thread));
      thread.once('exit', () => this.#lose(thread));
      this.#living.add(thread);
      this.#idle.push(thread);
    }
  }

  async run<T extends Task>(task: T): Promise<Answer<T>> {
    const thread = this.#idle.pop() ?? (await this.#free());
    const reply = await answered(thread, task);
    if (!('isGone' in reply)) {
      const next = this.#waiting.shift();
      if (next) next.take(thread);
      else this.#idle.push(thread);
    }
    if ('error' in reply) throw new Error(`a thread failed: ${reply.error}`);
    return reply.answer as Answer<T>;
  }

  #free(): Promise<Thread> {
    if (this.#living.size === 0) throw new Error('all threads are gone');
    return new Promise((take, fail) => this.#waiting.push({ take, fail }));
  }

  /** Who waits for the last one would wait for ever. */
  #lose(thread: Thread): void {
    this.#living.delete(thread);
    const idle = this.#idle.indexOf(thread);
    if (idle >= 0) this.#idle.splice(idle, 1);
    if (this.#living.size > 0) return;
    for (const { fail } of this.#waiting.splice(0)) fail(new Error('all threads are gone'));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#living].map((thread) => thread.terminate()));
  }
}

type Outcome = Reply | { readonly error: string; readonly isGone: true };

function answered(thread: Thread, task: Task): Promise<Outcome> {
  return new Promise((resolve) => {
    const done = (reply: Outcome) => {
      thread.off('message', done);
      thread.off('error', failed);
      thread.off('exit', gone);
      resolve(reply);
    };
    const failed = (error: Error) => done({ error: error.message, isGone: true });
    const gone = (code: number) => done({ error: `it ended with code ${code}`, isGone: true });
    thread.on('message', done);
    thread.on('error', failed);
    thread.on('exit', gone);
    thread.postMessage(task);
  });
}
