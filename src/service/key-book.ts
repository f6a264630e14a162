/**
 * Which keys are valid at this moment, without asking the database? All keys are held in memory and read anew every second: a
 * revocation reaches every replica within that, and keys go on being known while the database is away. The whole table is
 * read, since it is small: a counter could be passed by a transaction that commits late.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Keyring, type StoredKey } from '../access/keyring.ts';
import type { Database } from '../database/connect.ts';
import { markUsed, readKeys } from '../database/keys.ts';
import { type CreatedKey, createKey, type KeyWish, revokeKey } from './keys.ts';
import type { Log } from './log.ts';

const REFRESH_MS = 1_000;

export class KeyBook {
  #ring: Keyring | undefined;
  /** Id → the day on which it was last seen, not stored yet. */
  #used = new Map<string, string>();
  readonly #stored = new Map<string, string>();
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #isFailing = false;

  constructor(
    private readonly open: () => Database,
    private readonly log: Log,
  ) {}

  /** Undefined until they were read once. */
  get ring(): Keyring | undefined {
    return this.#ring;
  }

  /** Reads the keys and keeps reading them. The table must be there. */
  async start(): Promise<void> {
    await this.#refresh();
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Remembers that a key was used on that day; stored once a day, with the next reading. */
  used(id: string, now: Date): void {
    const day = now.toISOString().slice(0, 10);
    if (this.#stored.get(id) !== day) this.#used.set(id, day);
  }

  async list(): Promise<readonly StoredKey[]> {
    return readKeys(this.open().orm);
  }

  async create(wish: KeyWish, now: Date): Promise<CreatedKey> {
    const created = await createKey(this.open().orm, wish, now);
    await this.#refresh();
    return created;
  }

  async revoke(id: string, now: Date): Promise<void> {
    await revokeKey(this.open().orm, id, now);
    await this.#refresh();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await pause(REFRESH_MS, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      try {
        await this.#refresh();
        await this.#storeUsed();
        this.#isFailing = false;
      } catch (error) {
        if (!this.#isFailing)
          this.log.warn({ err: error }, 'keys could not be read; those read before stay valid');
        this.#isFailing = true;
      }
    }
  }

  async #refresh(): Promise<void> {
    this.#ring = new Keyring(await readKeys(this.open().orm));
  }

  async #storeUsed(): Promise<void> {
    const used = this.#used;
    this.#used = new Map();
    for (const day of new Set(used.values())) {
      const ids = [...used].filter(([, on]) => on === day).map(([id]) => id);
      await markUsed(this.open().orm, ids, day);
      for (const id of ids) this.#stored.set(id, day);
    }
  }
}
