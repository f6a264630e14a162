/** Which settings is the process run with? Every one read once from the environment; all bad ones reported at once. */
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { AppError, shown } from './article/errors.ts';
import { canonicalUrl } from './article/url.ts';
import type { BoxSettings } from './box/settings.ts';
import { DEFAULT_BOX } from './box/settings.ts';

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string | undefined;
  /** A streaming replica of it, asked for what is shown; undefined: the database itself is. */
  readonly databaseReadUrl: string | undefined;
  readonly dataDir: string;
  /** Threads of a reindex. */
  readonly workers: number;
  readonly adminKey: string | undefined;
  /** Do lookups need a key? */
  readonly reading: 'public' | 'keyed';
  /** Proxies in front whose X-Forwarded-For is believed. */
  readonly trustProxy: number;
  /** Calls a minute for each key or address; 0: no limit. */
  readonly rates: Readonly<Record<'lookup' | 'text' | 'write' | 'admin', number>>;
  readonly corsOrigins: readonly string[] | undefined;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** An idle connection is kept so long: longer than a proxy in front keeps it. */
  readonly keepAliveMs: number;
  readonly maxConnections: number;
  /** Between `readyz` saying no and the last connection taken, at SIGTERM. */
  readonly drainMs: number;
  /** Articles are refused before the process takes so much; undefined: what the machine or the container has. */
  readonly memoryBytes: number | undefined;
  /** Who reads the metrics: nobody, this machine, everybody, or whoever reaches a port of their own. */
  readonly metrics: 'off' | 'loopback' | 'public' | number;
  /** Where traces are sent to, by OTLP over HTTP; undefined: nowhere. */
  readonly tracesTo: string | undefined;
  readonly box: BoxSettings;
  readonly sources: SourceConfig;
  /** Signs what WordPress, Ghost and hubs of feeds send. */
  readonly webhookSecret: string | undefined;
  /** Where the service is reached from outside, without a slash at the end. */
  readonly publicUrl: string | undefined;
}

/** What is read from other machines, by the server and by the commands. */
export interface SourceConfig {
  /** Addresses that the server follows. */
  readonly follow: readonly string[];
  /** From one pass over them to the next. */
  readonly everyMs: number;
  /** `NAME:PASSWORD` of a private site. */
  readonly user: string | undefined;
  /** Also this machine and private networks. */
  readonly allowPrivate: boolean;
}

const share = z.coerce.number().min(0).max(1);
const postgresUrl = z.string().regex(/^postgres(?:ql)?:\/\/\S+$/, 'must begin with postgres://');
const rate = z.coerce.number().int().min(0).max(10_000_000);
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

/** As the reference lists it; a test compares them. */
export const environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_READ_URL: postgresUrl.optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  WORKERS: z.coerce.number().int().min(1).max(64).optional(),
  ADMIN_KEY: z.string().min(16).optional(),
  READING: z.enum(['public', 'keyed']).default('public'),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  RATE_LOOKUP: rate.default(60_000),
  RATE_TEXT: rate.default(1_200),
  RATE_WRITE: rate.default(30_000),
  RATE_ADMIN: rate.default(600),
  CORS_ORIGINS: z.string().default('*'),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  KEEP_ALIVE_SECONDS: z.coerce.number().min(1).max(3_600).default(65),
  MAX_CONNECTIONS: z.coerce.number().int().min(16).max(100_000).default(2_000),
  DRAIN_SECONDS: z.coerce.number().min(0).max(10).default(2),
  MEMORY_LIMIT_MB: z.coerce.number().int().min(128).max(1_048_576).optional(),
  METRICS: z
    .union([z.enum(['off', 'loopback', 'public']), z.coerce.number().int().min(1).max(65_535)], {
      error: 'must be off, loopback, public or a port',
    })
    .default('loopback'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
    .optional(),
  BREADTH: share.default(DEFAULT_BOX.breadth),
  DIVERSITY: share.default(DEFAULT_BOX.diversity),
  HALF_LIFE_DAYS: z.coerce.number().min(0).max(36_500).default(DEFAULT_BOX.halfLifeDays),
  MIN_SCORE: z.union([z.literal('auto'), share]).default(DEFAULT_BOX.minScore),
  FOLLOW: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+(?=https?:|$)/i).filter((address) => address !== ''))
    .refine(
      (addresses) => addresses.every((address) => canonicalUrl(address) !== undefined),
      'must be http or https addresses without user name and password, separated by commas',
    ),
  FOLLOW_MINUTES: z.coerce.number().min(0.1).max(10_080).default(5),
  SOURCE_USER: z.string().includes(':', 'must be NAME:PASSWORD').optional(),
  ALLOW_PRIVATE_SOURCES: z
    .string()
    .regex(/^(?:true|false|yes|no|1|0)$/i, 'must be true or false')
    .default('false')
    .transform((text) => /^(?:true|yes|1)$/i.test(text)),
  WEBHOOK_SECRET: z.string().min(16).optional(),
  PUBLIC_URL: z
    .string()
    .refine((text) => canonicalUrl(text) !== undefined, 'must be an http or https address')
    .optional(),
});

