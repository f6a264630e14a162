/** Who changed what? Entries are written behind the change and never fail it: while the database is away they wait, up to a number. */
import { setTimeout as pause } from 'node:timers/promises';
import {
  type AuditEntry,
  insertAudit,
  pruneAudit,
  readAudit,
  type StoredAuditEntry,
} from '../database/audit.ts';
import type { Database } from '../database/connect.ts';
import type { Log } from './log.ts';

export const AUDIT_LIMITS = { days: 90, entries: 100_000, waiting: 1_000 } as const;

const FLUSH_MS = 200;
const RETRY_MS = 2_000;
const PRUNE_EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;

export class AuditLog {
  #waiting: AuditEntry[] = [];
  #lost = 0;
  #running: Promise<void> | undefined;
  #pruneAtMs = Number.NEGATIVE_INFINITY;
  readonly #stopping = new AbortController();

  constructor(
    private readonly open: () => Database,
    private readonly log: Log,
  ) {}

  /** Returns at once. The oldest entries that wait are given up when there are too many. */
  record(entry: AuditEntry): void {
    this.#waiting.push(entry);
    if (this.#waiting.length > AUDIT_LIMITS.waiting) {
      this.#waiting.shift();
      this.#lost++;
    }
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  async read(before: number | undefined, limit: number): Promise<StoredAuditEntry[]> {
    return readAudit(this.open().orm, before, limit);
  }

  /** Tries once more to write what waits. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    let waitMs = FLUSH_MS;
    while (this.#waiting.length > 0) {
      await pause(waitMs, undefined, { signal }).catch(() => {});
      try {
        await this.#flush();
        waitMs = FLUSH_MS;
      } catch (error) {
        if (waitMs !== RETRY_MS)
          this.log.warn({ err: error, waiting: this.#waiting.length }, 'the audit log waits');
        if (signal.aborted) return;
        waitMs = RETRY_MS;
      }
    }
  }

  async #flush(): Promise<void> {
    const { orm } = this.open();
    const entries = this.#waiting;
    this.#waiting = [];
    try {
      await insertAudit(orm, entries);
    } catch (error) {
      this.#waiting = [...entries, ...this.#waiting].slice(-AUDIT_LIMITS.waiting);
      throw error;
    }
    if (this.#lost > 0)
      this.log.error({ lost: this.#lost }, 'audit entries were lost while the database was away');
    this.#lost = 0;
    if (performance.now() < this.#pruneAtMs) return;
    this.#pruneAtMs = performance.now() + PRUNE_EVERY_MS;
    await pruneAudit(orm, new Date(Date.now() - AUDIT_LIMITS.days * DAY_MS), AUDIT_LIMITS.entries);
  }
}
