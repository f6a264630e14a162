/** Is a request begun, now or in a moment? Decided before any work is done on it, so that ten times too many cost little. */
import type { Context, MiddlewareHandler } from 'hono';
import { TIME_IS_OVER } from '../body.ts';
import { headerOf } from '../node-request.ts';
import { problem } from '../problems.ts';
import { CLASS_LIMITS, type ClassLimits, classOf, type WorkClass } from './classes.ts';
import { Gate, type Refusal } from './gate.ts';
import { NO_PRESSURE, type Pressure } from './pressure.ts';

export type GatedClass = Exclude<WorkClass, 'health'>;
export type ShedReason = Refusal | 'event loop late' | 'deadline';
export const GATED_CLASSES = Object.keys(CLASS_LIMITS) as readonly GatedClass[];

export interface AdmissionOptions {
  readonly pressure?: Pressure;
  /** Default `CLASS_LIMITS`. */
  readonly limits?: Readonly<Record<GatedClass, ClassLimits>>;
  readonly onShed?: (work: GatedClass, reason: ShedReason) => void;
}

/** What a body of unknown length counts as. */
const UNKNOWN_BYTES = 5_000_000;
/** Milliseconds; a sender can ask for less time than its class gets. */
const DEADLINE_HEADER = 'x-request-deadline';

export class Admission {
  readonly #gates: Readonly<Record<GatedClass, Gate>>;
  readonly #limits: Readonly<Record<GatedClass, ClassLimits>>;
  readonly #pressure: Pressure;

  constructor(private readonly options: AdmissionOptions = {}) {
    this.#limits = options.limits ?? CLASS_LIMITS;
    this.#pressure = options.pressure ?? NO_PRESSURE;
    this.#gates = {
      hot: new Gate(this.#limits.hot),
      text: new Gate(this.#limits.text),
      write: new Gate(this.#limits.write),
      admin: new Gate(this.#limits.admin),
    };
  }

  state(work: GatedClass): { readonly inFlight: number; readonly queued: number } {
    const { inFlight, queued } = this.#gates[work];
    return { inFlight, queued };
  }

  /** Why a request would be turned away now; undefined: it may begin, or wait. */
  refusal(work: GatedClass): ShedReason | undefined {
    if (this.#pressure.delayMs() >= this.#limits[work].shedFromDelayMs) return 'event loop late';
    return this.#gates[work].isFull ? 'queue full' : undefined;
  }

  /** Somebody else did what `refusal` said. */
  turnedAway(work: GatedClass, reason: ShedReason): void {
    this.options.onShed?.(work, reason);
  }

  readonly middleware: MiddlewareHandler = async (c, next) => {
    const work = classOf(c.req.method, c.req.path);
    if (work === 'health') return next();
    const limits = this.#limits[work];
    const refused = this.refusal(work);
    if (refused !== undefined) return this.#shed(c, work, refused);
    const bytes = bytesOf(c);
    const gate = this.#gates[work];
    const entered = gate.enter(bytes);
    const refusal = entered instanceof Promise ? await entered : entered;
    if (refusal !== undefined) return this.#shed(c, work, refusal);
    const deadlineMs = deadlineOf(c, limits);
    const over = deadlineMs === undefined || bytes === 0 ? undefined : new AbortController();
    if (over) c.set(TIME_IS_OVER, over.signal);
    const handled = next().finally(() => gate.leave(bytes));
    if (deadlineMs === undefined || (await inTime(handled, deadlineMs))) return handled;
    handled.catch(() => {});
    over?.abort();
    return this.#shed(c, work, 'deadline');
  };

  #shed(c: Context, work: GatedClass, reason: ShedReason): Response {
    this.options.onShed?.(work, reason);
    // A producer is asked to slow down; a reader did nothing wrong.
    const code = work === 'write' ? 'too_busy' : 'overloaded';
    return problem(c, code, refusalOf(work, reason));
  }
}

export const refusalOf = (work: GatedClass, reason: ShedReason): string =>
  `too much ${NAMES[work]} at the moment (${reason}); try again`;

const NAMES: Readonly<Record<GatedClass, string>> = {
  hot: 'reading',
  text: 'analysing of texts',
  write: 'writing',
  admin: 'administration',
};

/** 0 without a body. */
function bytesOf(c: Context): number {
  const { method } = c.req;
  if (method === 'GET' || method === 'HEAD') return 0;
  const given = headerOf(c, 'content-length');
  return given === undefined ? UNKNOWN_BYTES : Math.min(Number(given), UNKNOWN_BYTES) || 0;
}

/** A page or a file has none: the first who asks for one in development waits until it is made. */
function deadlineOf(c: Context, { deadlineMs }: ClassLimits): number | undefined {
  if (deadlineMs === undefined || !c.req.path.startsWith('/v1/')) return undefined;
  const asked = Number(headerOf(c, DEADLINE_HEADER));
  return asked >= 1 && asked < deadlineMs ? asked : deadlineMs;
}

/** Resolves with false when the time is over before the work is. Rejects as the work does. */
function inTime(work: Promise<void>, mostMs: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(false), mostMs);
    work.then(
      () => {
        clearTimeout(timer);
        resolve(true);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error as Error);
      },
    );
  });
}
