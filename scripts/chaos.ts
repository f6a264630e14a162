/** `npm run chaos`: failures made on purpose, and whether the promises of RESILIENCY.md hold. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { numberOption, run, UsageError } from './command.ts';

const help = `Makes failures on purpose and checks the promises of RESILIENCY.md. Needs Postgres' server programs;
rows whose tools are not there say so.

  npm run chaos
  npm run chaos -- --only=A1               one row
  npm run chaos -- --only=A1 --seed=42     the same chances again
  npm run chaos:full                       the long forms: more kills, more articles, longer outages

Options
  --only ROW     a row of RESILIENCY.md, such as A1
  --seed N       default: the time; every run prints it
  --full         the long forms
`;

const options = { only: { type: 'string' }, seed: { type: 'string' }, full: { type: 'boolean' } } as const;

await run({ help, options }, async ({ values }) => {
  const { only, full } = values;
  if (only !== undefined && !/^[A-F]\d{1,2}$/.test(only))
    throw new UsageError(`--only must be a row such as A1, got ${JSON.stringify(only)}`);
  const seed = numberOption('seed', values.seed, 0, 2 ** 31 - 1) ?? Date.now() % 2 ** 31;
  const pattern = only === undefined ? [] : ['--testNamePattern', `\\b${only}\\b`];
  const child = spawn('npx', ['vitest', 'run', '--config', 'vitest.chaos.config.ts', ...pattern], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, CHAOS_SEED: String(seed), CHAOS_FULL: full ? '1' : '0' },
  });
  process.stderr.write(`seed ${seed}\n`);
  const [code] = (await once(child, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
});
