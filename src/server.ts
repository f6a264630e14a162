/** How is the application served, and how does it stop? */

import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Hono } from 'hono';
import { AppError } from './article/errors.ts';
import type { Config } from './config.ts';
import { documentation } from './docs/documentation.ts';
import { Admission } from './http/admission/admission.ts';
import { MeasuredPressure } from './http/admission/pressure.ts';
import { turningAway } from './http/admission/turn-away.ts';
import { givingAgain } from './http/again.ts';
import { createApp } from './http/app.ts';
import { boxFiles } from './http/box-files.ts';
import { Metrics } from './http/observing/metrics.ts';
import { serveMetrics } from './http/observing/metrics-route.ts';
import { startTracing } from './http/observing/tracing.ts';
import { Rates } from './http/rates.ts';
import { rememberedAnswers } from './http/remembered.ts';
import { publishedStudio } from './http/studio/routes.ts';
import type { Log } from './service/log.ts';
import { Service } from './service/service.ts';
import type { SitesOptions } from './service/sites.ts';
import { mostConnections } from './serving/descriptors.ts';
import { cutSlowClients } from './serving/slow-clients.ts';

export interface RunningServer {
  readonly service: Service;
  /** Where it listens, e.g. `http://127.0.0.1:3000`. */
  readonly url: string;
  /**
   * Ends in this order: it calls itself not ready, waits `noticeMs` for balancers to see that, takes no new connections,
   * finishes the answers under way, then closes the service and the database.
   */
  stop(noticeMs?: number): Promise<void>;
}

/** Answers under way get so long at a stop; then their connections are cut. */
const DRAIN_MS = 5_000;

export async function startServer(
  config: Config,
  log: Log,
  version: string,
  demo?: { readonly site: Hono; readonly sampleId: string },
): Promise<RunningServer> {
  const service = new Service({
    ...(config.databaseUrl !== undefined && { databaseUrl: config.databaseUrl }),
    ...(config.databaseReadUrl !== undefined && { databaseReadUrl: config.databaseReadUrl }),
    dataDir: config.dataDir,
    threads: config.workers,
    ...(config.memoryBytes !== undefined && { memoryBytes: config.memoryBytes }),
    log,
    ...(config.webhookSecret !== undefined && { webhookSecret: config.webhookSecret }),
    ...(config.sources.follow.length > 0 && { sites: sitesOf(config, log, version) }),
  });
  // Made once, now, so that no reader waits for it.
  publishedStudio().catch((err: unknown) => log.error({ err }, 'there is no studio: run npm run build'));
  boxFiles().catch((err: unknown) => log.error({ err }, 'there is no box script: run npm run build'));
  documentation().catch((err: unknown) => log.error({ err }, 'there is no documentation'));
  const pressure = new MeasuredPressure();
  const metrics = config.metrics === 'off' ? undefined : new Metrics();
  const tracer = config.tracesTo === undefined ? undefined : await startTracing(config.tracesTo, version);
  const draining = new AbortController();
  const admission = new Admission({ pressure, onShed: (work, reason) => metrics?.shed(work, reason) });
  const { reading, trustProxy, corsOrigins } = config;
  const rates = new Rates(config.rates);
  const remembered = rememberedAnswers({ service, ...(corsOrigins && { corsOrigins }) });
  const app = createApp({
    service,
    version,
    defaults: config.box,
    ...(config.adminKey !== undefined && { adminKey: config.adminKey }),
    access: { reading, trustProxy, rates: config.rates },
    rates,
    remembered,
    ...(corsOrigins && { corsOrigins }),
    log,
    admission,
    pressure,
    ...(metrics && { metrics }),
    ...(typeof config.metrics === 'string' && config.metrics !== 'off' && { metricsFor: config.metrics }),
    ...(tracer && { tracer }),
    draining: draining.signal,
    remoteAddress: (c) => getConnInfo(c).remote.address,
    ...(demo && { demo: demo.site, sampleId: demo.sampleId }),
  });
  const early = { log, ...(metrics && { metrics }), draining: draining.signal };
  const again = (listener: RequestListener) =>
    // Where each lookup is traced or needs a key, the application sees to that.
    remembered && !tracer && reading === 'public'
      ? givingAgain(listener, {
          ...early,
          ...{ remembered, rates, trustProxy, staleSeconds: () => service.staleSeconds() },
        })
      : listener;
  const server = serve({
    fetch: app.fetch,
    hostname: config.host,
    port: config.port,
    createServer: ((options: ServerOptions, listener: RequestListener) =>
      createServer(options, again(turningAway(listener, { ...early, admission })))) as typeof createServer,
    serverOptions: {
      // Of a request's head; how fast a body has to come, slow-clients.ts says.
      headersTimeout: 5_000,
      requestTimeout: 300_000,
      keepAliveTimeout: config.keepAliveMs,
      connectionsCheckingInterval: 1_000,
      maxHeaderSize: 8_192,
    },
  }) as Server;
  cutSlowClients(server);
  let metricsServer: Server | undefined;
  const stopService = async () => {
    metricsServer?.close();
    metricsServer?.closeAllConnections();
    pressure.stop();
    await service.stop();
    await tracer?.stop();
  };
  try {
    await listening(server);
    if (metrics && typeof config.metrics === 'number')
      metricsServer = await serveMetrics(metrics, config.host, config.metrics);
    server.maxConnections = await mostConnections(config.maxConnections);
  } catch (cause) {
    await stopService();
    throw unusable(cause as NodeJS.ErrnoException, config);
  }
  const { address, port, family } = server.address() as AddressInfo;
  const host = family === 'IPv6' ? `[${address}]` : address;
  return {
    service,
    url: `http://${host}:${port}`,
    async stop(noticeMs = 0) {
      draining.abort();
      if (noticeMs > 0) await pause(noticeMs);
      await closed(server);
      await stopService();
    },
  };
}

async function listening(server: Server): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
}

/** An address that cannot be listened at is a wrong setting, whatever else is right. */
function unusable(cause: NodeJS.ErrnoException, { host, port }: Config): unknown {
  switch (cause.code) {
    case 'EADDRINUSE':
      return new AppError('config', `PORT: ${port} is in use at ${host}`, undefined, { cause });
    case 'EACCES':
      return new AppError('config', `PORT: ${port} may not be used by this user`, undefined, { cause });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return new AppError('config', `HOST: this machine has no address ${JSON.stringify(host)}`, undefined, {
        cause,
      });
    default:
      return cause;
  }
}

function sitesOf({ sources, publicUrl, webhookSecret }: Config, log: Log, version: string): SitesOptions {
  const { follow, everyMs, user, allowPrivate } = sources;
  return {
    ...{ sources: follow, version, everyMs, user, allowPrivate, publicUrl, secret: webhookSecret },
    onChange: ({ source, phase, kind, known, lastError }) => {
      if (phase === 'failing') log.warn({ source, reason: lastError }, 'following failed, trying again');
      else if (phase === 'waiting') log.info({ source, kind, known }, 'followed');
    },
    onNote: (note) => log.info({ note }, 'following'),
  };
}

async function closed(server: Server): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(cut);
}
