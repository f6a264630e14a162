/** Does a Postgres answer? It is asked four times a second on a connection of its own; one that is frozen accepts and says nothing. */
import type { Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import { sqlStateOf } from './failures.ts';
import { Sockets } from './sockets.ts';
import type { Watch } from './watch.ts';

const EVERY_MS = 250;
/** No answer for so long: it is taken for gone, and requests wait no longer. */
const SILENT_MS = 1_000;
/** Silent for so long, its connections are cut: what still waits on them would wait for ever. */
const CUT_AFTER_MS = 5_000;

/** Tells `watch` what it finds, until the returned function is called. `connections` are those to cut. */
export function probe(config: ClientConfig, connections: Sockets, watch: Watch): () => void {
  const own = new Sockets();
  const stopping = new AbortController();
  const rest = () => pause(EVERY_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
  let answeredAt = performance.now();
  /** What each connection had read when the probe began to fail. */
  let read: ReadonlyMap<Socket, number> | undefined;

  const failed = (error: unknown) => {
    if (stopping.signal.aborted) return;
    read ??= connections.read();
    watch.down(sqlStateOf(error) ?? (error as Error).message);
    if (performance.now() - answeredAt > CUT_AFTER_MS) connections.cut('the database is silent');
  };
  /** Another connection answers: those that say nothing for a while longer are dead without a sign. */
  const answered = () => {
    answeredAt = performance.now();
    watch.up();
    const before = read;
    read = undefined;
    if (before)
      void pause(CUT_AFTER_MS, undefined, { signal: stopping.signal, ref: false }).then(
        () => connections.cutSilent(before, 'it says nothing, while another connection answers'),
        () => {},
      );
  };
  const run = async () => {
    while (!stopping.signal.aborted) {
      const client = new Client({ ...config, stream: own.make });
      client.on('error', () => {});
      try {
        await inTime(client.connect());
        for (;;) {
          await inTime(client.query('select 1'));
          answered();
          await rest();
          if (stopping.signal.aborted) break;
        }
      } catch (error) {
        failed(error);
      }
      own.cut('the probe starts anew');
      await rest();
    }
  };
  void run();
  return () => {
    stopping.abort();
    own.cut('the probe ends');
  };
}

/** When this process itself had no time to look, the answer may be there and is taken. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  let isThere = false;
  const over = new AbortController();
  const late = async () => {
    await pause(SILENT_MS, undefined, { signal: over.signal, ref: false });
    for (let turn = 0; turn < 3 && !isThere; turn++) await nextTurn();
    throw new Error(`no answer for ${SILENT_MS} ms`);
  };
  const settled = answer.finally(() => {
    isThere = true;
  });
  try {
    return await Promise.race([settled, late()]);
  } finally {
    over.abort();
    answer.catch(() => {});
  }
}