/** Values that must never be printed. */
const SECRET = new Set([
  'DATABASE_URL',
  'DATABASE_READ_URL',
  'ADMIN_KEY',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'FOLLOW',
  'SOURCE_USER',
  'WEBHOOK_SECRET',
  'PUBLIC_URL',
]);

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
  if (values.DATABASE_READ_URL !== undefined && values.DATABASE_URL === undefined)
    throw new AppError('config', 'DATABASE_READ_URL: is a replica of DATABASE_URL, which is not set');
  if (values.SOURCE_USER !== undefined && !isOneSite(values.FOLLOW))
    throw new AppError(
      'config',
      'SOURCE_USER: is the password of one site, and FOLLOW names several: follow the others without it, with npm run follow',
    );
  return {
    host: values.HOST,
    port: values.PORT,
    databaseUrl: values.DATABASE_URL,
    databaseReadUrl: values.DATABASE_READ_URL,
    dataDir: values.DATA_DIR,
    workers: values.WORKERS ?? Math.max(1, availableParallelism() - 1),
    adminKey: values.ADMIN_KEY,
    reading: values.READING,
    trustProxy: values.TRUST_PROXY,
    rates: {
      lookup: values.RATE_LOOKUP,
      text: values.RATE_TEXT,
      write: values.RATE_WRITE,
      admin: values.RATE_ADMIN,
    },
    corsOrigins:
      values.CORS_ORIGINS === '*' ? undefined : values.CORS_ORIGINS.split(',').map((origin) => origin.trim()),
    logLevel: values.LOG_LEVEL,
    keepAliveMs: 1_000 * values.KEEP_ALIVE_SECONDS,
    maxConnections: values.MAX_CONNECTIONS,
    drainMs: 1_000 * values.DRAIN_SECONDS,
    memoryBytes: values.MEMORY_LIMIT_MB && values.MEMORY_LIMIT_MB * 1_048_576,
    metrics: values.METRICS,
    tracesTo: values.OTEL_EXPORTER_OTLP_ENDPOINT,
    box: {
      ...DEFAULT_BOX,
      breadth: values.BREADTH,
      diversity: values.DIVERSITY,
      halfLifeDays: values.HALF_LIFE_DAYS,
      minScore: values.MIN_SCORE,
    },
    sources: {
      follow: values.FOLLOW,
      everyMs: values.FOLLOW_MINUTES * 60_000,
      user: values.SOURCE_USER,
      allowPrivate: values.ALLOW_PRIVATE_SOURCES,
    },
    webhookSecret: values.WEBHOOK_SECRET,
    publicUrl: values.PUBLIC_URL?.replace(/\/+$/, ''),
  };
}

/** A password goes to one site, never to whatever else is read beside it. */
export function isOneSite(addresses: readonly string[]): boolean {
  return new Set(addresses.map((address) => new URL(address).origin)).size <= 1;
}
