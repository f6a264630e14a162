/** How does a request get its answer? Within a time, again after a passing fault, and ended by its caller at any moment. */
import { ConnectionError, ProblemError, problemOf, TimeoutError } from './errors.ts';

export interface SendOptions {
  /** For the whole call, tries again included. Default 10,000. */
  readonly timeoutMs?: number;
  /** So often it is tried again. Default 2. */
  readonly retries?: number;
  /** Ends the call, which rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface Sender {
  readonly fetch: typeof fetch;
  /** 0–1, for the pauses. */
  readonly random: () => number;
  /** The pause before the first try again is up to this, before the next up to twice that, and so on. */
  readonly backoffMs: number;
}

export const TIMEOUT_MS = 10_000;
export const RETRIES = 2;
const LONGEST_PAUSE_MS = 5_000;
/** Faults that may pass. All calls that are tried again are idempotent. */
const PASSING: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/**
 * The answer of `use`, which reads a successful response to its end. Throws ProblemError, TimeoutError, ConnectionError or the
 * reason of the signal. A `Retry-After` is kept to; when it leads past the time of the call the problem is thrown at once.
 */
export async function send<T>(
  sender: Sender,
  request: { readonly url: string; readonly init: RequestInit },
  { timeoutMs = TIMEOUT_MS, retries = RETRIES, signal }: SendOptions,
  use: (response: Response) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const deadline = AbortSignal.timeout(timeoutMs);
  const endsAt = performance.now() + timeoutMs;
  const ended = signal ? AbortSignal.any([signal, deadline]) : deadline;
  for (let tried = 0; ; tried++) {
    let failure: Error;
    let pauseMs = sender.random() * Math.min(LONGEST_PAUSE_MS, sender.backoffMs * 2 ** tried);
    try {
      const response = await sender.fetch(request.url, { ...request.init, signal: ended });
      if (response.ok) return await use(response);
      failure = await problemOf(response);
      if (!PASSING.has(response.status)) throw failure;
      pauseMs += retryAfterMs(response.headers.get('retry-after'), Date.now());
    } catch (error) {
      signal?.throwIfAborted();
      if (deadline.aborted) throw new TimeoutError(timeoutMs);
      if (error instanceof ProblemError) throw error;
      failure = new ConnectionError(`${request.url} does not answer`, { cause: error });
    }
    if (tried >= retries || performance.now() + pauseMs >= endsAt) throw failure;
    await pause(pauseMs, ended);
    signal?.throwIfAborted();
  }
}

/** Seconds or a date (RFC 9110); 0 when it is neither. */
export function retryAfterMs(value: string | null, now: number): number {
  if (value === null) return 0;
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

/** Resolves early when the signal is aborted. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
