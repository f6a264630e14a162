/** F20: requests made from the OpenAPI document, valid ones and spoilt ones. FUZZ=10000 for the long form, SEED for another run. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Service } from '../../src/service/service.ts';
import { checkedClient, type OpenApi } from '../support/contract.ts';
import { describeDatabase } from '../support/database.ts';
import { ADMIN_KEY, appOf, keyWith, startService } from './app.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}
interface Operation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}
type Document = OpenApi & { readonly components: { readonly schemas: Readonly<Record<string, Schema>> } };

const RUNS = Number(process.env.FUZZ ?? 1_000);
const seed = Number(process.env.SEED ?? 20_1126);

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(null, -1, 1e308, '', [], {}, 'NaN', '__proto__', '\u0000', '../', "'", '9'.repeat(400)),
);
const id = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('storm', 'ferries', 'chess', 'none', '000000000000') },
  fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
);

function valueFor(document: Document, schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  const { $ref } = schema;
  if ($ref !== undefined)
    return valueFor(document, document.components.schemas[$ref.split('/').at(-1) ?? ''] ?? {}, depth);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((each) => valueFor(document, each, depth)));
  const type = [schema.type].flat()[0];
  const { minimum: min = -10, maximum: max = 100, maxLength = 50 } = schema;
  if (type === 'integer')
    return fc.integer({ min: Math.ceil(Math.max(min, -1e6)), max: Math.floor(Math.min(max, 1e6)) });
  if (type === 'number') return fc.double({ min, max, noNaN: true });
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  if (schema.format === 'date-time')
    return fc.constantFrom('2024-04-29T14:10:00Z', '2024-04-29', '1900-01-01T00:00:00+14:00');
  if (type === 'string')
    return fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: Math.min(maxLength, 60) }),
      fc.constantFrom('en', 'https://news.example/storm', 'city', 'storm'),
    );
  if (type === 'array' && depth < 4)
    return fc.array(valueFor(document, schema.items ?? {}, depth + 1), { maxLength: 6 });
  if (type === 'object' && depth < 4) {
    const properties = Object.entries(schema.properties ?? {}).map(
      ([name, each]) => [name, valueFor(document, each, depth + 1)] as const,
    );
    return fc.record(Object.fromEntries(properties), { requiredKeys: [] });
  }
  return odd;
}

describeDatabase('F20: requests', (openOptions) => {
  let service: Service;
  let document: Document;
  let request: (path: string, init?: RequestInit) => Promise<Response>;
  const keys: (string | undefined)[] = [undefined, ADMIN_KEY, ADMIN_KEY, ADMIN_KEY, 'wrong'];
  beforeAll(async () => {
    service = await startService(await openOptions());
    let asked = 0;
    const app = appOf(service, { remoteAddress: () => `203.0.${(asked >> 8) & 255}.${asked++ & 255}` });
    document = (await (await app.request('/openapi.json')).json()) as Document;
    request = checkedClient((path, init) => app.request(`http://localhost${path}`, init), document);
    for (const scope of ['read', 'write'] as const) keys.push((await keyWith(service, [scope])).key);
  });
  afterAll(() => service.stop());

  it(`${RUNS} of them, valid and spoilt, are answered as documented`, { timeout: 3_600_000 }, async () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods as unknown as Record<string, Operation>)
        // A reindex for each of some hundred requests would be all that is measured.
        .filter(([method]) => !(path === '/v1/reindex' && method === 'post'))
        .map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
    );
    const requestOf = ({ path, method, operation }: (typeof operations)[number]) => {
      const queries = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
      const query = fc.record(
        Object.fromEntries(
          queries.map(({ name, schema = {} }) => [
            name,
            fc.oneof({ weight: 6, arbitrary: valueFor(document, schema) }, odd),
          ]),
        ),
        { requiredKeys: queries.filter(({ required }) => required).map(({ name }) => name) },
      );
      const [type, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
      const valid = media ? valueFor(document, media.schema) : fc.constant(undefined);
      const body = media ? fc.oneof({ weight: 4, arbitrary: valid }, odd) : valid;
      const text = fc.tuple(body, fc.integer({ min: 0, max: 9 }), fc.nat(500)).map(([value, spoil, at]) => {
        const whole = JSON.stringify(value);
        return spoil === 0 && whole !== undefined ? whole.slice(0, at % (whole.length + 1)) : whole;
      });
      return fc.record({
        path: fc.constant(path),
        method: fc.constant(method),
        id,
        query,
        extra: fc.oneof(
          { weight: 9, arbitrary: fc.constant('') },
          fc.string({ unit: 'binary', maxLength: 30 }),
        ),
        body: text,
        type: fc.oneof(
          { weight: 9, arbitrary: fc.constant(type ?? 'application/json') },
          fc.constantFrom('text/plain', 'application/x-ndjson', 'multipart/form-data; boundary=x', ''),
        ),
        key: fc.constantFrom(...keys),
      });
    };
    const statuses = new Map<number, number>();
    let slowestMs = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(...operations.map(requestOf)), async (made) => {
        const parameters = new URLSearchParams();
        for (const [name, value] of Object.entries(made.query)) {
          for (const each of [value].flat()) {
            const text = typeof each === 'string' ? each : (JSON.stringify(each) ?? '');
            parameters.append(name, text.toWellFormed());
          }
        }
        const query = parameters.toString();
        const extra = made.extra === '' ? '' : `${encodeURIComponent(made.extra.toWellFormed())}=1`;
        const search = [query, extra].filter(Boolean).join('&');
        const path = made.path.replace(/\{\w+\}/g, encodeURIComponent(made.id.toWellFormed()));
        const from = performance.now();
        const response = await request(search === '' ? path : `${path}?${search}`, {
          method: made.method,
          headers: {
            ...(made.type !== '' && { 'content-type': made.type }),
            ...(made.key !== undefined && { authorization: `Bearer ${made.key}` }),
          },
          ...(made.body !== undefined && { body: made.body }),
        });
        slowestMs = Math.max(slowestMs, performance.now() - from);
        statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
        expect(response.status).toBeLessThan(500);
      }),
      { numRuns: RUNS, seed, endOnFailure: RUNS > 1_000 },
    );
    process.stdout.write(
      `F20 seed=${seed} requests=${RUNS} slowest=${Math.round(slowestMs)}ms ${JSON.stringify([...statuses].sort(([a], [b]) => a - b))}\n`,
    );
    expect(statuses.get(200)).toBeGreaterThan(RUNS / 20);
    expect(statuses.get(400)).toBeGreaterThan(RUNS / 20);
  });
});
