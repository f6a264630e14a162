import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { environment, readConfig } from '../../src/config.ts';
import { accessOf } from '../../src/http/access.ts';
import { PROJECT } from '../support/server.ts';

/** Are the manifests what Kubernetes takes, and do they speak of this program? Fields are those of its API, strictly: a misspelt one is refused. */
const KINDRED = { 'app.kubernetes.io/name': 'kindred' };
const labels = z.record(z.string(), z.string());
const metadata = z.strictObject({ name: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/), labels });
const selector = z.strictObject({ matchLabels: labels });
const quantity = z.string().regex(/^\d+(?:m|Mi|Gi)?$/);
const port = z.union([z.int().min(1).max(65_535), z.string().regex(/^[a-z][a-z0-9-]{0,14}$/)]);
const probe = z.strictObject({
  httpGet: z.strictObject({ path: z.string().startsWith('/'), port }),
  periodSeconds: z.int().min(1),
  timeoutSeconds: z.int().min(1).optional(),
  failureThreshold: z.int().min(1),
});
const container = z.strictObject({
  name: z.string(),
  image: z.string().regex(/^[\w./-]+:[\w.-]+$/),
  ports: z.array(z.strictObject({ name: z.string(), containerPort: z.int() })),
  env: z.array(
    z.union([
      z.strictObject({ name: z.string(), value: z.string() }),
      z.strictObject({
        name: z.string(),
        valueFrom: z.strictObject({
          secretKeyRef: z.strictObject({
            name: z.string(),
            key: z.string(),
            optional: z.boolean().optional(),
          }),
        }),
      }),
    ]),
  ),
  startupProbe: probe,
  livenessProbe: probe,
  readinessProbe: probe,
  resources: z.strictObject({
    requests: z.strictObject({ cpu: quantity, memory: quantity }),
    limits: z.strictObject({ memory: quantity }),
  }),
  securityContext: z.strictObject({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
  }),
  volumeMounts: z.array(z.strictObject({ name: z.string(), mountPath: z.string().startsWith('/') })),
});
const deployment = z.strictObject({
  apiVersion: z.literal('apps/v1'),
  kind: z.literal('Deployment'),
  metadata,
  spec: z.strictObject({
    replicas: z.int().min(2),
    selector,
    strategy: z.strictObject({
      type: z.literal('RollingUpdate'),
      rollingUpdate: z.strictObject({ maxSurge: z.int().min(1), maxUnavailable: z.literal(0) }),
    }),
    template: z.strictObject({
      metadata: z.strictObject({ labels }),
      spec: z.strictObject({
        automountServiceAccountToken: z.literal(false),
        enableServiceLinks: z.literal(false),
        terminationGracePeriodSeconds: z.int(),
        securityContext: z.strictObject({
          runAsNonRoot: z.literal(true),
          runAsUser: z.int().min(1),
          runAsGroup: z.int().min(1),
          fsGroup: z.int().min(1),
          seccompProfile: z.strictObject({ type: z.literal('RuntimeDefault') }),
        }),
        topologySpreadConstraints: z.array(
          z.strictObject({
            maxSkew: z.int().min(1),
            topologyKey: z.string(),
            whenUnsatisfiable: z.enum(['DoNotSchedule', 'ScheduleAnyway']),
            labelSelector: selector,
          }),
        ),
        containers: z.tuple([container]),
        volumes: z.array(
          z.strictObject({ name: z.string(), emptyDir: z.strictObject({ sizeLimit: quantity }) }),
        ),
      }),
    }),
  }),
});
const service = z.strictObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('Service'),
  metadata,
  spec: z.strictObject({
    type: z.literal('ClusterIP'),
    selector: labels,
    ports: z.array(z.strictObject({ name: z.string(), port: z.int(), targetPort: port })),
  }),
});
const budget = z.strictObject({
  apiVersion: z.literal('policy/v1'),
  kind: z.literal('PodDisruptionBudget'),
  metadata,
  spec: z.strictObject({ minAvailable: z.int().min(1), selector }),
});
const openPorts = z.array(z.strictObject({ protocol: z.enum(['TCP', 'UDP']), port })).min(1);
const policy = z.strictObject({
  apiVersion: z.literal('networking.k8s.io/v1'),
  kind: z.literal('NetworkPolicy'),
  metadata,
  spec: z.strictObject({
    podSelector: selector,
    policyTypes: z.tuple([z.literal('Ingress'), z.literal('Egress')]),
    ingress: z.array(
      z.strictObject({
        from: z.array(z.strictObject({ namespaceSelector: selector })).optional(),
        ports: openPorts,
      }),
    ),
    egress: z.array(z.strictObject({ ports: openPorts })),
  }),
});
const manifest = z.discriminatedUnion('kind', [deployment, service, budget, policy]);
type Manifest = z.infer<typeof manifest>;

