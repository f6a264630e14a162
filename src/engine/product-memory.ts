/** Which inner products has this query taken already? Doc → number, by open addressing in typed arrays. */

const FIRST_BITS = 12;
const FREE = -1;

export class ProductMemory {
  #bits = FIRST_BITS;
  #docs = new Int32Array(2 ** FIRST_BITS).fill(FREE);
  #products = new Float64Array(2 ** FIRST_BITS);
  #size = 0;

  /** The slot of a doc, or −1 − the free slot where it belongs. */
  slotOf(doc: number): number {
    const docs = this.#docs;
    const mask = docs.length - 1;
    let slot = Math.imul(doc, 0x9e3779b1) >>> (32 - this.#bits);
    for (;;) {
      const found = docs[slot];
      if (found === doc) return slot;
      if (found === FREE) return -1 - slot;
      slot = (slot + 1) & mask;
    }
  }

  at(slot: number): number {
    return this.#products[slot] as number;
  }

  /** `free`: what `slotOf` answered. */
  add(free: number, doc: number, product: number): void {
    let slot = -1 - free;
    if (2 * this.#size >= this.#docs.length) {
      this.#grow();
      slot = -1 - this.slotOf(doc);
    }
    this.#docs[slot] = doc;
    this.#products[slot] = product;
    this.#size++;
  }

  clear(): void {
    if (this.#bits > FIRST_BITS) this.#allocate(FIRST_BITS);
    else if (this.#size > 0) this.#docs.fill(FREE);
    this.#size = 0;
  }

  #grow(): void {
    const docs = this.#docs;
    const products = this.#products;
    this.#allocate(this.#bits + 1);
    for (let at = 0; at < docs.length; at++) {
      const doc = docs[at] as number;
      if (doc === FREE) continue;
      const slot = -1 - this.slotOf(doc);
      this.#docs[slot] = doc;
      this.#products[slot] = products[at] as number;
    }
  }

  #allocate(bits: number): void {
    const slots = 2 ** bits;
    this.#bits = bits;
    this.#docs = new Int32Array(slots).fill(FREE);
    this.#products = new Float64Array(slots);
  }
}
