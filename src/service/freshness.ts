/** How old is what the index shows? It is current while following works; else its age says when it last was. */

/** Not heard of for so long, the database may hold what the index lacks. */
const STALE_AFTER_SECONDS = 10;

export class Freshness {
  /** On the monotonic clock; before the database was ever there, a snapshot's date brought onto it. */
  #currentAt: number | undefined;

  /** `ageMs`: how long ago the index was complete. */
  current(now: number, ageMs = 0): void {
    this.#currentAt = now - ageMs;
  }

  /** Seconds since the index was known to be complete; null before there is one. */
  ageSeconds(now: number): number | null {
    return this.#currentAt === undefined ? null : Math.max(0, Math.round((now - this.#currentAt) / 1000));
  }

  isStale(now: number, isDatabaseUp: boolean): boolean {
    const age = this.ageSeconds(now);
    return age !== null && (!isDatabaseUp || age > STALE_AFTER_SECONDS);
  }
}