const FOLDER = join(PROJECT, 'operations', 'kubernetes');
async function manifests(): Promise<Manifest[]> {
  const files = (await readdir(FOLDER)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(FOLDER, file), 'utf8')));
  const documents = texts.flatMap((text) => parseAllDocuments(text));
  return documents.map((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    return manifest.parse(document.toJS());
  });
}
async function one<K extends Manifest['kind']>(kind: K): Promise<Extract<Manifest, { kind: K }>> {
  const found = (await manifests()).filter((each) => each.kind === kind);
  expect(found.length, kind).toBe(1);
  return found[0] as Extract<Manifest, { kind: K }>;
}
async function pod() {
  const { spec } = await one('Deployment');
  return { ...spec.template.spec, container: spec.template.spec.containers[0] };
}

it('the manifests have the fields that Kubernetes knows, and select the pods that are made', async () => {
  const { spec } = await one('Deployment');
  expect(spec.template.metadata.labels).toEqual(KINDRED);
  expect(spec.selector.matchLabels).toEqual(KINDRED);
  expect((await one('Service')).spec.selector).toEqual(KINDRED);
  expect((await one('NetworkPolicy')).spec.podSelector.matchLabels).toEqual(KINDRED);
  const { minAvailable, selector } = (await one('PodDisruptionBudget')).spec;
  expect(selector.matchLabels).toEqual(KINDRED);
  // Else no node could ever be drained.
  expect(minAvailable).toBeLessThan(spec.replicas);
});

it('every setting is one of the program, with a value that it takes', async () => {
  const { env } = (await pod()).container;
  for (const { name } of env) expect(Object.keys(environment.shape)).toContain(name);
  const secret = {
    DATABASE_URL: 'postgres://u@h/d',
    DATABASE_READ_URL: 'postgres://u@r/d',
    ADMIN_KEY: 'sixteen characters',
  };
  const given = env.map((each) => [
    each.name,
    'value' in each ? each.value : secret[each.name as keyof typeof secret],
  ]);
  expect(() => readConfig(Object.fromEntries(given))).not.toThrow();
  for (const each of env) if ('valueFrom' in each) expect(each.valueFrom.secretKeyRef.key).toBe(each.name);
});

it('what is probed are routes that need no key, at ports that are open', async () => {
  const { container, terminationGracePeriodSeconds } = await pod();
  const names = container.ports.map(({ name }) => name);
  const probes = [container.startupProbe, container.livenessProbe, container.readinessProbe];
  for (const { httpGet } of probes) {
    expect(accessOf('GET', httpGet.path)?.needs, httpGet.path).toBe('nothing');
    expect(names).toContain(httpGet.port);
  }
  for (const { targetPort } of (await one('Service')).spec.ports) expect(names).toContain(targetPort);
  const { ingress } = (await one('NetworkPolicy')).spec;
  for (const { port: open } of ingress.flatMap(({ ports }) => ports)) expect(names).toContain(open);
  const setting = (name: string) =>
    container.env.flatMap((e) => ('value' in e && e.name === name ? e.value : []))[0];
  const numbered = Object.fromEntries(container.ports.map((each) => [each.name, each.containerPort]));
  expect(String(numbered.metrics)).toBe(setting('METRICS'));
  // The notice, and the five seconds that answers under way get.
  expect(terminationGracePeriodSeconds).toBeGreaterThan(Number(setting('DRAIN_SECONDS')) + 5);
});

it('the user, the port and the folder are those of the image; all that is written has a volume', async () => {
  const image = await readFile(join(PROJECT, 'Dockerfile'), 'utf8');
  const { container, volumes } = await pod();
  expect(image).toContain(`EXPOSE ${container.ports.find(({ name }) => name === 'http')?.containerPort}\n`);
  expect(image).toContain('USER node');
  const paths = container.volumeMounts.map(({ mountPath }) => mountPath);
  expect(paths).toContain(/DATA_DIR=(\S+)/.exec(image)?.[1]);
  expect(paths).toContain('/tmp');
  expect(volumes.map(({ name }) => name)).toEqual(container.volumeMounts.map(({ name }) => name));
});
