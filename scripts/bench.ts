/** `npm run bench`: every figure that we are held to, beside the rivals, in one run. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Figure } from './bench/figure.ts';

const help = `Measures queries, growth, memory, lookups over HTTP, reindexing, starting, pushing, importing and replicas, beside the rivals.

  npm run bench                  everything, some 20 minutes
  npm run bench -- --quick       smaller collections, about a minute, without imports and replicas
  npm run -s bench -- --json     one JSON line per figure: {"name","ours","rival","ratio","unit"}
  npm run bench -- --only queries,hot    parts of it: queries, growth, hot, service, imports, replicas

Real text is read from ../shared/data; Postgres is used where DATABASE_URL or TEST_DATABASE_URL names one (databases of
its own are made and dropped); Lucene where Java and Debian's liblucene8-java are, replicas where wrk and nginx are. What cannot be measured is said.
`;

const PARTS = ['queries', 'growth', 'hot', 'service', 'imports', 'replicas'] as const;
/** Left out by `--quick` unless they are named. */
const LONG = new Set<string>(['imports', 'replicas']);

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    json: { type: 'boolean' },
    only: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help) {
  process.stdout.write(help);
} else {
  const wanted = values.only?.split(',') ?? PARTS.filter((part) => !values.quick || !LONG.has(part));
  const unknown = wanted.filter((part) => !PARTS.some((known) => known === part));
  if (unknown.length > 0) {
    process.stderr.write(`--only knows ${PARTS.join(', ')}, got ${unknown.join(', ')}\n`);
    process.exit(2);
  }
  let code = 0;
  for (const part of PARTS) if (wanted.includes(part)) code = Math.max(code, await run(part));
  process.exitCode = code;
}

/** Each part in a process of its own, so that none pays for what another left in memory. */
async function run(part: string): Promise<number> {
  process.stderr.write(`\n── ${part}\n`);
  const entry = fileURLToPath(new URL(`./bench/${part}.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', entry, ...(values.quick ? ['--quick'] : [])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number>((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
  for await (const line of createInterface({ input: child.stdout }))
    process.stdout.write(values.json ? `${line}\n` : row(JSON.parse(line) as Figure));
  return ended;
}

function row({ name, ours, rival, ratio, unit }: Figure): string {
  const beside =
    rival === null ? '' : `${shown(rival).padStart(12)}${`× ${shown(ratio ?? Number.NaN)}`.padStart(12)}`;
  return `${name.padEnd(72)}${shown(ours).padStart(12)} ${unit.padEnd(24)}${beside}\n`;
}

function shown(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}
