/** How is the application served, and how does it stop? */

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Hono } from 'hono';
import type { Config } from './config.ts';
import { createApp } from './http/app.ts';
import type { Log } from './service/log.ts';
import { Service } from './service/service.ts';
import type { SitesOptions } from './service/sites.ts';

export interface RunningServer {
  readonly service: Service;
  /** Where it listens, e.g. `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Ends in this order: no new connections, answers under way, the service, the database. */
  stop(): Promise<void>;
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
    dataDir: config.dataDir,
    threads: config.workers,
    log,
    ...(config.webhookSecret !== undefined && { webhookSecret: config.webhookSecret }),
    ...(config.sources.follow.length > 0 && { sites: sitesOf(config, log, version) }),
  });
  const app = createApp({
    service,
    version,
    defaults: config.box,
    ...(config.adminKey !== undefined && { adminKey: config.adminKey }),
    ...(config.corsOrigins && { corsOrigins: config.corsOrigins }),
    log,
    remoteAddress: (c) => getConnInfo(c).remote.address,
    ...(demo && { demo: demo.site, sampleId: demo.sampleId }),
  });
  const server = serve({
    fetch: app.fetch,
    hostname: config.host,
    port: config.port,
    serverOptions: {
      headersTimeout: 10_000,
      requestTimeout: 300_000,
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: 1_000,
      maxHeaderSize: 8_192,
    },
  }) as Server;
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('listening', resolve);
      server.once('error', reject);
    });
  } catch (error) {
    await service.stop();
    throw error;
  }
  const { address, port, family } = server.address() as AddressInfo;
  const host = family === 'IPv6' ? `[${address}]` : address;
  return {
    service,
    url: `http://${host}:${port}`,
    async stop() {
      await closed(server);
      await service.stop();
    },
  };
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
