/** How do several connections share PGlite's one session? One extended query at a time, from its first message to its Sync. */
import type { PGlite } from '@electric-sql/pglite';
import { beginStatement, endStatement, type Pulse } from './pulse.ts';

/** Messages that belong to an extended query which a Sync ends: Parse, Bind, Describe, Execute, Close, Flush. */
const EXTENDED = new Set(['P', 'B', 'D', 'E', 'C', 'H'].map((letter) => letter.charCodeAt(0)));
const SYNC = 'S'.charCodeAt(0);

/** The severity and the beginning of the code of an error. Nothing else has a NUL there: text that is stored holds none. */
const PANIC = Buffer.from('VPANIC\0C');
const saysPanic = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  Buffer.from(buffer, byteOffset, byteLength).includes(PANIC);

/**
 * PGlite as the socket server should see it. The server queues single messages of all connections and keeps the others out
 * only while `isInTransaction()`; between Parse and Bind of one connection another's Parse could replace the unnamed
 * statement. So this one also says "in transaction" until the Sync came. `pulse` counts what runs.
 *
 * What is wrong with a statement is an answer. After a PANIC, as from a write to the log that failed, PGlite takes no other message
 * and says nothing; after one that it threw at, the socket server does the same. Then `onEnd` is called: else everybody waits.
 */
export function takingTurns(pglite: PGlite, pulse: Pulse, onEnd: () => void): PGlite {
  let isMidQuery = false;
  const overrides: Partial<PGlite> = {
    isInTransaction: () => isMidQuery || pglite.isInTransaction(),
    async execProtocolRawStream(message, options) {
      const [type = 0] = message;
      if (EXTENDED.has(type)) isMidQuery = true;
      beginStatement(pulse);
      try {
        await pglite.execProtocolRawStream(message, {
          ...options,
          onRawData(data) {
            if (saysPanic(data)) onEnd();
            else options?.onRawData(data);
          },
        });
      } catch (error) {
        onEnd();
        throw error;
      } finally {
        endStatement(pulse);
        if (type === SYNC) isMidQuery = false;
      }
    },
    // The server rolls back when a connection ends in the middle of something.
    async exec(query, options) {
      isMidQuery = false;
      return pglite.exec(query, options);
    },
  };
  return new Proxy(pglite, {
    get(target, name) {
      if (Object.hasOwn(overrides, name)) return overrides[name as keyof typeof overrides];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
