/** May a reindex go on where one before it was stopped? What is kept in the data folder is tried, made and thrown away here. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../article/errors.ts';
import { countChangesAfter, readHeadRevision } from '../database/articles.ts';
import type { Database, Orm } from '../database/connect.ts';
import { actionable } from '../database/failures.ts';
import { isGivenUp } from '../database/generations.ts';
import { hasRoom, spaceOf } from '../database/space.ts';
import type { Turn } from './array-file.ts';
import type { Weighed } from './build-index.ts';
import {
  bytesOfCheckpoint,
  type Checkpoint,
  type FileJournal,
  type Origin,
  readCheckpoint,
  writeCheckpoint,
} from './checkpoint.ts';

/** At some 2,000 articles a second, smaller ones are through from the start in less than ten seconds. */
const LEAST_ARTICLES = 20_000;
/** Between two blocks of neighbours, which cost next to nothing: a kill loses so much work, and a bit. */
const EVERY_MS = 5_000;
/** When a larger share changed since, the weights are too old: a served collection is reindexed then. */
const MOST_CHANGED = 0.1;

/** For tests: smaller collections, and more blocks. */
export interface KeepOptions {
  readonly leastArticles?: number;
  readonly everyMs?: number;
}

/** A sentence for the log or the terminal. */
export type OnNote = (text: string) => void;

/** The checkpoint of one data folder. Only whoever holds the claim to build uses it. */
export class Checkpoints {
  readonly #path: string | undefined;
  readonly #leastArticles: number;
  readonly #keeping: { readonly everyMs: number; readonly onFailure: (error: Error) => void };

  constructor(
    private readonly database: Database,
    private readonly onNote: OnNote,
    { leastArticles = LEAST_ARTICLES, everyMs = EVERY_MS }: KeepOptions = {},
  ) {
    const { dataDir } = database.options;
    this.#path = dataDir === '' ? undefined : join(dataDir, 'reindex.checkpoint');
    this.#leastArticles = leastArticles;
    this.#keeping = { everyMs, onFailure: ({ message }) => this.#notKept(message) };
  }

  /** What a build that was stopped has left, if it may be gone on with; what may not is deleted. */
  async take(): Promise<Checkpoint | undefined> {
    if (this.#path === undefined) return undefined;
    const found = await readCheckpoint(this.#path, this.#keeping);
    if (found === undefined) return undefined;
    let reason: string | undefined;
    if ('reason' in found) reason = found.reason;
    else {
      try {
        reason = await unfit(this.database.orm, found);
      } catch (error) {
        await found.journal.close();
        throw error;
      }
      if (reason === undefined) {
        const { origin, weighed } = found;
        const { docs } = weighed.segment;
        this.onNote(
          `going on where generation ${origin.generation} was stopped: ${docs} articles are weighed`,
        );
        return found;
      }
      await found.journal.close();
    }
    this.onNote(`starting anew, what is kept of a reindex that was stopped is of no use: ${reason}`);
    await this.discard();
    return undefined;
  }

  /** Makes one, where that pays. A failure costs only time after a kill; what `turn` throws is thrown. */
  async make(origin: Origin, weighed: Weighed, turn: Turn): Promise<FileJournal | undefined> {
    const path = this.#path;
    if (path === undefined || weighed.segment.docs < this.#leastArticles) return undefined;
    let stopped: { readonly error: unknown } | undefined;
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      // Another one's that was killed while it wrote.
      await this.discard();
      const { freeBytes, totalBytes } = await spaceOf(dirname(path));
      if (!hasRoom({ freeBytes: freeBytes - bytesOfCheckpoint(weighed), totalBytes })) {
        this.#notKept('the disk has too little room');
        return undefined;
      }
      return await writeCheckpoint(path, origin, weighed, this.#keeping, async () => {
        await turn().catch((error: unknown) => {
          stopped = { error };
          throw error;
        });
      });
    } catch (error) {
      if (stopped !== undefined) throw stopped.error;
      this.#notKept(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  #notKept(reason: string): void {
    this.onNote(`no more is kept of this reindex for the case that it is stopped: ${reason}`);
  }

  /** Deletes the checkpoint, and what was to become one. */
  async discard(): Promise<void> {
    if (this.#path === undefined) return;
    const folder = dirname(this.#path);
    const names = await readdir(folder).catch(() => []);
    for (const name of names)
      if (name.startsWith(basename(this.#path)))
        await rm(join(folder, name), { force: true }).catch(() => {});
  }
}

/** Why a checkpoint must not be gone on with. */
async function unfit(orm: Orm, { origin, weighed }: Checkpoint): Promise<string | undefined> {
  const { generation, holder, revisions } = origin;
  if (!(await isGivenUp(orm, generation, holder)))
    return 'it is of another database, or older than the active generation';
  if (revisions.to > (await readHeadRevision(orm))) return 'the database is older';
  const changed = await countChangesAfter(orm, revisions.from);
  const { docs } = weighed.segment;
  return changed > MOST_CHANGED * docs ? `${changed} of ${docs} articles changed since` : undefined;
}

/** Does an error leave the work done so far good? A stop, a claim that another took over, a database that is away for a while. */
export function leavesCheckpoint(error: unknown, signal: AbortSignal | undefined): boolean {
  if (signal?.aborted) return true;
  const known = actionable(error);
  return known instanceof AppError && (known.code === 'unavailable' || known.code === 'busy');
}
