/** What is kept of each request? A number in the metrics, one line in the log, and a span when traces are wanted. */
import { randomUUID } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Log } from '../../service/log.ts';
import type { AppDependencies } from '../dependencies.ts';
import { answerWith, headerOf } from '../node-request.ts';
import { PROBLEM } from '../problems.ts';

const REQUEST_ID = /^[\w-]{1,64}$/;
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']);

/** The answer's `X-Request-Id` is the sender's when it is a plain word, else a new one. The log holds no query and no header. */
export function observeRequests(
  log: Log,
  { metrics, tracer, draining }: Pick<AppDependencies, 'metrics' | 'tracer' | 'draining'>,
): MiddlewareHandler {
  return async (c, next) => {
    const startedAt = performance.now();
    const given = headerOf(c, 'x-request-id');
    const requestId = given !== undefined && REQUEST_ID.test(given) ? given : randomUUID();
    answerWith(c, 'X-Request-Id', requestId);
    const span = tracer?.start(c);
    await next();
    const { status } = c.res;
    // Also of a request that began before the process was asked to stop.
    if (draining?.aborted) answerWith(c, 'Connection', 'close');
    const milliseconds = performance.now() - startedAt;
    const method = METHODS.has(c.req.method) ? c.req.method : 'other';
    const route = routeOf(c);
    metrics?.answered(method, route, status, milliseconds / 1_000);
    const code = c.get(PROBLEM) as string | undefined;
    if (code !== undefined) metrics?.problem(code);
    span?.end(method, route, status);
    log.info(
      {
        requestId,
        method,
        route,
        path: c.req.path.slice(0, 500),
        status,
        ms: Math.round(milliseconds * 10) / 10,
      },
      'request',
    );
  };
}

/** The pattern of the route, never the address itself: there are only so many. */
function routeOf(c: Context): string {
  const last = matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'));
  return last?.path ?? 'none';
}
