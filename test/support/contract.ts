/** Does every answer keep to the OpenAPI document? A client for tests that checks each one that it gets. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';

interface Answer {
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

interface Operation {
  readonly responses: Readonly<Record<string, Answer>>;
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
}

export type Send = (path: string, init?: RequestInit) => Response | Promise<Response>;

/** Wraps `send`: fails the test when an answer's status, content type or body is not in the document. */
export function checkedClient(
  send: Send,
  document: OpenApi,
): (path: string, init?: RequestInit) => Promise<Response> {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'openapi', ...document });
  const validators = new Map<string, ValidateFunction>();
  const validatorAt = (pointer: string) => {
    const known = validators.get(pointer) ?? ajv.compile({ $ref: `openapi#${pointer}` });
    validators.set(pointer, known);
    return known;
  };
  return async (path, init) => {
    const response = await send(path, init);
    const method = (init?.method ?? 'GET').toLowerCase();
    const pathname = path.split('?', 1)[0] ?? '';
    const template = Object.keys(document.paths).find((candidate) => matches(candidate, pathname));
    const problem = validatorAt('/components/schemas/Problem');
    const type = response.headers.get('content-type')?.split(';', 1)[0];
    const operation = template && document.paths[template]?.[method === 'head' ? 'get' : method];
    const body: unknown =
      type?.endsWith('json') && method !== 'head' ? await response.clone().json() : undefined;
    if (response.status >= 400 && response.status !== 503 && body !== undefined) expectValid(problem, body);
    if (operation === undefined || operation === '') {
      expect(response.status, `${method} ${path} is not in the document`).toBeGreaterThanOrEqual(404);
      return response;
    }
    const answer = operation.responses[String(response.status)];
    expect(
      answer,
      `${method} ${path} answered ${response.status}, which is not in the document`,
    ).toBeDefined();
    if (body === undefined) return response;
    expect(Object.keys(answer?.content ?? {}), `${method} ${path}`).toContain(type);
    const pointer = [
      'paths',
      template ?? '',
      method,
      'responses',
      String(response.status),
      'content',
      type ?? '',
      'schema',
    ];
    expectValid(
      validatorAt(
        pointer
          .map((step) => `/${encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
          .join(''),
      ),
      body,
    );
    return response;
  };
}

function expectValid(validate: ValidateFunction, body: unknown): void {
  const isValid = validate(body);
  expect(validate.errors ?? [], JSON.stringify(body)).toEqual([]);
  expect(isValid).toBe(true);
}

function matches(template: string, pathname: string): boolean {
  const pattern = template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(pathname);
}
