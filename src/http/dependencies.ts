/** What do the routes need? */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, Hono } from 'hono';
import type { BoxSettings } from '../box/settings.ts';
import type { Log } from '../service/log.ts';
import type { Service } from '../service/service.ts';

export type App = OpenAPIHono;

/** Who may read, who stands in front, and how fast one may ask. */
export interface AccessSettings {
  /** `keyed`: lookups need the scope `read` too. */
  readonly reading: 'public' | 'keyed';
  /** Proxies in front whose X-Forwarded-For is believed. */
  readonly trustProxy: number;
  /** Calls a minute for each key, or each address without one; 0: no limit. */
  readonly rates: Readonly<Record<'lookup' | 'text' | 'write' | 'admin', number>>;
}

/** A page template that asks for every reader stays below these; somebody who means harm does not. */
export const DEFAULT_ACCESS: AccessSettings = {
  reading: 'public',
  trustProxy: 0,
  rates: { lookup: 60_000, text: 1_200, write: 30_000, admin: 600 },
};

export interface AppDependencies {
  readonly service: Service;
  readonly version: string;
  readonly defaults: BoxSettings;
  readonly adminKey?: string;
  /** Default DEFAULT_ACCESS. */
  readonly access?: AccessSettings;
  /** Origins whose pages may read; default any. */
  readonly corsOrigins?: readonly string[];
  readonly log: Log;
  readonly remoteAddress: (c: Context) => string | undefined;
  /** A site to mount below /demo. */
  readonly demo?: Hono;
  readonly sampleId?: string;
}
