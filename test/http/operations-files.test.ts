import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { DEFAULT_BOX } from '../../src/box/settings.ts';
import { environment } from '../../src/config.ts';
import { ACCESS } from '../../src/http/access.ts';
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

/** What a page says in backticks, without the record of its trial. */
const namesOf = (page: string) =>
  [...page.replace(/^\*\*Tried\..*$/m, '').matchAll(/`([^`]+)`/g)].map(([, name]) => name as string);

/** Of other programs: the shell's, Postgres' and what Prometheus is asked for. */
const FOREIGN = new Set([
  ...['ps', 'T', 'R', 'ECONNREFUSED', 'NODE_OPTIONS=--max-old-space-size', 'pg_is_wal_replay_paused()'],
  ...['permission denied', 'permission denied for table …', 'does not exist'],
]);

/** The text of the service's own modules. */
async function sourceText(): Promise<string> {
  const folder = join(PROJECT, 'src');
  const names = await readdir(folder, { recursive: true });
  const own = names.filter((name) => name.endsWith('.ts') && !/^(?:client|demo|studio|widget)\//.test(name));
  return (await Promise.all(own.map((name) => readFile(join(folder, name), 'utf8')))).join('\n');
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

  it('have a page for every alert, whose names are the metrics, routes, settings, messages and fields that there are', async () => {
    const alerts = (parse(await read('alerts.yml')) as Alerts).groups.flatMap(({ rules }) =>
      rules.map(({ alert }) => alert),
    );
    const metrics = await (await app.request('/metrics')).text();
    const source = await sourceText();
    const { scripts } = JSON.parse(await readFile(join(PROJECT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const paths = Object.keys(ACCESS).map((route) => route.split(' ')[1]);
    const isThere = async (name: string) => {
      if (alerts.includes(name) || FOREIGN.has(name)) return true;
      const [, route] = /^((?:GET|POST|PUT|DELETE) \/\S+)$/.exec(name) ?? [];
      if (route !== undefined) return route.replace('{id}', ':id') in ACCESS;
      const [, path] = /^(?:curl .*:3000)?(\/\S*)$/.exec(name) ?? [];
      if (path !== undefined) return paths.includes(path.replace('{id}', ':id'));
      const inside = metricsIn(name);
      if (inside.length > 0) return inside.every((metric) => new RegExp(`^${metric}\\b`, 'm').test(metrics));
      if (/^[A-Z]+(?:_[A-Z]+)*$/.test(name)) return name in environment.shape;
      if (name.startsWith('npm run ')) return name.slice('npm run '.length) in scripts;
      if (name.endsWith('.conf')) return read(name).then(() => true);
      const [message = ''] = name.split('…');
      return new RegExp(`(?<![\\w-])${message.replace(/[()[\]{}.?*+]/g, '\\$&')}(?![\\w-])`).test(source);
    };
    const missing: string[] = [];
    let names = 0;
    for (const alert of alerts) {
      const page = await read(`runbook/${alert}.md`);
      expect(page).toMatch(/\n\*\*Tried\.\*\* \S.* → .*\n$/);
      for (const name of namesOf(page)) {
        names++;
        if (!(await isThere(name))) missing.push(`${alert}: ${name}`);
      }
    }
    expect(missing).toEqual([]);
    expect(names).toBeGreaterThan(50);
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

  it('a fault is counted from the first one on, in a page of boxes too, and logged with the id that its answer has', async () => {
    const logged: object[] = [];
    const broken = Object.assign(Object.create(service) as Service, {
      relatedById: () => Promise.reject(new Error('planted')),
      state: () => service.state(),
      staleSeconds: () => undefined,
      memory: () => service.memory(),
      isFull: () => false,
      progress: () => service.progress(),
    });
    const own = createApp({
      ...{
        service: broken,
        version: '0',
        defaults: DEFAULT_BOX,
        metrics: new Metrics(),
        metricsFor: 'public',
      },
      log: { ...silent, error: (fields, message) => void logged.push({ ...fields, message }) },
      remoteAddress: () => '203.0.113.1',
    });
    const counted = async () =>
      /kindred_problems_total\{code="internal"\} (\d+)/.exec(
        await (await own.request('/metrics')).text(),
      )?.[1];
    expect(await counted()).toBe('0');
    const one = await own.request('/v1/articles/x/related');
    const page = await own.request('/v1/related', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"boxes":[{"id":"x"}]}',
    });
    expect([one.status, page.status, await counted()]).toEqual([500, 200, '2']);
    expect(logged).toMatchObject([
      { message: 'a request failed', requestId: one.headers.get('X-Request-Id') },
      { message: 'a box failed', requestId: page.headers.get('X-Request-Id') },
    ]);
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
