/** Which terms does the document have that is being made? Each once, in the order in which they came. */

export interface DistinctTerms {
  clear(): void;
  /** False when it was there. */
  add(term: number): boolean;
  size(): number;
  copy(): Uint32Array;
}

/** For documents of at most `most` terms: an open-addressing table whose slots count only with the document's mark. */
export function distinctTerms(most: number): DistinctTerms {
  const mask = 2 ** Math.ceil(Math.log2(2 * most + 2)) - 1;
  const terms = new Uint32Array(most);
  const slots = new Uint32Array(mask + 1);
  const marks = new Uint32Array(mask + 1);
  let mark = 0;
  let size = 0;
  return {
    clear() {
      size = 0;
      mark++;
    },
    add(term) {
      let slot = (Math.imul(term, 0x9e3779b1) >>> 8) & mask;
      while (marks[slot] === mark) {
        if (slots[slot] === term) return false;
        slot = (slot + 1) & mask;
      }
      marks[slot] = mark;
      slots[slot] = term;
      terms[size++] = term;
      return true;
    },
    size: () => size,
    copy: () => terms.slice(0, size),
  };
}
