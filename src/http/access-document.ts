/** What does the OpenAPI document say of keys and limits? For each operation what the table of access says. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { ACCESS } from './access.ts';
import { SESSION_COOKIE } from './caller.ts';
import { scopeOf } from './guard.ts';

type Document = ReturnType<OpenAPIHono['getOpenAPI31Document']>;
type Operation = { description?: string; responses?: object; security?: object[] };

const problemOf = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

/** Changes the document that it gets, and returns it. */
export function withAccess(document: Document, reading: 'public' | 'keyed'): Document {
  for (const [route, { needs, rate }] of Object.entries(ACCESS)) {
    const [method = '', path = ''] = route.split(' ');
    const item = document.paths?.[path.replace(/:(\w+)/g, '{$1}')] as Record<string, Operation> | undefined;
    const operation = item?.[method.toLowerCase()];
    if (operation === undefined) continue;
    const scope = scopeOf(needs, reading);
    operation.responses = {
      ...(scope !== undefined && {
        401: problemOf('A key is needed'),
        403: problemOf('The key has not the scope, or without any key this is for this machine only'),
        503: problemOf('The keys are not read yet; try again'),
      }),
      ...(rate !== 'exempt' && { 429: problemOf('Too many requests; Retry-After says when to come back') }),
      ...operation.responses,
    };
    if (scope === undefined) continue;
    operation.security = [{ key: [] }, { session: [] }];
    operation.description = [operation.description, `Needs the scope \`${scope}\`.`]
      .filter(Boolean)
      .join('\n\n');
  }
  document.components = {
    ...document.components,
    securitySchemes: {
      key: { type: 'http', scheme: 'bearer', description: 'An API key, `kn_…`, or the ADMIN_KEY.' },
      session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
    },
  };
  return document;
}
