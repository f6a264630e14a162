/** What does a measurement say? One line of JSON per figure on standard output; everything else goes to standard error. */

export interface Figure {
  readonly name: string;
  readonly ours: number;
  /** What it is compared with; null where there is nothing. */
  readonly rival: number | null;
  /** ours ÷ rival. */
  readonly ratio: number | null;
  readonly unit: string;
}

export function print(name: string, ours: number, rival: number | null, unit: string): void {
  const ratio = rival === null || rival === 0 ? null : ours / rival;
  process.stdout.write(`${JSON.stringify({ name, ours, rival, ratio, unit } satisfies Figure)}\n`);
}

export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** The value below which the share `q` of the values lies; of a copy, so the order stays. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The arguments of a part of the benchmark: `--quick`, and a Postgres where there is one. */
export const isQuick = process.argv.includes('--quick');
export const databaseUrl = process.env.DATABASE_URL ?? process.env.TEST_DATABASE_URL;

/** `count` numbers below `size`, spread evenly. */
export function spread(size: number, count: number, from = 0): number[] {
  const step = Math.max(1, Math.floor(size / count));
  return Array.from({ length: Math.min(count, size) }, (_, i) => (from + i * step) % size);
}
