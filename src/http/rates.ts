/** How fast may somebody call? One limit for each kind of call, for each key, or each address without one. */
import { isLoopback, neighbourhood } from '../access/client.ts';
import { Pace } from '../access/pace.ts';
import type { Rate } from './access.ts';
import { Slower } from './slower.ts';

export class Rates {
  readonly #paces: Readonly<Record<Exclude<Rate, 'exempt'>, Pace>>;

  constructor(private readonly perMinute: Readonly<Record<Exclude<Rate, 'exempt'>, number>>) {
    this.#paces = {
      lookup: new Pace({ perMinute: perMinute.lookup }),
      text: new Pace({ perMinute: perMinute.text }),
      write: new Pace({ perMinute: perMinute.write }),
      admin: new Pace({ perMinute: perMinute.admin }),
    };
  }

  /** Counts a call of `who`. Throws Slower. */
  limit(rate: Rate, who: string): void {
    if (rate === 'exempt') return;
    const waitMs = this.#paces[rate].take(who, performance.now());
    if (waitMs > 0) throw new Slower(waitMs, `more than ${this.perMinute[rate]} calls of this kind a minute`);
  }

  /** Counts a call without a key. This machine's own are not counted. Throws Slower. */
  limitAddress(rate: Rate, address: string | undefined): void {
    if (!isLoopback(address)) this.limit(rate, neighbourhood(address));
  }

  /** Counts a lookup without a key, unless that would be one too many. */
  allowsLookup(address: string | undefined): boolean {
    return isLoopback(address) || this.#paces.lookup.take(neighbourhood(address), performance.now()) === 0;
  }
}
