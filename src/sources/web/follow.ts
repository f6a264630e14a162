/** How does a collection keep in step with a source? Pass after pass, for as long as the process lives and after every restart. */
import { AppError } from '../../article/errors.ts';
import { type Clock, systemClock } from '../../fetching/clock.ts';
import type { Ledger } from './ledger.ts';
import type { WebSource } from './source.ts';
import { type Sink, take } from './take.ts';

/** A plain object, for `/readyz`, metrics and pages. Counts are since the start of the process. */
export interface FollowState {
  /** As it was given. */
  readonly source: string;
  /** Undefined until it was reached once. */
  readonly kind: WebSource['kind'] | undefined;
  /** `waiting`: for the next pass; `failing`: the last one failed, and another try will come. */
  readonly phase: 'starting' | 'reading' | 'waiting' | 'failing' | 'stopped';
  readonly passes: number;
  /** Articles that came of it and are known. */
  readonly known: number;
  readonly created: number;
  readonly updated: number;
  readonly removed: number;
  readonly refused: number;
  /** ISO 8601. */
  readonly lastPassAt: string | undefined;
  readonly nextPassAt: string | undefined;
  readonly lastError: string | undefined;
}

export interface FollowOptions {
  readonly source: string;
  /** Opens it; asked again after a failure. */
  readonly open: (signal: AbortSignal, ledger: Ledger) => Promise<WebSource>;
  readonly openLedger: () => Promise<Ledger>;
  readonly sink: Sink;
  /** From the end of one pass to the beginning of the next. Default: 5 minutes. */
  readonly everyMs?: number | undefined;
  readonly clock?: Clock | undefined;
  readonly onChange?: ((state: FollowState) => void) | undefined;
  /** After each pass, with what is known of the source then. */
  readonly afterPass?: ((ledger: Ledger) => Promise<void>) | undefined;
}

export interface Following {
  state(): FollowState;
  /** Begins the next pass at once; while one is under way, when that one ends. */
  wake(): void;
  /** Resolves when what was read is stored. */
  stop(): Promise<void>;
  /** Rejects where going on makes no sense: an address that is refused, a format that is none. */
  readonly ended: Promise<void>;
}

const EVERY_MS = 300_000;
/** After a failure: doubled each time, up to an hour or the interval, whichever is longer. */
const RETRY_MS = 30_000;
const RETRY_TO_MS = 3_600_000;
/** Errors of which the next pass knows no better, when they come before the first pass has succeeded. */
const HOPELESS: ReadonlySet<string> = new Set([
  'invalid',
  'forbidden',
  'not_found',
  'unsupported_media',
  'config',
]);

export function startFollowing(options: FollowOptions): Following {
  const { source, sink, everyMs = EVERY_MS, clock = systemClock, onChange, afterPass } = options;
  const stopping = new AbortController();
  let state: FollowState = {
    source,
    kind: undefined,
    phase: 'starting',
    passes: 0,
    known: 0,
    created: 0,
    updated: 0,
    removed: 0,
    refused: 0,
    lastPassAt: undefined,
    nextPassAt: undefined,
    lastError: undefined,
  };
  const change = (next: Partial<FollowState>) => {
    state = { ...state, ...next };
    onChange?.(state);
  };
  const { signal } = stopping;
  let woken = new AbortController();

  const onePass = async (opened: WebSource, ledger: Ledger) => {
    await take(opened.pass(ledger), ledger, sink, {
      removes: true,
      now: () => clock.now(),
      signal,
      onStored: (results) => {
        const count = (status: string) => results.filter((result) => result.status === status).length;
        change({
          created: state.created + count('created'),
          updated: state.updated + count('updated'),
          refused: state.refused + count('refused'),
        });
      },
      onRemoved: () => change({ removed: state.removed + 1 }),
    });
  };

  const run = async () => {
    const ledger = await options.openLedger();
    let opened: WebSource | undefined;
    let failures = 0;
    try {
      while (!signal.aborted) {
        let waitMs = everyMs;
        let outcome: Partial<FollowState>;
        try {
          opened ??= await options.open(signal, ledger);
          change({ kind: opened.kind, phase: 'reading', nextPassAt: undefined });
          await onePass(opened, ledger);
          failures = 0;
          outcome = {
            phase: 'waiting',
            passes: state.passes + 1,
            lastPassAt: iso(clock.now()),
            lastError: undefined,
          };
        } catch (error) {
          if (signal.aborted) break;
          const isHopeless = error instanceof AppError && HOPELESS.has(error.code);
          const lastError = error instanceof Error ? error.message : String(error);
          if (state.passes === 0 && isHopeless) {
            change({ lastError });
            throw error;
          }
          waitMs = Math.min(RETRY_MS * 2 ** failures++, Math.max(RETRY_TO_MS, everyMs));
          outcome = { phase: 'failing', lastError };
        }
        change({ ...outcome, known: articlesIn(ledger), nextPassAt: iso(clock.now() + waitMs) });
        if (failures === 0) await afterPass?.(ledger);
        await clock.sleep(waitMs, AbortSignal.any([signal, woken.signal])).catch(() => {});
        woken = new AbortController();
      }
    } finally {
      await ledger.close();
      change({ phase: 'stopped', nextPassAt: undefined });
    }
  };
  const ended = run();
  ended.catch(() => {});

  return {
    state: () => state,
    wake: () => woken.abort(),
    ended,
    async stop() {
      stopping.abort(new AppError('unavailable', 'following was stopped'));
      await ended.catch(() => {});
    },
  };
}

const iso = (moment: number) => new Date(moment).toISOString();

function articlesIn(ledger: Ledger): number {
  let count = 0;
  for (const [, { id }] of ledger.entries()) if (id !== undefined) count++;
  return count;
}
