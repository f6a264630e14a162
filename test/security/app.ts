/** How do the security tests get a service, an application and keys? */
import type { Scope } from '../../src/access/scopes.ts';
import { DEFAULT_BOX } from '../../src/box/settings.ts';
import { createApp } from '../../src/http/app.ts';
import { type AppDependencies, DEFAULT_ACCESS } from '../../src/http/dependencies.ts';
import { Metrics } from '../../src/http/observing/metrics.ts';
import { Service, type ServiceOptions } from '../../src/service/service.ts';

export const silent = { info() {}, warn() {}, error() {} };
export const ADMIN_KEY = 'an-admin-key-of-some-length';
export const OUTSIDE = '203.0.113.9';

/** Limits that no test reaches by accident. */
export const UNHURRIED = { ...DEFAULT_ACCESS, rates: { lookup: 0, text: 0, write: 0, admin: 0 } };

/** A service with three articles that are related. */
export async function startService(options: Omit<ServiceOptions, 'log'>): Promise<Service> {
  const service = new Service({ ...options, log: silent });
  await service.whenReady();
  const fields = { section: 'city', tags: ['sea'], publishedAt: '2024-04-29', language: 'en' };
  await service.putArray([
    {
      id: 'storm',
      title: 'Storm floods the harbour',
      body: 'The storm flooded the harbour and its quay.',
      url: 'https://news.example/storm',
      ...fields,
    },
    {
      id: 'ferries',
      title: 'Ferries wait out the storm',
      body: 'Ferries stayed in the harbour while the storm flooded the quay.',
      ...fields,
    },
    { id: 'chess', title: 'A chess prodigy wins', body: 'A girl of nine won the tournament.', ...fields },
  ]);
  await service.settled();
  return service;
}

export type Ask = (path: string, init?: RequestInit & { key?: string }) => Promise<Response>;

/** The application as it is asked from outside, with ADMIN_KEY configured, unless said otherwise. */
export function appOf(service: Service, other: Partial<AppDependencies> = {}) {
  return createApp({
    service,
    version: '0.0.0',
    defaults: DEFAULT_BOX,
    log: silent,
    adminKey: ADMIN_KEY,
    access: UNHURRIED,
    metrics: new Metrics(),
    metricsFor: 'public',
    remoteAddress: () => OUTSIDE,
    ...other,
  });
}

export function askerOf(app: ReturnType<typeof appOf>): Ask {
  return async (path, { key, ...init } = {}) =>
    app.request(`http://localhost${path}`, {
      ...init,
      headers: {
        host: 'localhost',
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...(init.headers as Record<string, string> | undefined),
      },
    });
}

export const json = (method: string, body: unknown, key?: string) => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
  ...(key !== undefined && { key }),
});

export async function keyWith(service: Service, scopes: readonly Scope[], expiresAt: Date | null = null) {
  return service.keys.create({ name: scopes.join(' '), scopes, expiresAt }, new Date());
}
