/** Which docs pass a filter, as bytes? Made once per filter, then kept in step with every change. */
import { type Eligibility, eligibility, type Facts } from '../box/eligible.ts';
import type { Filter as BoxFilter } from '../box/settings.ts';
import type { Filter } from '../engine/search.ts';

/** Filters that are remembered; the one that was not asked for longest goes first. */
const REMEMBERED = 32;

interface Mask {
  bytes: Uint8Array;
  count: number;
  /** When a date makes it wrong. */
  changesAt: number;
  readonly rule: Eligibility;
}

export interface TimedFilter extends Filter {
  /** Until when it holds if no article changes, in milliseconds since 1970. */
  readonly changesAt: number;
}

export class Masks {
  readonly #masks = new Map<string, Mask>();

  constructor(
    private readonly facts: Facts,
    private readonly isLiving: (doc: number) => boolean,
    /** How many docs there are, living or not. */
    private readonly docs: () => number,
  ) {}

  /** The docs that pass `filter` at `now`; its `exclude` is not looked at. */
  filter({ exclude: _, ...filter }: BoxFilter, now: number): TimedFilter {
    const name = JSON.stringify(filter);
    let mask = this.#masks.get(name);
    if (mask === undefined || now >= mask.changesAt) mask = this.#make(eligibility(filter, now, this.facts));
    this.#masks.delete(name);
    this.#masks.set(name, mask);
    const oldest = this.#masks.size > REMEMBERED ? this.#masks.keys().next().value : undefined;
    if (oldest !== undefined) this.#masks.delete(oldest);
    return { mask: mask.bytes, count: mask.count, changesAt: mask.changesAt };
  }

  /** A doc was appended. */
  added(doc: number): void {
    for (const mask of this.#masks.values()) {
      if (doc >= mask.bytes.length) {
        const larger = new Uint8Array(2 * doc + 1_024);
        larger.set(mask.bytes);
        mask.bytes = larger;
      }
      mask.changesAt = Math.min(mask.changesAt, mask.rule.changesAt(doc));
      if (!mask.rule.passes(doc)) continue;
      mask.bytes[doc] = 1;
      mask.count++;
    }
  }

  /** A doc counts no more. */
  removed(doc: number): void {
    for (const mask of this.#masks.values()) {
      if (mask.bytes[doc] !== 1) continue;
      mask.bytes[doc] = 0;
      mask.count--;
    }
  }

  #make(rule: Eligibility): Mask {
    const docs = this.docs();
    const bytes = new Uint8Array(docs + 1_024);
    let count = 0;
    let changesAt = Number.POSITIVE_INFINITY;
    for (let doc = 0; doc < docs; doc++) {
      if (!this.isLiving(doc)) continue;
      changesAt = Math.min(changesAt, rule.changesAt(doc));
      if (!rule.passes(doc)) continue;
      bytes[doc] = 1;
      count++;
    }
    return { bytes, count, changesAt, rule };
  }
}
