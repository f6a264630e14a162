/** How is a command stopped with Ctrl-C? What was read is stored first; a second one ends it at once. */
import { say } from './command.ts';

/** 128 + the number of SIGINT, as shells have it. */
export const INTERRUPTED = 130;

export interface Stop {
  readonly signal: AbortSignal;
  /** Signals end the process as usual again. */
  release(): void;
}

export function stopOnInterrupt(message: string): Stop {
  const stopping = new AbortController();
  const onSignal = () => {
    if (stopping.signal.aborted) process.exit(INTERRUPTED);
    say(message);
    stopping.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: stopping.signal,
    release() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}

/** The values until the signal comes, also when the next one is long in coming, as from a terminal. */
export async function* untilStopped<Value>(
  values: AsyncGenerator<Value>,
  signal: AbortSignal,
): AsyncGenerator<Value> {
  // Not Promise.race: what lost against a promise that stays open is kept until that one ends.
  let stop = () => {};
  const onAbort = () => stop();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    while (!signal.aborted) {
      const next = await new Promise<IteratorResult<Value> | undefined>((resolve, reject) => {
        stop = () => resolve(undefined);
        values.next().then(resolve, reject);
      });
      if (next === undefined || next.done) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    const ended = values.return(undefined);
    // A generator that waits for its source cannot end before that does.
    if (signal.aborted) ended.catch(() => {});
    else await ended;
  }
}
