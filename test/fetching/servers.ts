/** What do tests fetch from? A server on the loopback, and for every other machine a resolver and a dialler that stand in. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildConnector } from 'undici';
import type { Clock } from '../../src/fetching/clock.ts';
import type { Connector } from '../../src/fetching/connect.ts';

export interface Loopback {
  readonly url: string;
  readonly port: number;
  /** `METHOD path`, in order. */
  readonly asked: string[];
  readonly requests: IncomingMessage[];
  connections: number;
  close(): Promise<void>;
}

export async function loopback(listener: RequestListener): Promise<Loopback> {
  const asked: string[] = [];
  const requests: IncomingMessage[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    requests.push(request);
    listener(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const running: Loopback = {
    url: `http://127.0.0.1:${port}`,
    port,
    asked,
    requests,
    connections: 0,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  server.on('connection', () => running.connections++);
  return running;
}

/** Dials the loopback whatever public address it is given, and notes which that was. */
export function dialTo(port: number): { readonly dial: Connector; readonly dialled: string[] } {
  const dialled: string[] = [];
  const connect = buildConnector({});
  return {
    dialled,
    dial(options, callback) {
      dialled.push(options.hostname);
      connect({ ...options, hostname: '127.0.0.1', port: String(port), protocol: 'http:' }, callback);
    },
  };
}

/** A clock on which waiting takes no time. */
export function waitless(): Clock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      ahead += milliseconds;
    },
  };
}
