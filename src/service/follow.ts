/**
 * How does a replica keep up? It asks for everything after its revision, again and again; a notification only makes it ask
 * sooner. A new generation is loaded aside and put in place by one assignment.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { CHANGE_CHANNEL } from '../database/articles.ts';
import type { Database } from '../database/connect.ts';
import { readActive, readActiveNumber } from '../database/generations.ts';
import { Collection } from './collection.ts';
import { catchUp, loadFrozen } from './load.ts';
import { sameSettings } from './settings.ts';

/** Between two questions, when no notification comes. */
const POLL_MS = 400;
const RETRY_MS = 1_000;

export interface FollowEvents {
  /** The collection now in use: a new one, or the present one with changes applied. */
  readonly onCaughtUp: (collection: Collection) => void;
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
  { onCaughtUp, onError }: FollowEvents,
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

  const run = async () => {
    void listen(database, ask, onError);
    while (!stopping.signal.aborted) {
      isAsked = false;
      let waitMs = POLL_MS;
      try {
        const next = await advance(database, current);
        if (next) {
          current = next;
          onCaughtUp(current);
        }
      } catch (error) {
        if (stopping.signal.aborted) break;
        onError(error);
        waitMs = RETRY_MS;
      }
      await nap(waitMs);
    }
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

/**
 * The collection with the latest changes, of the active generation; undefined when nothing changed. A generation that another
 * version of the program made is passed over: it cannot be read here.
 */
async function advance(database: Database, current: Collection): Promise<Collection | undefined> {
  const active = await readActiveNumber(database.orm);
  if (active !== undefined && active !== current.generation) {
    const generation = await readActive(database.orm);
    if (generation !== undefined && sameSettings(generation.settings)) {
      const next = new Collection(await loadFrozen(database.orm, generation));
      await catchUp(database.orm, next);
      return next;
    }
  }
  return (await catchUp(database.orm, current)) > 0 ? current : undefined;
}

/** Asks at every notification and after every reconnect, until the database is closed. The embedded one sends none. */
async function listen(database: Database, ask: () => void, onError: (error: unknown) => void): Promise<void> {
  if (database.kind === 'embedded') return;
  await database.sql.listen(CHANGE_CHANNEL, ask, ask).catch(onError);
}
