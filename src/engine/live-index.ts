/** How does an index take changes while it is searched? New vectors are appended, replaced ones no longer count. */
import { edgesOf } from './connect.ts';
import { scoreInSlices, searchExhaustive } from './exhaustive.ts';
import { loneSubject, mixedNorm, type Scored, type Subject, subjectOf } from './query.ts';
import { type Scratch, scratchFor } from './scratch.ts';
import { type Filter, type SearchOptions, scoreOf, search } from './search.ts';
import { docOf, type Segment } from './segment.ts';
import { Store } from './store.ts';
import { type Hit, NEIGHBOURS, type Vector } from './vector.ts';

export interface LiveSearchOptions extends SearchOptions {
  /** The exhaustive answer instead of the bounded one. */
  readonly exact?: boolean;
}

/**
 * Everything is synchronous: a search sees all changes before it and none after. The neighbours that a vector is mixed with
 * are those of the moment when it was added; `compact` elsewhere finds them anew.
 */
export class LiveIndex {
  readonly store: Store;
  /** Key → doc of the appended. */
  readonly #recent = new Map<number, number>();
  /** 1 for each doc that counts. */
  #living: Uint8Array;
  #size: number;
  #scratch: Scratch;

  constructor(segment: Segment) {
    this.store = new Store(segment);
    // Made now, so that the first search among a million docs takes no longer than the next one.
    this.#scratch = scratchFor(this.store);
    this.#living = new Uint8Array(segment.docs + 1_024).fill(1, 0, segment.docs);
    this.#size = segment.docs;
  }

  /** How many vectors count. */
  get size(): number {
    return this.#size;
  }

  isLiving(doc: number): boolean {
    return this.#living[doc] === 1;
  }

  /** The doc that counts for a key, or −1. */
  docOf(key: number): number {
    const recent = this.#recent.get(key);
    if (recent !== undefined) return recent;
    const doc = docOf(this.store.segment, key);
    return doc >= 0 && this.isLiving(doc) ? doc : -1;
  }

  /** Adds or replaces; answers the doc. The cost does not depend on the size of the index. */
  put(key: number, vector: Vector): number {
    this.remove(key);
    const doc = this.store.append(key, this.draft(vector), restOf(this.store, vector));
    if (doc >= this.#living.length) {
      const larger = new Uint8Array(2 * doc);
      larger.set(this.#living);
      this.#living = larger;
    }
    this.#living[doc] = 1;
    this.#recent.set(key, doc);
    this.#size++;
    return doc;
  }

  /** Answers the doc that counts no more, or −1 when there was none. */
  remove(key: number): number {
    const doc = this.docOf(key);
    if (doc < 0) return -1;
    this.#living[doc] = 0;
    this.#recent.delete(key);
    this.#size--;
    return doc;
  }

  subject(doc: number): Subject {
    return subjectOf(this.store, doc);
  }

  /** A vector that is not in the index, mixed with the nearest that are. */
  draft(vector: Vector): Subject {
    const edges = edgesOf(this.search(loneSubject(vector), { limit: NEIGHBOURS, breadth: 0 }));
    const norm = mixedNorm(this.store, vector, restOf(this.store, vector), edges, this.#space());
    return { vector, edges, norm, self: -1 };
  }

  /** The best hits, best first, equal scores by key; only scores > 0. A filter's mask must leave out what does not count. */
  search(subject: Subject, options: LiveSearchOptions): Hit[] {
    const filter = options.filter ?? this.#livingOnly();
    const isScored = subject.scored?.breadth === options.breadth;
    const find = options.exact || isScored ? searchExhaustive : search;
    return find(this.store, subject, { ...options, ...(filter && { filter }) }, this.#space());
  }

  /** The exact scores of all docs of this moment, in slices between which other work gets its turn. */
  async scoreAll(subject: Subject, breadth: number): Promise<Scored> {
    const slices = scoreInSlices(this.store, subject, breadth, scratchFor(this.store));
    for (;;) {
      const { done, value } = slices.next();
      if (done) return { breadth, scores: value };
      await othersTurn();
    }
  }

  /** The exact scores of one doc. */
  score(subject: Subject, doc: number, breadth: number): Hit {
    return scoreOf(this.store, subject, doc, breadth, this.#space());
  }

  #livingOnly(): Filter | undefined {
    return this.#size === this.store.docs ? undefined : { mask: this.#living, count: this.#size };
  }

  #space(): Scratch {
    this.#scratch = scratchFor(this.store, this.#scratch);
    return this.#scratch;
  }
}

const othersTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** What a vector lacks to norm 1, squared. */
function restOf(store: Store, { entries, scale }: Vector): number {
  let sum = 0;
  for (const entry of entries) sum += (scale * store.weightOf(entry)) ** 2;
  return Math.max(0, 1 - sum);
}
