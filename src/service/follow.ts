/**
 * How does a replica keep up? It asks for everything after its revision, again and again; a notification only makes it ask
 * sooner. A new generation is loaded aside and put in place by one assignment.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { CHANGE_CHANNEL } from '../database/articles.ts';
import type { Database } from '../database/connect.ts';
import { readActive } from '../database/generations.ts';
import { Collection } from './collection.ts';
import type { Frozen } from './frozen.ts';
import { freeze, loadIndex, needsCompaction } from './index-work.ts';
import { catchUp } from './load.ts';
import { sameSettings } from './settings.ts';

/** Between two questions, when no notification comes. */
const POLL_MS = 400;
const RETRY_MS = 1_000;

export interface FollowEvents {
  /** The collection now in use: a new one, or the present one with changes applied. */
  readonly onCaughtUp: (collection: Collection) => void;
  /** Every change of the database is in the collection. */
  readonly onCurrent?: () => void;
  /** A state of which a snapshot is worth while. */
  readonly onFrozen: (frozen: Frozen) => void;
  readonly onError: (error: unknown) => void;
}

export interface Follower {
  /** Asks for changes at once. */
  wake(): void;
  stop(): Promise<void>;
}

/** Follows from `initial` on until it is stopped. */
export function follow(
  database: Database,
  initial: Collection,
  { onCaughtUp, onCurrent, onError, onFrozen }: FollowEvents,
): Follower {
  const stopping = new AbortController();
  let current = initial;
  let wake = () => {};
  let isAsked = false;
  const ask = () => {
    isAsked = true;
    wake();
  };

  const nap = async (milliseconds: number) => {
    if (isAsked) return;
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const over = new AbortController();
    const signal = AbortSignal.any([stopping.signal, over.signal]);
    await Promise.race([woken, pause(milliseconds, undefined, { signal }).catch(() => {})]);
    over.abort();
  };

  const advance = new Advance(database, { onCaughtUp, onError, onFrozen });
  const run = async () => {
    const stopListening = database.listen(CHANGE_CHANNEL, ask);
    while (!stopping.signal.aborted) {
      isAsked = false;
      let waitMs = POLL_MS;
      try {
        const next = await advance.from(current);
        if (next) {
          current = next;
          onCaughtUp(current);
        }
        onCurrent?.();
      } catch (error) {
        if (stopping.signal.aborted) break;
        onError(error);
        waitMs = RETRY_MS;
      }
      await nap(waitMs);
    }
    stopListening();
  };
  const running = run();

  return {
    wake: ask,
    async stop() {
      stopping.abort();
      wake();
      await running;
    },
  };
}

/** Brings the collection to the present: another one when there is a new generation or it was frozen anew. */
class Advance {
  #freezing: Promise<void> | undefined;
  #frozen: Frozen | undefined;

  constructor(
    private readonly database: Database,
    private readonly events: FollowEvents,
  ) {}

  /** The collection with the latest changes, of the active generation; undefined when nothing changed. */
  async from(current: Collection): Promise<Collection | undefined> {
    const { orm } = this.database;
    const active = await readActive(orm);
    // A generation that another version of the program made is passed over: it cannot be read here.
    const isNew =
      active !== undefined &&
      (active.number !== current.generation || active.holder !== current.frozen.holder) &&
      sameSettings(active.settings);
    const frozen = isNew ? await loadIndex(this.database) : this.#takeFrozen(current);
    if (frozen !== undefined) {
      const next = new Collection(frozen);
      this.events.onFrozen(frozen);
      await catchUp(orm, next);
      return next;
    }
    const changes = await catchUp(orm, current);
    if (this.#freezing === undefined && needsCompaction(current)) this.#freeze(current);
    return changes > 0 ? current : undefined;
  }

  #freeze(current: Collection): void {
    this.#freezing = freeze(current)
      .then((frozen) => {
        this.#frozen = frozen;
      })
      .catch(this.events.onError)
      .finally(() => {
        this.#freezing = undefined;
      });
  }

  /** What was frozen meanwhile, unless it is of another generation than the present one. */
  #takeFrozen(current: Collection): Frozen | undefined {
    const frozen = this.#frozen;
    this.#frozen = undefined;
    return frozen?.generation === current.generation ? frozen : undefined;
  }
}
