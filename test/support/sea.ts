/** A service with a few related stories, on the loopback, for what meets it over HTTP. */
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { DEFAULT_BOX } from '../../src/box/settings.ts';
import { createApp } from '../../src/http/app.ts';
import type { AppDependencies } from '../../src/http/dependencies.ts';
import { Service, type ServiceOptions } from '../../src/service/service.ts';

const log = { info() {}, warn() {}, error() {} };
const SEA = 'Ferries stayed in the harbour of Varnes while the storm flooded its quay.';

/** `sea-0` to `sea-11` are related to each other. */
export const SEA_STORIES = Array.from({ length: 12 }, (_, i) => ({
  id: `sea-${i}`,
  url: `https://www.news.example/sea-${i}`,
  title: `Storm in the harbour, part ${i}`,
  body: `${SEA} Reporter number${i} counted waves${i} and boats${i}.`,
  section: 'Sea',
  publishedAt: '2024-04-29',
}));

export interface SeaService {
  readonly url: string;
  readonly service: Service;
  close(): Promise<void>;
}

export async function openSea(
  options: Omit<ServiceOptions, 'log'>,
  articles: readonly object[] = SEA_STORIES,
  other: Partial<AppDependencies> = {},
): Promise<SeaService> {
  const service = new Service({ ...options, log });
  await service.whenReady();
  const filler = Array.from({ length: 12 }, (_, i) => ({
    ...{ id: `filler-${i}`, title: `Filler ${i}`, body: `Words about subject${i} and only subject${i}.` },
  }));
  for (const result of await service.putArray([...articles, ...filler])) if (result.error) throw result.error;
  await service.settled();
  const app = createApp({
    ...{ service, version: '0', defaults: DEFAULT_BOX, log, remoteAddress: () => undefined },
    ...other,
  });
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    service,
    async close() {
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await service.stop();
    },
  };
}
