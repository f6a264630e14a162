/** What do the routes need? */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, Hono } from 'hono';
import type { BoxSettings } from '../box/settings.ts';
import type { Log } from '../service/log.ts';
import type { Service } from '../service/service.ts';
import type { Admission } from './admission/admission.ts';
import type { Pressure } from './admission/pressure.ts';
import type { Metrics } from './observing/metrics.ts';
import type { Tracer } from './observing/tracing.ts';
import type { Rates } from './rates.ts';
import type { RememberedAnswers } from './remembered.ts';

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
  readonly metrics?: Metrics;
  /** Who reads the metrics at `/metrics`; default nobody. */
  readonly metricsFor?: 'public' | 'loopback';
  readonly pressure?: Pressure;
  readonly tracer?: Tracer;
  /** Default: one of the usual limits that knows no pressure. */
  readonly admission?: Admission;
  /** Default: as `access` says. */
  readonly rates?: Rates;
  /** Default: of the usual size. */
  readonly remembered?: RememberedAnswers | undefined;
  /** Aborted when the process is about to stop: then it is not ready any more. */
  readonly draining?: AbortSignal;
  readonly remoteAddress: (c: Context) => string | undefined;
  /** A site to mount below /demo. */
  readonly demo?: Hono;
  readonly sampleId?: string;
}
