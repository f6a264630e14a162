/**
 * How does a replica keep up? It asks for everything after its revision, again and again; a notification only makes it ask
 * sooner. A new generation is loaded aside and put in place by one assignment.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { CHANGE_CHANNEL } from '../database/articles.ts';
import type { Database } from '../database/connect.ts';
import { Advance, type AdvanceEvents } from './advance.ts';
import type { Collection } from './collection.ts';
import { sourceOf } from './source.ts';

/** Between two questions, when no notification comes. */
const POLL_MS = 400;
const RETRY_MS = 1_000;

export interface FollowEvents extends AdvanceEvents {
  /** The collection now in use: a new one, or the present one with changes applied. */
  readonly onCaughtUp: (collection: Collection) => void;
  /** Does the collection hold every change that was asked for? Default: all that the database told of is all there is. */
  readonly isCurrent?: (collection: Collection) => Promise<boolean>;
  /** Every change of the database is in the collection. */
  readonly onCurrent?: () => void;
}

export interface Follower {
  /** Asks for changes at once. */
  wake(): void;
  stop(): Promise<void>;
}

/** Follows from `initial` on until it is stopped. */
export function follow(database: Database, initial: Collection, events: FollowEvents): Follower {
  const { onCaughtUp, isCurrent, onCurrent, onError } = events;
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

  const advance = new Advance(sourceOf(database), events, () => performance.now());
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
        if ((await isCurrent?.(current)) ?? true) onCurrent?.();
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
