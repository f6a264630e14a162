/** Which number has a term? Texts in one array of bytes, found by open addressing: a few bytes a term, and no objects. */

export interface TermTableParts {
  /** UTF-8, one text after the other. */
  readonly bytes: Uint8Array;
  /** Text t is bytes[starts[t] … starts[t + 1]). */
  readonly starts: Uint32Array;
  /** A power of two of slots: id + 1, or 0 for a free one. */
  readonly slots: Uint32Array;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Texts get the ids 0, 1, 2 … in the order in which they come. */
export class TermTable {
  #bytes: Uint8Array;
  #starts: Uint32Array;
  #slots: Uint32Array;
  #size: number;
  readonly #buffer = new Uint8Array(1_024);

  /** The slots are those of the given parts. */
  #isBorrowed: boolean;

  /** Empty, or of the parts of another one, which are not changed. */
  constructor(parts?: TermTableParts) {
    this.#bytes = parts?.bytes ?? new Uint8Array(1 << 16);
    this.#starts = parts?.starts ?? new Uint32Array(1 << 12);
    this.#slots = parts?.slots ?? new Uint32Array(1 << 13);
    this.#size = parts ? parts.starts.length - 1 : 0;
    this.#isBorrowed = parts !== undefined;
  }

  get size(): number {
    return this.#size;
  }

  textOf(id: number): string {
    if (id < 0 || id >= this.#size) return '';
    // A copy: texts cannot be decoded from shared memory.
    return decoder.decode(this.#bytes.slice(this.#starts[id], this.#starts[id + 1]));
  }

  /** The id of a text, or −1. */
  find(text: string): number {
    const bytes = this.#encoded(text);
    const slot = this.#slotOf(bytes, 0, bytes.length);
    return (this.#slots[slot] as number) - 1;
  }

  /** The id of a text, given to it now if it has none yet. */
  add(text: string): number {
    const bytes = this.#encoded(text);
    return this.addBytes(bytes, 0, bytes.length);
  }

  /** As `add`, for the UTF-8 text in bytes[from … to). */
  addBytes(bytes: Uint8Array, from: number, to: number): number {
    const slot = this.#slotOf(bytes, from, to);
    const known = this.#slots[slot] as number;
    if (known > 0) return known - 1;
    const id = this.#size;
    const start = this.#starts[id] as number;
    const end = start + to - from;
    if (end > this.#bytes.length) this.#bytes = grown(this.#bytes, end);
    if (id + 2 > this.#starts.length) this.#starts = grown(this.#starts, id + 2);
    this.#bytes.set(bytes.subarray(from, to), start);
    this.#starts[id + 1] = end;
    if (this.#isBorrowed) this.#slots = this.#slots.slice();
    this.#isBorrowed = false;
    this.#slots[slot] = id + 1;
    this.#size = id + 1;
    if (2 * this.#size > this.#slots.length) this.#rehash(2 * this.#slots.length);
    return id;
  }

  /** All texts, as they are: without the slots to find them by. */
  all(): Pick<TermTableParts, 'bytes' | 'starts'> {
    return {
      bytes: this.#bytes.slice(0, this.#starts[this.#size]),
      starts: this.#starts.slice(0, this.#size + 1),
    };
  }

  /** The texts of these ids, numbered anew in this order, in memory that threads can share. */
  selected(ids: ArrayLike<number>): TermTableParts {
    let length = 0;
    for (let at = 0; at < ids.length; at++) length += this.#lengthOf(ids[at] as number);
    const bytes = new Uint8Array(new SharedArrayBuffer(length));
    const starts = new Uint32Array(new SharedArrayBuffer(4 * (ids.length + 1)));
    const slots = new Uint32Array(new SharedArrayBuffer(4 * slotsFor(ids.length)));
    for (let at = 0; at < ids.length; at++) {
      const id = ids[at] as number;
      const start = starts[at] as number;
      bytes.set(this.#bytes.subarray(this.#starts[id], this.#starts[id + 1]), start);
      starts[at + 1] = start + this.#lengthOf(id);
      insert(slots, bytes, start, starts[at + 1] as number, at);
    }
    return { bytes, starts, slots };
  }

  #lengthOf(id: number): number {
    return (this.#starts[id + 1] as number) - (this.#starts[id] as number);
  }

  #encoded(text: string): Uint8Array {
    const { read, written } = encoder.encodeInto(text, this.#buffer);
    return read === text.length ? this.#buffer.subarray(0, written) : encoder.encode(text);
  }

  /** The slot of a text, or the free one where it belongs. */
  #slotOf(bytes: Uint8Array, from: number, to: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hash(bytes, from, to) & mask;
    for (;;) {
      const id = (slots[slot] as number) - 1;
      if (id < 0 || this.#isAt(id, bytes, from, to)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #isAt(id: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#starts[id] as number;
    if ((this.#starts[id + 1] as number) - start !== to - from) return false;
    for (let i = from, j = start; i < to; i++, j++) if (bytes[i] !== this.#bytes[j]) return false;
    return true;
  }

  #rehash(length: number): void {
    const slots = new Uint32Array(length);
    for (let id = 0; id < this.#size; id++)
      insert(slots, this.#bytes, this.#starts[id] as number, this.#starts[id + 1] as number, id);
    this.#slots = slots;
  }
}

/** FNV-1a, finished so that low bits are well mixed. */
export function hash(bytes: Uint8Array, from: number, to: number): number {
  let value = 0x811c9dc5;
  for (let i = from; i < to; i++) value = Math.imul(value ^ (bytes[i] as number), 0x01000193);
  value ^= value >>> 15;
  return Math.imul(value, 0x2c1b3c6d) >>> 0;
}

/** A power of two, at least twice as many. */
export function slotsFor(size: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(4, 2 * size)));
}

/** Puts id + 1 into the first free slot of a text that is not there yet. */
export function insert(slots: Uint32Array, bytes: Uint8Array, from: number, to: number, id: number): void {
  const mask = slots.length - 1;
  let slot = hash(bytes, from, to) & mask;
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  slots[slot] = id + 1;
}

function grown<T extends Uint8Array | Uint32Array>(array: T, least: number): T {
  const larger = new (array.constructor as new (length: number) => T)(Math.max(2 * array.length, least));
  larger.set(array);
  return larger;
}
