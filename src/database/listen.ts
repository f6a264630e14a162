/**
 * When did something change? A notification says so at once. It may be lost, and a connection may be dead without a sign, so
 * the listener calls itself every ten seconds, and connects anew when it does not hear that. Correctness never depends on it.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import { Sockets } from './sockets.ts';

const HEARTBEAT_MS = 10_000;
const HEARD_WITHIN_MS = 5_000;
const RETRY_MS = 1_000;

/** Calls `ask` at each notification and whenever it listens again, until the returned function is called. */
export function listen(config: ClientConfig, channel: string, ask: () => void): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  const sockets = new Sockets();
  const own = randomUUID();
  const wait = (ms: number) => pause(ms, undefined, { signal, ref: false });

  const once = async () => {
    const client = new Client({ ...config, stream: sockets.make });
    const broken = new Promise<never>((_, reject) => {
      client.once('end', () => reject(new Error('the listener lost its connection')));
    });
    broken.catch(() => {});
    client.on('error', () => {});
    let heard = true;
    client.on('notification', ({ payload }) => {
      if (payload === own) heard = true;
      else ask();
    });
    await Promise.race([client.connect(), broken]);
    await Promise.race([client.query(`listen ${client.escapeIdentifier(channel)}`), broken]);
    ask();
    while (heard) {
      await Promise.race([wait(HEARTBEAT_MS), broken]);
      heard = false;
      // Other listeners take it for a change and look; that costs them one statement.
      const sent = client.query('select pg_notify($1, $2)', [channel, own]);
      await Promise.race([sent.then(() => wait(HEARD_WITHIN_MS)), wait(HEARD_WITHIN_MS), broken]);
    }
  };
  const run = async () => {
    while (!signal.aborted) {
      await once().catch(() => {});
      sockets.cut('the listener starts anew');
      await wait(RETRY_MS).catch(() => {});
    }
  };
  void run();
  return () => {
    stopping.abort();
    sockets.cut('the listener ends');
  };
}
