/** How does a process of ours begin and end? Settings, log, signals and exit codes. */
import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { AppError } from './article/errors.ts';
import { type Config, readConfig } from './config.ts';
import type { Log } from './service/log.ts';

export const EXIT = { ok: 0, failure: 1, usage: 2, unverified: 65, busy: 75, config: 78 } as const;

/** Everything but data goes to standard error, so that standard output can be piped. */
export function makeLog(level: Config['logLevel']): Log {
  return pino(
    {
      ...{ level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
      serializers: { err: loggedError },
      redact: ['authorization', 'cookie', '*.authorization', '*.cookie', 'password', '*.password'],
    },
    pino.destination({ dest: 2, sync: true }),
  );
}

/** An error without what it carries: a database's error holds the statement with its values. */
function loggedError(error: unknown): object {
  if (!(error instanceof Error)) return { message: redacted(String(error)) };
  const { name, message, cause } = error;
  const [, ...frames] = (error.stack ?? '').split('\n    at ');
  return {
    name,
    // First: a statement that failed is long, and why it failed stands in its cause.
    ...(cause !== undefined && { cause: redacted(cause instanceof Error ? cause.message : String(cause)) }),
    ...{ message: redacted(message), stack: frames.slice(0, 8).join(' < ') },
    ...('code' in error && { code: error.code }),
  };
}

/** Without passwords of URLs, bearers and the values of a statement; at most 1,000 characters. */
function redacted(text: string): string {
  return text
    .slice(0, 1_000)
    .replace(/\nparams:[\s\S]*/, '\nparams: …')
    .replace(/(:\/\/)[^\s/@]+@/g, '$1…@')
    .replace(/Bearer \S+/gi, 'Bearer …');
}

/** The settings of this process; prints what is wrong and exits with 78. */
export function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(EXIT.config);
  }
}

export function exitCodeOf(error: unknown): number {
  if (!(error instanceof AppError)) return EXIT.failure;
  switch (error.code) {
    case 'busy':
    case 'locked':
      return EXIT.busy;
    case 'unverified':
      return EXIT.unverified;
    case 'config':
      return EXIT.config;
    default:
      return EXIT.failure;
  }
}

/** A stop that takes longer is given up. */
const STOP_MS = 20_000;

/**
 * Runs `stop` at the first SIGTERM or SIGINT and exits with 0; a second one, or a stop of more than 20 s, exits with 1.
 * After a fault that nobody caught nothing is certain any more: it is logged, `stop` is run, and the exit code is 1.
 */
export function stopOnSignal(stop: (cause: NodeJS.Signals | 'fault') => Promise<void>, log: Log): void {
  let isStopping = false;
  const end = (cause: NodeJS.Signals | 'fault') => {
    if (isStopping) {
      if (cause !== 'fault') process.exit(EXIT.failure);
      return;
    }
    isStopping = true;
    log.info({ cause }, 'stopping');
    setTimeout(() => {
      log.error({ seconds: STOP_MS / 1_000 }, 'stopping took too long');
      process.exit(EXIT.failure);
    }, STOP_MS).unref();
    stop(cause).then(
      () => process.exit(cause === 'fault' ? EXIT.failure : EXIT.ok),
      (error: unknown) => {
        log.error({ err: error as Error }, 'stopping failed');
        process.exit(EXIT.failure);
      },
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  // An unhandled rejection ends here as well.
  process.on('uncaughtException', (error) => {
    log.error({ err: error }, 'a fault that nobody caught');
    end('fault');
  });
}

/** Of the package that this file belongs to, from the sources as well as from the build. */
export function packageVersion(): string {
  for (const place of ['../package.json', '../../package.json']) {
    try {
      const { version } = JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as {
        version: string;
      };
      return version;
    } catch {
      // Not there: the build lies one folder deeper.
    }
  }
  throw new Error('package.json was not found beside the program');
}
