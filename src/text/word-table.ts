/** Which number has a written word? Words by their UTF-16 units in one array, found by open addressing: no string is made. */

/** Words get the numbers 0, 1, 2 … in the order in which they come. */
export class WordTable {
  #units = new Uint16Array(1 << 12);
  /** Word w is units[starts[w] … starts[w + 1]). */
  #starts = new Uint32Array(1 << 9);
  /** A power of two of slots: number + 1, or 0 for a free one. */
  #slots = new Uint32Array(1 << 10);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number of the word units[from … to), given to it now if it has none yet. */
  add(units: Uint16Array, from: number, to: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hash(units, from, to) & mask;
    for (;;) {
      const word = (slots[slot] as number) - 1;
      if (word < 0) break;
      if (this.#isAt(word, units, from, to)) return word;
      slot = (slot + 1) & mask;
    }
    slots[slot] = this.#size + 1;
    return this.#append(units, from, to);
  }

  #isAt(word: number, units: Uint16Array, from: number, to: number): boolean {
    const known = this.#units;
    const start = this.#starts[word] as number;
    if ((this.#starts[word + 1] as number) - start !== to - from) return false;
    for (let i = from, j = start; i < to; i++, j++) if (units[i] !== known[j]) return false;
    return true;
  }

  #append(units: Uint16Array, from: number, to: number): number {
    const word = this.#size++;
    const start = this.#starts[word] as number;
    const end = start + to - from;
    if (end > this.#units.length) this.#units = grown(this.#units, new Uint16Array(2 * end));
    if (word + 2 > this.#starts.length) this.#starts = grown(this.#starts, new Uint32Array(2 * word + 2));
    this.#units.set(units.subarray(from, to), start);
    this.#starts[word + 1] = end;
    if (2 * this.#size > this.#slots.length) this.#rehash();
    return word;
  }

  #rehash(): void {
    const slots = new Uint32Array(2 * this.#slots.length);
    const mask = slots.length - 1;
    for (let word = 0; word < this.#size; word++) {
      let slot = hash(this.#units, this.#starts[word] as number, this.#starts[word + 1] as number) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = word + 1;
    }
    this.#slots = slots;
  }
}

/** FNV-1a over UTF-16 units, finished so that low bits are well mixed. */
function hash(units: Uint16Array, from: number, to: number): number {
  let value = 0x811c9dc5 | 0;
  for (let i = from; i < to; i++) value = Math.imul(value ^ (units[i] as number), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return value ^ (value >>> 13);
}

function grown<T extends Uint16Array | Uint32Array>(array: T, larger: T): T {
  larger.set(array);
  return larger;
}
