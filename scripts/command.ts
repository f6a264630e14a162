/** What do all commands share? Flags, help, exit codes, and a service or database to work with. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { AppError } from '../src/article/errors.ts';
import { type Config, readConfig } from '../src/config.ts';
import { type Database, openDatabase } from '../src/database/connect.ts';
import { reasonOf } from '../src/database/failures.ts';
import { migrate } from '../src/database/migrate.ts';
import { EXIT, exitCodeOf } from '../src/process.ts';

type ParseArgsOptionsConfig = NonNullable<ParseArgsConfig['options']>;

/** A mistake in how the command was called: exit code 2, with the help. */
export class UsageError extends Error {}

export interface Command<O extends ParseArgsOptionsConfig> {
  readonly help: string;
  readonly options: O;
}

/** Runs `work` with the parsed command line; prints errors to standard error and sets the exit code. */
export async function run<O extends ParseArgsOptionsConfig>(
  { help, options }: Command<O>,
  work: (input: {
    values: ReturnType<typeof parseArgs<{ options: O; allowPositionals: true }>>['values'];
    positionals: string[];
    config: Config;
  }) => Promise<void>,
): Promise<void> {
  // Whoever read our output has enough: `… | head`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.ok);
    throw error;
  });
  try {
    const withHelp = { ...options, help: { type: 'boolean', short: 'h' } } as const;
    const { values, positionals } = parse(withHelp);
    if ('help' in values && values.help) {
      process.stdout.write(help);
      return;
    }
    await work({
      values: values as ReturnType<typeof parseArgs<{ options: O; allowPositionals: true }>>['values'],
      positionals,
      config: readConfig(process.env),
    });
  } catch (error) {
    if (error instanceof UsageError) {
      say(`${error.message}\n\n${help}`);
      process.exitCode = EXIT.usage;
      return;
    }
    say(
      error instanceof AppError
        ? error.message
        : error instanceof Error
          ? (error.stack ?? '').replace(error.message, () => reasonOf(error))
          : String(error),
    );
    process.exitCode = exitCodeOf(error);
  }
}

function parse<O extends ParseArgsOptionsConfig>(options: O) {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

/** A line to standard error: standard output is for data. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Opens the database, migrated; says so when a running server holds it and we work through its socket. */
export async function withDatabase<T>(config: Config, work: (database: Database) => Promise<T>): Promise<T> {
  const { databaseUrl, dataDir } = config;
  const database = await openDatabase({ ...(databaseUrl !== undefined && { url: databaseUrl }), dataDir });
  try {
    if (database.role === 'guest') say(`using the database of the running server (pid ${database.ownerPid})`);
    await migrate(database);
    return await work(database);
  } finally {
    await database.close();
  }
}

/** An option that must be a number in a range. */
export function numberOption(
  name: string,
  text: string | undefined,
  least: number,
  most: number,
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !(value >= least && value <= most)) {
    throw new UsageError(`--${name} must be a number from ${least} to ${most}, got ${JSON.stringify(text)}`);
  }
  return value;
}

/** An option that must be one of some words. */
export function choiceOption<T extends string>(
  name: string,
  text: string | undefined,
  choices: readonly T[],
  otherwise: T,
): T {
  if (text === undefined) return otherwise;
  const found = choices.find((choice) => choice === text);
  if (found === undefined)
    throw new UsageError(`--${name} must be ${choices.join(' or ')}, got ${JSON.stringify(text)}`);
  return found;
}
