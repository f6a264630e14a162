/** When does a server reindex? When it is asked to, and by itself once the collection has drifted and been quiet for a while. */
import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../article/errors.ts';
import type { Database } from '../database/connect.ts';
import type { Collection } from './collection.ts';
import { reindexIndex } from './index-work.ts';
import type { Log } from './log.ts';

/** While nothing changed for so long, a drifted collection is reindexed … */
const QUIET_MS = 1_500;
/** … and after this time even if changes keep coming. */
const PATIENCE_MS = 60_000;
/** After a failure, or when another process was at it, it looks again. */
const RETRY_MS = 10_000;

export class Reindexer {
  #running: Promise<unknown> | undefined;
  #collection: Collection | undefined;
  #changedAt = 0;
  #isWaiting = false;
  failures = 0;

  constructor(
    private readonly database: Database,
    private readonly log: Log,
    private readonly threads: number,
    private readonly stopping: AbortSignal,
    /** Called after a new generation was activated. */
    private readonly onActivated: () => void,
  ) {}

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Runs a reindex. Throws `busy` when one runs already, here or elsewhere. */
  async run(why: string): Promise<void> {
    if (this.#running) throw new AppError('busy', 'a reindex is already running');
    const running = reindexIndex(this.database, this.threads, this.stopping, (note) =>
      this.log.info({ why }, note),
    );
    this.#running = running;
    try {
      const { generation, articles, seconds } = await running;
      this.log.info({ generation, articles, seconds, why }, 'reindexed');
      this.onActivated();
    } catch (error) {
      if (error instanceof AppError && error.code === 'busy')
        this.log.info({ why }, 'another process is reindexing');
      else if (!this.stopping.aborted) {
        this.failures++;
        this.log.error({ err: error, why }, 'the reindex failed');
      }
      throw error;
    } finally {
      this.#running = undefined;
    }
  }

  /** Tells that the collection has changed; when it has drifted, a reindex follows by itself. */
  changed(collection: Collection): void {
    this.#collection = collection;
    this.#changedAt = performance.now();
    if (collection.hasDrifted && !this.#isWaiting) void this.#runWhenQuiet();
  }

  /** Resolves when nothing runs any more; a running reindex gives up at the stop signal. */
  async end(): Promise<void> {
    await this.#running?.catch(() => {});
  }

  async #runWhenQuiet(): Promise<void> {
    this.#isWaiting = true;
    const since = performance.now();
    while (!this.stopping.aborted) {
      const now = performance.now();
      const isDue = now - this.#changedAt >= QUIET_MS || now - since >= PATIENCE_MS;
      if (!isDue) {
        await this.#pause(QUIET_MS);
        continue;
      }
      if (!this.#collection?.hasDrifted) break;
      const isDone = await this.run('the collection has drifted').then(
        () => true,
        () => false,
      );
      if (isDone) break;
      await this.#pause(RETRY_MS);
    }
    this.#isWaiting = false;
  }

  async #pause(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal: this.stopping }).catch(() => {});
  }
}
