/**
 * How is a lookup or a draft turned away as cheaply as can be? Before its body is read and before anything of the application is
 * made for it: at ten times too many, nine of ten requests come here. They are counted one by one, and logged together.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Log } from '../../service/log.ts';
import { pathOf } from '../node-request.ts';
import type { Metrics } from '../observing/metrics.ts';
import { REQUEST_ID } from '../observing/observe.ts';
import { PROBLEM_HEADERS, problemText, retryAfter } from '../problems.ts';
import { type Admission, type GatedClass, refusalOf, type ShedReason } from './admission.ts';
import { classOf, DRAFT_BYTES, LOOKUP } from './classes.ts';
import { heedBody, passOver } from './unread-body.ts';

export interface TurnAwayOptions {
  readonly admission: Admission;
  readonly log: Log;
  readonly metrics?: Metrics;
  /** Once aborted, all answers are made by the application. */
  readonly draining: AbortSignal;
}

const LOG_EVERY_MS = 1_000;
const CODE = 'overloaded';
const STATUS = 503;

/** What `listener` would turn away at once never reaches it. */
export function turningAway(listener: RequestListener, options: TurnAwayOptions): RequestListener {
  const { admission, metrics, draining } = options;
  const kinds = kindsOf(options.log);
  // One random part for all: an id tells a request from others, nothing else.
  const prefix = randomUUID().slice(0, 13);
  let number = 0;

  const turnAway = (
    request: IncomingMessage,
    response: ServerResponse,
    work: GatedClass,
    reason: ShedReason,
  ) => {
    passOver(request);
    const kind = kinds(work, reason, routeOf(pathOf(request)));
    const given = request.headers['x-request-id'];
    const requestId = typeof given === 'string' && REQUEST_ID.test(given) ? given : `${prefix}-${number++}`;
    response.writeHead(STATUS, [
      ...['X-Request-Id', requestId, 'Retry-After', retryAfter()],
      ...kind.headers,
    ]);
    // Head and text in one piece: `end` alone sends an empty one behind them, which costs a tenth of all this.
    response.socket?.cork();
    response.write(kind.text);
    response.socket?.uncork();
    response.end();
    kind.requests++;
    admission.turnedAway(work, reason);
    metrics?.turnedAway(request.method ?? 'GET', kind.route, STATUS, CODE);
  };

  return (request, response) => {
    heedBody(request);
    const path = pathOf(request);
    if (!draining.aborted && LOOKUP.test(path) && isOrdinary(request)) {
      const work = classOf(request.method ?? 'GET', path) as 'hot' | 'text';
      const reason = admission.refusal(work);
      if (reason !== undefined) return turnAway(request, response, work, reason);
    }
    return listener(request, response);
  };
}

/** Node reads the rest of a body, so that the connection can be kept. One that may be endless is the application's affair. */
function isOrdinary({ method = '', headers }: IncomingMessage): boolean {
  if (method === 'GET' || method === 'HEAD') return true;
  return method === 'POST' && Number(headers['content-length']) <= DRAFT_BYTES;
}

/** As the application names it, so that the rates of a route stay together. */
const routeOf = (path: string) => (path === '/v1/related' ? path : '/v1/articles/:id/related');

/** Requests that are told the same. */
interface Kind {
  readonly route: string;
  readonly reason: ShedReason;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly text: string;
  /** Since the latest line of the log. */
  requests: number;
}

/** One line a second for each kind, however many there are. */
function kindsOf(log: Log): (work: GatedClass, reason: ShedReason, route: string) => Kind {
  const kinds = new Map<string, Kind>();
  let isTimed = false;
  const write = () => {
    isTimed = false;
    for (const kind of kinds.values()) {
      const { route, reason, requests } = kind;
      if (requests > 0) log.info({ route, reason, requests, status: STATUS }, 'requests turned away');
      kind.requests = 0;
    }
  };
  return (work, reason, route) => {
    if (!isTimed) setTimeout(write, LOG_EVERY_MS).unref();
    isTimed = true;
    const key = `${work} ${reason} ${route}`;
    let kind = kinds.get(key);
    if (kind === undefined) {
      const text = problemText(CODE, refusalOf(work, reason));
      const headers = { ...PROBLEM_HEADERS, 'Content-Length': String(Buffer.byteLength(text)) };
      kind = { route, reason, headers: Object.entries(headers).flat(), text, requests: 0 };
      kinds.set(key, kind);
    }
    return kind;
  };
}
