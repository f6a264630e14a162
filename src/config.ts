/** Which settings is the process run with? Every one read once from the environment; all bad ones reported at once. */
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { AppError, shown } from './article/errors.ts';
import type { BoxSettings } from './box/settings.ts';
import { DEFAULT_BOX } from './box/settings.ts';

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  /** Threads of a reindex. */
  readonly workers: number;
  readonly adminKey: string | undefined;
  readonly corsOrigins: readonly string[] | undefined;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly box: BoxSettings;
}

const share = z.coerce.number().min(0).max(1);
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

const environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\/\S+$/, 'must begin with postgres://')
    .optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  WORKERS: z.coerce.number().int().min(1).max(64).optional(),
  ADMIN_KEY: z.string().min(16).optional(),
  CORS_ORIGINS: z.string().default('*'),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  BREADTH: share.default(DEFAULT_BOX.breadth),
  DIVERSITY: share.default(DEFAULT_BOX.diversity),
  HALF_LIFE_DAYS: z.coerce.number().min(0).max(36_500).default(DEFAULT_BOX.halfLifeDays),
  MIN_SCORE: z.union([z.literal('auto'), share]).default(DEFAULT_BOX.minScore),
});

/** Values that must never be printed. */
const SECRET = new Set(['DATABASE_URL', 'ADMIN_KEY']);

/** Throws `config` with one line for each bad variable. An empty variable counts as absent. */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      const got = SECRET.has(name) ? '' : `, got ${shown(given[name])}`;
      return `${name}: ${issue.message}${got}`;
    });
    throw new AppError('config', lines.join('\n'));
  }
  const values = parsed.data;
  return {
    host: values.HOST,
    port: values.PORT,
    databaseUrl: values.DATABASE_URL,
    dataDir: values.DATA_DIR,
    workers: values.WORKERS ?? Math.max(1, availableParallelism() - 1),
    adminKey: values.ADMIN_KEY,
    corsOrigins:
      values.CORS_ORIGINS === '*' ? undefined : values.CORS_ORIGINS.split(',').map((origin) => origin.trim()),
    logLevel: values.LOG_LEVEL,
    box: {
      ...DEFAULT_BOX,
      breadth: values.BREADTH,
      diversity: values.DIVERSITY,
      halfLifeDays: values.HALF_LIFE_DAYS,
      minScore: values.MIN_SCORE,
    },
  };
}
