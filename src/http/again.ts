/**
 * How is a remembered answer given again as cheaply as can be? Before anything of the application is made for the request: most
 * lookups are answered here, with the same bytes, headers, limits, numbers and log line as there.
 */
import type { IncomingMessage, RequestListener } from 'node:http';
import { clientAddress } from '../access/client.ts';
import type { Log } from '../service/log.ts';
import { pathOf } from './node-request.ts';
import type { Metrics } from './observing/metrics.ts';
import { keep, requestIdOf } from './observing/observe.ts';
import type { Rates } from './rates.ts';
import type { RememberedAnswers } from './remembered.ts';

export interface GivingAgainOptions {
  readonly remembered: RememberedAnswers;
  readonly rates: Rates;
  /** Proxies in front whose X-Forwarded-For is believed. */
  readonly trustProxy: number;
  /** Undefined: the index is as new as it should be. */
  readonly staleSeconds: () => number | undefined;
  readonly log: Log;
  readonly metrics?: Metrics;
  /** Once aborted, all answers are made by the application. */
  readonly draining: AbortSignal;
}

/** What is not remembered, or asked for too often, goes to `listener`. */
export function givingAgain(listener: RequestListener, options: GivingAgainOptions): RequestListener {
  const { remembered, rates, trustProxy, staleSeconds, draining } = options;
  const addressOf = ({ socket, headers }: IncomingMessage) =>
    clientAddress(socket.remoteAddress, headers['x-forwarded-for'] as string | undefined, trustProxy);

  return (request, response) => {
    const startedAt = performance.now();
    const { method, url = '', headers } = request;
    const known = method === 'GET' && !draining.aborted ? remembered.get(url) : undefined;
    if (known === undefined || !rates.allowsLookup(addressOf(request))) return listener(request, response);
    const requestId = requestIdOf(headers['x-request-id'] as string | undefined);
    const age = staleSeconds();
    const ours = ['x-request-id', requestId, ...(age === undefined ? [] : ['x-index-age', String(age)])];
    const isUnchanged = headers['if-none-match'] === known.etag;
    const status = isUnchanged ? 304 : 200;
    response.writeHead(status, [...ours, ...(isUnchanged ? known.unchanged : known.headers)]);
    response.end(isUnchanged ? undefined : known.body);
    const path = pathOf(request);
    keep(options, { requestId, method: 'GET', route: known.route, path, status, startedAt });
  };
}
