/**
 * What if a reader never ends? Then nothing in its own thread can say so: another one ends the process, with the document on
 * standard error. It counts the CPU that one document has taken, so a busy machine fails nothing.
 */
import { Worker } from 'node:worker_threads';
import { MOST_BYTES } from './damage.ts';

/** A hundred times what the dearest document of any target takes. */
const MOST_CPU_S = 300;

const PROGRAM = `
const { workerData: { shared, name, seed, mostS } } = require('node:worker_threads');
const head = new Int32Array(shared, 0, 3);
const bytes = new Uint8Array(shared, 12);
let seen = -1;
let since = process.cpuUsage();
setInterval(() => {
  const now = Atomics.load(head, 0);
  if (now !== seen) [seen, since] = [now, process.cpuUsage()];
  const { user, system } = process.cpuUsage(since);
  if (seen < 1 || (user + system) / 1e6 < mostS) return;
  const document = Buffer.from(bytes.slice(0, head[1])).toString('base64');
  require('node:fs').writeSync(2, 'F21 ' + name + ' seed=' + seed + ': a document takes over ' + mostS + ' s of CPU; chance ' + head[2] + ', base64 ' + document + '\\n');
  process.kill(process.pid, 'SIGKILL');
}, 1_000);
`;

export class LastResort {
  readonly #shared = new SharedArrayBuffer(12 + MOST_BYTES);
  readonly #head = new Int32Array(this.#shared, 0, 3);
  readonly #worker: Worker;

  constructor(name: string, seed: number) {
    const workerData = { shared: this.#shared, name, seed, mostS: MOST_CPU_S };
    this.#worker = new Worker(PROGRAM, { eval: true, workerData });
    this.#worker.unref();
  }

  /** From now on it is this document's time. */
  watch(bytes: Uint8Array, chance: number): void {
    new Uint8Array(this.#shared, 12).set(bytes);
    this.#head[1] = bytes.length;
    this.#head[2] = chance;
    Atomics.add(this.#head, 0, 1);
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}
