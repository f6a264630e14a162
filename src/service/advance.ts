/** How is a collection brought to the present? By the changes since, by another generation, by one frozen anew; and it is healed. */
import { Collection } from './collection.ts';
import type { Frozen } from './frozen.ts';
import { heal } from './heal.ts';
import { freeze, needsCompaction } from './index-work.ts';
import { catchUp } from './load.ts';
import { sameSettings } from './settings.ts';
import type { Source } from './source.ts';

/** So often the whole collection is compared with what is stored. */
export const HEAL_EVERY_MS = 60_000;

export interface AdvanceEvents {
  /** A state of which a snapshot is worth while. */
  readonly onFrozen: (frozen: Frozen) => void;
  readonly onError: (error: unknown) => void;
  /** So many articles were not shown as they are stored; they are now. */
  readonly onHealed?: (articles: number) => void;
}

export class Advance {
  #freezing: Promise<void> | undefined;
  #frozen: Frozen | undefined;
  #healedAt: number;

  constructor(
    private readonly source: Source,
    private readonly events: AdvanceEvents,
    /** The present moment in milliseconds, of a clock that is never set. */
    private readonly now: () => number,
  ) {
    this.#healedAt = now();
  }

  /** The collection with the latest changes, of the active generation; undefined when nothing changed. */
  async from(current: Collection): Promise<Collection | undefined> {
    const active = await this.source.active();
    // A generation that another version of the program made is passed over: it cannot be read here.
    const isNew =
      active !== undefined &&
      (active.number !== current.generation || active.holder !== current.frozen.holder) &&
      sameSettings(active.settings);
    const frozen = isNew ? await this.source.load() : this.#takeFrozen(current);
    if (frozen !== undefined) {
      const next = new Collection(frozen);
      this.events.onFrozen(frozen);
      await catchUp(this.source, next);
      return next;
    }
    const changes = await catchUp(this.source, current);
    const mended = await this.#heal(current);
    if (this.#freezing === undefined && (mended > 0 || needsCompaction(current))) this.#freeze(current);
    return changes + mended > 0 ? current : undefined;
  }

  async #heal(current: Collection): Promise<number> {
    if (this.now() - this.#healedAt < HEAL_EVERY_MS) return 0;
    const mended = await heal(current, this.source);
    this.#healedAt = this.now();
    if (mended > 0) this.events.onHealed?.(mended);
    return mended;
  }

  #freeze(current: Collection): void {
    this.#freezing = freeze(current)
      .then((frozen) => {
        this.#frozen = frozen;
      })
      .catch(this.events.onError)
      .finally(() => {
        this.#freezing = undefined;
      });
  }

  /** What was frozen meanwhile, unless it is of another generation than the present one. */
  #takeFrozen(current: Collection): Frozen | undefined {
    const frozen = this.#frozen;
    this.#frozen = undefined;
    return frozen?.generation === current.generation ? frozen : undefined;
  }
}
