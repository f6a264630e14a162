/** How many connections may there be? As many as are wanted, as long as files and the database can still be opened. */
import { readFile } from 'node:fs/promises';

/** Left for the database, files and threads. */
const RESERVED = 96;

export async function mostConnections(wanted: number): Promise<number> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '');
  const descriptors = Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? Number.POSITIVE_INFINITY);
  return Math.max(16, Math.min(wanted, descriptors - RESERVED));
}
