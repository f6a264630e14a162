/** What became of the records of an import? Counted, the first mistakes shown, all of it in a file where one is asked for. */
import { closeSync, openSync, writeSync } from 'node:fs';
import type { IngestStatus } from '../src/service/ingest.ts';
import type { Skipped, SourceRecord } from '../src/sources/record.ts';
import type { Stored } from '../src/sources/web/take.ts';
import { say } from './command.ts';

/** So many refused records, and so many reasons, are shown one by one. */
const SHOWN = 20;
const WRITE_CHARACTERS = 64_000;

export class ImportReport {
  readonly #counts: Record<IngestStatus | 'skipped', number> = {
    created: 0,
    updated: 0,
    unchanged: 0,
    outdated: 0,
    refused: 0,
    skipped: 0,
  };
  readonly #reasons = new Map<string, number>();
  readonly #file: number | undefined;
  #lines = '';

  /** `path`: of the file with the details. */
  constructor(path: string | undefined) {
    this.#file = path === undefined ? undefined : openSync(path, 'w');
  }

  /** Articles that were accepted, refused, or known already. */
  get records(): number {
    const { created, updated, unchanged, outdated, refused } = this.#counts;
    return created + updated + unchanged + outdated + refused;
  }

  get isAllRefused(): boolean {
    return this.#counts.refused > 0 && this.records === this.#counts.refused;
  }

  /** `places`: of the records, by their index, where a format has them. */
  stored(source: string, results: readonly Stored[], places: ReadonlyMap<number, string>): void {
    for (const { index, id, status, error } of results) {
      this.#counts[status]++;
      const place = places.get(index) ?? `record ${index + 1}`;
      this.#write({ source, place, id, status, ...(error && { reason: error.message }) });
      if (error && this.#counts.refused <= SHOWN)
        say(`${nameOf(source)}${place}${id === null ? '' : ` (${id})`}: ${error.message}`);
    }
  }

  same(source: string, place: string): void {
    this.#counts.unchanged++;
    this.#write({ source, place, status: 'unchanged' });
  }

  skipped(source: string, { place, reason }: Skipped): void {
    this.#counts.skipped++;
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
    this.#write({ source, place, status: 'skipped', reason });
  }

  end(seconds: number): void {
    const { created, updated, unchanged, outdated, refused, skipped } = this.#counts;
    if (refused > SHOWN) say(`… and ${refused - SHOWN} more refused`);
    say(
      `${this.records} articles in ${seconds.toFixed(1)} s: ${created} new, ${updated} changed, ${unchanged} unchanged, ${outdated} outdated, ${refused} refused, ${skipped} skipped`,
    );
    for (const line of reasonLines(this.#reasons)) say(line);
  }

  close(): void {
    if (this.#file === undefined) return;
    this.#flush();
    closeSync(this.#file);
  }

  #write(line: object): void {
    if (this.#file === undefined) return;
    this.#lines += `${JSON.stringify(line)}\n`;
    if (this.#lines.length >= WRITE_CHARACTERS) this.#flush();
  }

  #flush(): void {
    if (this.#file !== undefined && this.#lines !== '') writeSync(this.#file, this.#lines);
    this.#lines = '';
  }
}

/** The most frequent first. */
export function reasonLines(reasons: ReadonlyMap<string, number>): string[] {
  const sorted = [...reasons].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const lines = sorted.slice(0, SHOWN).map(([reason, count]) => `  skipped ${count}: ${reason}`);
  if (sorted.length > SHOWN) lines.push(`  … and ${sorted.length - SHOWN} more reasons`);
  return lines;
}

const nameOf = (source: string) => (source === '' ? '' : `${source}, `);

/** Where the records of a batch are in their source. */
export function placesOf(records: readonly SourceRecord[]): Map<number, string> {
  return new Map(
    records.flatMap(({ index, place }) => (place === undefined ? [] : [[index, place] as const])),
  );
}
