/** What is already known of a source? A file that only grows while it is used; what a crash cut off at its end is simply not known. */
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../article/errors.ts';
import type { Seen } from './find.ts';

/** The first line: what kind of file this is. */
const HEAD = { kindred: 'ledger', version: 1 } as const;
/** Lines that are no longer true are swept out when there are so many times as many as true ones. */
const SWEEP_AT = 2;

/** One process at a time. Key → what is known; about 300 bytes of memory each. */
export class Ledger {
  readonly #entries = new Map<string, Seen>();
  #pending: string[] = [];
  #file: FileHandle | undefined;

  private constructor(private readonly path: string | undefined) {}

  /** `source`: the address, written into the file for whoever finds it. `isFresh`: as if nothing were known. */
  static async open(path: string, source: string, isFresh = false): Promise<Ledger> {
    const ledger = new Ledger(path);
    await mkdir(dirname(path), { recursive: true });
    const lines = isFresh ? 0 : await ledger.#read(path);
    const isTidy = lines > 0 && lines <= SWEEP_AT * ledger.#entries.size + 100;
    if (!isTidy) await ledger.#rewrite(path, source);
    ledger.#file = await open(path, 'a', 0o600);
    // What a crash cut off stays a line of its own.
    if (isTidy) await ledger.#file.appendFile('\n');
    return ledger;
  }

  /** Known for as long as the process lives. */
  static inMemory(): Ledger {
    return new Ledger(undefined);
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): Seen | undefined {
    return this.#entries.get(key);
  }

  entries(): IterableIterator<[string, Seen]> {
    return this.#entries.entries();
  }

  /** Lasting after the next `save`. */
  set(key: string, seen: Seen): void {
    this.#entries.set(key, seen);
    if (this.path !== undefined) this.#pending.push(JSON.stringify([key, seen]));
  }

  delete(key: string): void {
    this.#entries.delete(key);
    if (this.path !== undefined) this.#pending.push(JSON.stringify([key]));
  }

  async save(): Promise<void> {
    if (this.#pending.length === 0 || this.#file === undefined) return;
    const text = `${this.#pending.join('\n')}\n`;
    this.#pending = [];
    await this.#file.appendFile(text);
  }

  async close(): Promise<void> {
    await this.save();
    await this.#file?.close();
    this.#file = undefined;
  }

  /** How many lines there are; 0 when there is no file. */
  async #read(path: string): Promise<number> {
    let lines = 0;
    const file = await open(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (file === undefined) return 0;
    for await (const line of file.readLines()) {
      const value = parsed(line);
      if (lines++ === 0) checkHead(value, path);
      else if (Array.isArray(value) && typeof value[0] === 'string') {
        const [key, seen] = value as [string, Seen | undefined];
        if (seen === undefined) this.#entries.delete(key);
        else this.#entries.set(key, seen);
      }
    }
    return lines;
  }

  /** Aside first, so that there is always a whole one. */
  async #rewrite(path: string, source: string): Promise<void> {
    const aside = `${path}.${process.pid}.new`;
    const file = await open(aside, 'w', 0o600);
    try {
      await file.appendFile(`${JSON.stringify({ ...HEAD, source })}\n`);
      let lines: string[] = [];
      for (const entry of this.#entries) {
        lines.push(JSON.stringify(entry));
        if (lines.length < 10_000) continue;
        await file.appendFile(`${lines.join('\n')}\n`);
        lines = [];
      }
      if (lines.length > 0) await file.appendFile(`${lines.join('\n')}\n`);
      await file.sync();
      await file.close();
      await rename(aside, path);
    } catch (error) {
      await file.close().catch(() => {});
      await rm(aside, { force: true });
      throw error;
    }
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function checkHead(value: unknown, path: string): void {
  const { kindred, version } = (value ?? {}) as Partial<Record<string, unknown>>;
  if (kindred !== HEAD.kindred || version !== HEAD.version)
    throw new AppError(
      'invalid',
      `${path} is no record of an import that this version can read: remove it, or import with --fresh`,
    );
}
