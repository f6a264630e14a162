import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { DEFAULT_BOX } from '../../src/box/settings.ts';
import { createApp } from '../../src/http/app.ts';
import { Metrics } from '../../src/http/observing/metrics.ts';
import { Service } from '../../src/service/service.ts';
import { describeDatabase } from '../support/database.ts';
import { PROJECT } from '../support/server.ts';

interface Alerts {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert: string; readonly expr: string }[];
  }[];
}
interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly targets: readonly { readonly expr: string }[];
  }[];
}

const silent = { info() {}, warn() {}, error() {} };
const read = (name: string) => readFile(join(PROJECT, 'operations', name), 'utf8');

/** The metrics of a PromQL expression: names that are neither functions, nor labels, nor words of the language. */
function metricsIn(expression: string): string[] {
  const bare = expression.replace(/\{[^}]*\}|\[[^\]]*\]|\b(?:by|on|without|ignoring) \([^)]*\)/g, ' ');
  const names = [...bare.matchAll(/[a-z_:][\w:]*(?!\w*\s*\()/gi)].map(([name]) => name);
  return names.filter((name) => /^(?:kindred|process|nodejs)_/.test(name) || name.includes('_total'));
}

describeDatabase('the files for operators', (openOptions) => {
  let service: Service;
  let app: ReturnType<typeof createApp>;
  beforeAll(async () => {
    service = new Service({ ...(await openOptions()), log: silent });
    await service.whenReady();
    const metrics = new Metrics();
    metrics.shed('text', 'queue full');
    app = createApp({
      ...{ service, version: '0', defaults: DEFAULT_BOX, log: silent, metrics, metricsFor: 'public' },
      remoteAddress: () => '203.0.113.1',
    });
    await app.request('/v1/articles/none/related');
    await app.request('/livez');
  });
  afterAll(() => service.stop());

  it('name only metrics that the service gives', async () => {
    const text = await (await app.request('/metrics')).text();
    const given = new Set([...text.matchAll(/^([a-z_:][\w:]*)/gim)].map(([, name]) => name));
    const alerts = parse(await read('alerts.yml')) as Alerts;
    const dashboard = JSON.parse(await read('grafana-dashboard.json')) as Dashboard;
    const expressions = [
      ...alerts.groups
        .flatMap(({ rules }) => rules.map(({ expr }) => expr))
        .filter((expr) => !expr.startsWith('up{')),
      ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ];
    expect(expressions.length).toBeGreaterThan(20);
    for (const expression of expressions) {
      const names = metricsIn(expression);
      expect(names.length, expression).toBeGreaterThan(0);
      for (const name of names) expect(given, `${name} in ${expression}`).toContain(name);
    }
  });

  it('have a page for every alert', async () => {
    const alerts = parse(await read('alerts.yml')) as Alerts;
    for (const { alert } of alerts.groups.flatMap(({ rules }) => rules)) {
      await access(join(PROJECT, 'operations', 'runbook', `${alert}.md`));
    }
  });

  it('count by the pattern of a route, however many addresses are asked for', async () => {
    const series = async () => (await (await app.request('/metrics')).text()).split('\n').length;
    await app.request('/v1/articles/x/related');
    const before = await series();
    for (let i = 0; i < 50; i++) {
      await app.request(`/v1/articles/unknown-${i}/related`);
      await app.request(`/nowhere-${i}`);
    }
    // The first address that leads nowhere begins one route of its own kind.
    expect((await series()) - before).toBeLessThan(40);
  });

  it('metrics are for this machine only unless they are public', async () => {
    const own = createApp({
      ...{
        service,
        version: '0',
        defaults: DEFAULT_BOX,
        log: silent,
        metrics: new Metrics(),
        metricsFor: 'loopback',
      },
      remoteAddress: () => '203.0.113.1',
    });
    expect((await own.request('/metrics')).status).toBe(403);
  });
});
