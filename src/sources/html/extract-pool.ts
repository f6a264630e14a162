/** How are pages read without stopping anything else? In threads with a bound on time and memory; one that breaks it is replaced. */
import type { Worker } from 'node:worker_threads';
import { AppError } from '../../article/errors.ts';
import { startThread } from '../../threads/thread.ts';
import type { ExtractedArticle } from './extract.ts';
import type { ExtractAnswer, ExtractRequest } from './extract-message.ts';
import { PAGE_CHARACTERS } from './guard.ts';

export interface ExtractPoolOptions {
  /** How many pages are read at the same time. Default: 1. */
  readonly threads?: number;
  /** How long one page may take. Default: 10 s. */
  readonly timeoutMs?: number;
  /** How much memory of the heap one thread may use. Default: 256 MB. */
  readonly memoryMb?: number;
}

interface Job {
  readonly request: ExtractRequest;
  readonly done: (result: ExtractedArticle | AppError) => void;
}

interface Slot {
  readonly worker: Worker;
  isReady: boolean;
  job: Job | undefined;
  timer: NodeJS.Timeout | undefined;
}

/** Starting the thread, with its libraries, may take so long; it is no page's fault. */
const START_MS = 60_000;

export class ExtractPool {
  readonly #threads: number;
  readonly #timeoutMs: number;
  readonly #memoryMb: number;
  readonly #slots = new Set<Slot>();
  readonly #waiting: Job[] = [];
  #isClosed = false;

  constructor({ threads = 1, timeoutMs = 10_000, memoryMb = 256 }: ExtractPoolOptions = {}) {
    this.#threads = threads;
    this.#timeoutMs = timeoutMs;
    this.#memoryMb = memoryMb;
  }

  /** The story of a page, or why there is none: also `too_large` for a page that took too much time or memory. Never throws. */
  extract(html: string, url: string | undefined): Promise<ExtractedArticle | AppError> {
    if (html.length > PAGE_CHARACTERS)
      return Promise.resolve(
        new AppError(
          'too_large',
          `a page may have at most ${PAGE_CHARACTERS} characters, this one has ${html.length}`,
        ),
      );
    if (this.#isClosed) return Promise.resolve(closed());
    return new Promise((done) => {
      this.#waiting.push({ request: { html, url }, done });
      this.#next();
    });
  }

  /** Ends the threads. Pages that still wait are answered with `unavailable`. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const job of this.#waiting.splice(0)) job.done(closed());
    const slots = [...this.#slots];
    for (const slot of slots) this.#end(slot, closed());
    await Promise.all(slots.map(({ worker }) => worker.terminate()));
  }

  #next(): void {
    if (this.#waiting.length === 0 || this.#isClosed) return;
    const free = [...this.#slots].find(({ job }) => job === undefined);
    const slot = free ?? (this.#slots.size < this.#threads ? this.#start() : undefined);
    const job = slot === undefined ? undefined : this.#waiting.shift();
    if (slot === undefined || job === undefined) return;
    slot.job = job;
    slot.worker.ref();
    if (slot.isReady) this.#send(slot, job);
  }

  #start(): Slot {
    const worker = startThread(new URL('./extract-worker', import.meta.url), {
      resourceLimits: {
        maxOldGenerationSizeMb: this.#memoryMb,
        maxYoungGenerationSizeMb: 32,
        stackSizeMb: 4,
      },
      stdout: false,
      stderr: false,
    });
    const slot: Slot = { worker, isReady: false, job: undefined, timer: undefined };
    this.#slots.add(slot);
    slot.timer = setTimeout(
      () => this.#end(slot, new AppError('unavailable', 'the reader of pages did not start')),
      START_MS,
    );
    worker.on('message', (answer: ExtractAnswer) => this.#answer(slot, answer));
    worker.on('error', (cause) => this.#end(slot, this.#broken(cause)));
    worker.on('exit', () => this.#end(slot, this.#broken(undefined)));
    return slot;
  }

  #send(slot: Slot, { request }: Job): void {
    slot.timer = setTimeout(
      () => this.#end(slot, new AppError('too_large', `the page took over ${this.#timeoutMs} ms to read`)),
      this.#timeoutMs,
    );
    slot.worker.postMessage(request);
  }

  #answer(slot: Slot, answer: ExtractAnswer): void {
    clearTimeout(slot.timer);
    if (answer.kind === 'ready') {
      slot.isReady = true;
      if (slot.job !== undefined) this.#send(slot, slot.job);
      return;
    }
    const { job } = slot;
    slot.job = undefined;
    // An idle thread keeps no process alive.
    slot.worker.unref();
    job?.done(answer.kind === 'article' ? answer.article : new AppError(answer.code, answer.message));
    this.#next();
  }

  /** Ends a thread; the next page gets another. */
  #end(slot: Slot, reason: AppError): void {
    if (!this.#slots.delete(slot)) return;
    clearTimeout(slot.timer);
    void slot.worker.terminate();
    slot.job?.done(reason);
    this.#next();
  }

  #broken(cause: unknown): AppError {
    const isMemory = (cause as NodeJS.ErrnoException | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY';
    return isMemory
      ? new AppError('too_large', `the page took over ${this.#memoryMb} MB to read`, undefined, { cause })
      : new AppError('unavailable', 'the reader of pages ended unexpectedly', undefined, { cause });
  }
}

const closed = () => new AppError('unavailable', 'the reader of pages is closed');
