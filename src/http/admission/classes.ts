/** To which class of work does a request belong, and how much of each is taken on at the same time? */

/**
 * hot: answered from memory. text: has a text analysed. write: stores something. admin: the rest of the API, which asks the
 * database. health: must be answered whatever else goes on, and is.
 */
export type WorkClass = 'hot' | 'text' | 'write' | 'admin' | 'health';

export interface ClassLimits {
  /** Requests under way. */
  readonly inFlight: number;
  /** Bytes of the bodies of requests under way. */
  readonly bytes: number;
  /** Requests that wait for their turn. */
  readonly queued: number;
  /** While the event loop is this late, nothing of the class is begun: the most expensive goes first. */
  readonly shedFromDelayMs: number;
  /** A request gets so long from its first to its last step; undefined: as long as its body keeps coming. */
  readonly deadlineMs?: number;
}

/** What waits longer for its turn is turned away: its sender has better things to do. */
export const MOST_WAIT_MS = 250;

export const CLASS_LIMITS = {
  hot: { inFlight: 512, bytes: 1_000_000, queued: 100, shedFromDelayMs: 2_000, deadlineMs: 2_000 },
  text: { inFlight: 32, bytes: 8_000_000, queued: 32, shedFromDelayMs: 200, deadlineMs: 2_000 },
  write: { inFlight: 64, bytes: 64_000_000, queued: 100, shedFromDelayMs: 1_000 },
  admin: {
    inFlight: 16,
    bytes: 16_000_000,
    queued: 50,
    shedFromDelayMs: Number.POSITIVE_INFINITY,
    deadlineMs: 10_000,
  },
} as const satisfies Record<Exclude<WorkClass, 'health'>, ClassLimits>;

const HEALTH = new Set(['/livez', '/readyz', '/healthz', '/metrics']);
/** What a draft's body may have. */
export const DRAFT_BYTES = 1_000_000;
/** The paths of lookups, and of drafts. */
export const LOOKUP = /^\/v1\/(?:related|articles\/[^/]+\/related)$/;
/** The paths of boxes as HTML. */
const FRAGMENT = /^\/v1\/(?:articles\/[^/]+\/)?box\.html$/;

export function classOf(method: string, path: string): WorkClass {
  if (HEALTH.has(path)) return 'health';
  if (!path.startsWith('/v1/')) return 'hot';
  const isReading = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
  if (LOOKUP.test(path)) return isReading ? 'hot' : 'text';
  if (isReading && FRAGMENT.test(path)) return 'hot';
  if (!isReading && path.startsWith('/v1/articles')) return 'write';
  return 'admin';
}
