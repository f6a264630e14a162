/** Which snapshot stands for a service's collection? One file in its folder, of its own database and settings, written one at a time. */
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readHeadRevision } from '../database/articles.ts';
import type { Orm } from '../database/connect.ts';
import { readActive } from '../database/generations.ts';
import type { Frozen } from './frozen.ts';
import type { Log } from './log.ts';
import { INDEX_SETTINGS } from './settings.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';

type Found = Frozen | { readonly reason: string };

export class KeptSnapshot {
  readonly #path: string;
  /** A snapshot of other settings, of another layout or of another database is of no use. */
  readonly #fit: string;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly dataDir: string,
    databaseUrl: string | undefined,
    private readonly log: Log,
  ) {
    this.#path = join(dataDir, 'index.snapshot');
    const database = databaseUrl === undefined ? '' : placeOf(databaseUrl);
    this.#fit = JSON.stringify({ ...INDEX_SETTINGS, cards: 2, database });
  }

  /** The state, or why there is none. */
  read(): Promise<Found> {
    return readSnapshot(this.#path, this.#fit);
  }

  /** Writes a state; the newest wins. A failure costs only time at the next start. */
  keep(frozen: Frozen): void {
    this.#writing = this.#writing
      .then(() => mkdir(this.dataDir, { recursive: true, mode: 0o700 }))
      .then(() => writeSnapshot(this.#path, frozen, this.#fit))
      .catch((error: unknown) => this.log.warn({ err: error }, 'the snapshot was not written'));
  }

  /** Resolves when what was to be kept is. */
  async written(): Promise<void> {
    await this.#writing;
  }
}

/** Is a state of the active generation, and not ahead of the database? */
export async function isOfNow(orm: Orm, { generation, holder, revision }: Frozen): Promise<boolean> {
  const active = await readActive(orm);
  return (
    generation === active?.number && holder === active.holder && revision <= (await readHeadRevision(orm))
  );
}

/** Where a database is, without who asks it. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return createHash('sha256').update(`${host}${pathname}`).digest('hex').slice(0, 16);
}
