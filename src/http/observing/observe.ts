/** What is kept of each request? A number in the metrics, one line in the log, and a span when traces are wanted. */
import { randomUUID } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import type { Log } from '../../service/log.ts';
import type { AppDependencies } from '../dependencies.ts';
import { answerWith, headerOf } from '../node-request.ts';
import { PROBLEM } from '../problems.ts';
import { routeOf } from '../route.ts';
import type { Metrics } from './metrics.ts';

/** What a sender may call a request. */
export const REQUEST_ID = /^[\w-]{1,64}$/;
/** Where a request's id is kept for what else is logged of it. */
const NAMED = 'requestId';
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']);

/** The answer gets an `X-Request-Id`. The log holds no query and no header. */
export function observeRequests(
  log: Log,
  { metrics, tracer, draining }: Pick<AppDependencies, 'metrics' | 'tracer' | 'draining'>,
): MiddlewareHandler {
  return async (c, next) => {
    const startedAt = performance.now();
    const requestId = requestIdOf(headerOf(c, 'x-request-id'));
    answerWith(c, 'X-Request-Id', requestId);
    c.set(NAMED, requestId);
    const span = tracer?.start(c);
    await next();
    const { status } = c.res;
    // Also of a request that began before the process was asked to stop.
    if (draining?.aborted) answerWith(c, 'Connection', 'close');
    const method = METHODS.has(c.req.method) ? c.req.method : 'other';
    const route = routeOf(c);
    const code = c.get(PROBLEM) as string | undefined;
    if (code !== undefined) metrics?.problem(code);
    span?.end(method, route, status);
    keep({ log, metrics }, { requestId, method, route, path: c.req.path, status, startedAt });
  };
}

/** The sender's when it is a plain word, else a new one. */
export const requestIdOf = (given: string | undefined): string =>
  given !== undefined && REQUEST_ID.test(given) ? given : randomUUID();

export interface Answered {
  readonly requestId: string;
  readonly method: string;
  readonly route: string;
  readonly path: string;
  readonly status: number;
  /** By `performance.now()`. */
  readonly startedAt: number;
}

/** Counts and logs one request, now that it is answered. */
export function keep(
  { log, metrics }: { readonly log: Log; readonly metrics?: Metrics | undefined },
  { requestId, method, route, path, status, startedAt }: Answered,
): void {
  const milliseconds = performance.now() - startedAt;
  metrics?.answered(method, route, status, milliseconds / 1_000);
  const ms = Math.round(milliseconds * 10) / 10;
  log.info({ requestId, method, route, path: path.slice(0, 500), status, ms }, 'request');
}

/** A fault of ours: logged with what finds the request's own line and the answer that its sender has. */
export function logFault(log: Log, c: Context, error: unknown, message: string): void {
  log.error({ requestId: c.get(NAMED) as string, err: error, path: c.req.path }, message);
}
