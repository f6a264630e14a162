/** Which docs pass a filter, as bytes? Made once per filter, then kept in step with every change. */
import { type Eligibility, eligibility, type Facts } from '../box/eligible.ts';
import { isMeant, type TargetSet } from '../box/rules/targets.ts';
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
  /** Ids that do not pass. */
  readonly without: ReadonlySet<string> | undefined;
}

/** What the editors' rules demand of a doc beside the filter. */
export interface Conditions {
  readonly without?: TargetSet;
  /** Groups to one of which it must belong. */
  readonly only?: TargetSet;
}

export interface TimedFilter extends Filter {
  /** Until when it holds if no article changes, in milliseconds since 1970. */
  readonly changesAt: number;
}

export class Masks {
  readonly #masks = new Map<string, Mask>();

  constructor(
    private readonly facts: Facts & { idOf(doc: number): string; docOfId(id: string): number },
    private readonly isLiving: (doc: number) => boolean,
    /** How many docs there are, living or not. */
    private readonly docs: () => number,
  ) {}

  /** The docs that pass `filter` and `conditions` at `now`; its `exclude` is not looked at. */
  filter({ exclude: _, ...filter }: BoxFilter, now: number, conditions: Conditions = {}): TimedFilter {
    const { without, only } = conditions;
    const name = JSON.stringify([filter, without?.name, only?.name]);
    let mask = this.#masks.get(name);
    if (mask === undefined || now >= mask.changesAt)
      mask = this.#make(this.#rule(eligibility(filter, now, this.facts), conditions), without?.articles);
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
      if (!mask.rule.passes(doc) || mask.without?.has(this.facts.idOf(doc))) continue;
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

  #rule(rule: Eligibility, { without, only }: Conditions): Eligibility {
    if (without === undefined && only === undefined) return rule;
    const isOut = without && isMeant(without, this.facts);
    const isOne = only && isMeant(only, this.facts);
    return {
      passes: (doc) => rule.passes(doc) && !isOut?.(doc) && (isOne === undefined || isOne(doc)),
      changesAt: (doc) => rule.changesAt(doc),
    };
  }

  #make(rule: Eligibility, without: ReadonlySet<string> | undefined): Mask {
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
    for (const id of without ?? []) {
      const doc = this.facts.docOfId(id);
      if (doc < 0 || bytes[doc] !== 1) continue;
      bytes[doc] = 0;
      count--;
    }
    return { bytes, count, changesAt, rule, without };
  }
}
