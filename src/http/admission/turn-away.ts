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
  const count = logged(options.log);
  const texts = new Map<string, string>();
  // One random part for all: an id tells a request from others, nothing else.
  const prefix = randomUUID().slice(0, 13);
  let number = 0;

  const turnAway = (
    request: IncomingMessage,
    response: ServerResponse,
    work: GatedClass,
    reason: ShedReason,
  ) => {
    const { method = 'GET' } = request;
    const route = routeOf(pathOf(request));
    let text = texts.get(`${work} ${reason}`);
    if (text === undefined) {
      text = problemText(CODE, refusalOf(work, reason));
      texts.set(`${work} ${reason}`, text);
    }
    const given = request.headers['x-request-id'];
    const requestId = typeof given === 'string' && REQUEST_ID.test(given) ? given : `${prefix}-${number++}`;
    response.writeHead(STATUS, {
      'X-Request-Id': requestId,
      ...PROBLEM_HEADERS,
      'Retry-After': retryAfter(),
      'Content-Length': Buffer.byteLength(text),
    });
    response.end(text);
    admission.turnedAway(work, reason);
    metrics?.answered(method, route, STATUS, 0);
    metrics?.problem(CODE);
    count(route, reason);
  };

  return (request, response) => {
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

/** One line a second for each route and reason, however many there are. */
function logged(log: Log): (route: string, reason: ShedReason) => void {
  const counts = new Map<string, { readonly route: string; readonly reason: ShedReason; requests: number }>();
  const write = () => {
    for (const count of counts.values()) log.info({ ...count, status: STATUS }, 'requests turned away');
    counts.clear();
  };
  return (route, reason) => {
    if (counts.size === 0) setTimeout(write, LOG_EVERY_MS).unref();
    const key = `${route} ${reason}`;
    const count = counts.get(key);
    if (count) count.requests++;
    else counts.set(key, { route, reason, requests: 1 });
  };
}
