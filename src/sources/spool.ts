/** Where do values wait that cannot be finished yet, when there may be gigabytes of them? In a nameless file of its own. */
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** So many bytes are written at once. */
const WRITE_BYTES = 1_000_000;

/** First all `add`, then one `drain`, then `close`. The file comes into being with the first value. */
export class Spool<Value> {
  #file: FileHandle | undefined;
  #folder: string | undefined;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  /** Bytes of each value, in order. */
  readonly #lengths: number[] = [];

  get size(): number {
    return this.#lengths.length;
  }

  /** `value` must be what JSON can hold. */
  async add(value: Value): Promise<void> {
    const bytes = Buffer.from(JSON.stringify(value));
    this.#lengths.push(bytes.length);
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes >= WRITE_BYTES) await this.#write();
  }

  /** All values in the order in which they came. */
  async *drain(): AsyncGenerator<Value> {
    if (this.#file === undefined) {
      for (const bytes of this.#waiting) yield JSON.parse(bytes.toString('utf8')) as Value;
      return;
    }
    await this.#write();
    let position = 0;
    for (const length of this.#lengths) {
      const { buffer } = await this.#file.read(Buffer.alloc(length), 0, length, position);
      position += length;
      yield JSON.parse(buffer.toString('utf8')) as Value;
    }
  }

  async close(): Promise<void> {
    await this.#file?.close();
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }

  async #write(): Promise<void> {
    this.#file ??= await this.#open();
    await this.#file.appendFile(Buffer.concat(this.#waiting));
    this.#waiting = [];
    this.#waitingBytes = 0;
  }

  async #open(): Promise<FileHandle> {
    const folder = await mkdtemp(join(tmpdir(), 'kindred-spool-'));
    this.#folder = folder;
    const file = await open(join(folder, 'values'), 'ax+', 0o600);
    // Where the system allows it the file loses its name at once: then not even a crash leaves it behind.
    await rm(folder, { recursive: true, force: true }).catch(() => {});
    return file;
  }
}
