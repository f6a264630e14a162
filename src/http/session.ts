/** How does a browser hold a key? It hands it in once and gets a cookie that no script can read. */
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';
import type { Holder } from '../access/keyring.ts';
import { SCOPES } from '../access/scopes.ts';
import { jsonBody } from './body.ts';
import { type Callers, hasLoopbackHost, LOOPBACK_HOLDER, SESSION_COOKIE, SESSION_SECONDS } from './caller.ts';
import { answers } from './contract.ts';
import type { App } from './dependencies.ts';

const SESSION_BYTES = 10_000;

const sessionSchema = z
  .strictObject({
    holder: z.string().nullable().meta({ description: 'Name of the key; null: nobody.' }),
    scopes: z.array(z.enum(SCOPES)),
  })
  .meta({ id: 'Session' });

const session = (description: string) => ({
  description,
  content: { 'application/json': { schema: sessionSchema } },
});
const wrong = answers.problem('The key is unknown, expired or revoked');
const foreign = answers.problem("With a session, changes are taken from this service's own pages only");
const away = answers.problem('The keys are not read yet');

const show = createRoute({
  method: 'get',
  path: '/v1/session',
  tags: ['Keys'],
  summary: 'Who am I, and what may I do?',
  responses: { 200: session('The holder'), 401: wrong, 503: away },
});

const keySchema = z.strictObject({ key: z.string().min(1).max(500) }).meta({ id: 'SessionKey' });

const begin = createRoute({
  method: 'post',
  path: '/v1/session',
  tags: ['Keys'],
  summary: 'Exchange a key for a cookie',
  description: `For pages of this service. The cookie \`${SESSION_COOKIE}\` holds for ${SESSION_SECONDS / 3600} hours, is never readable by scripts and only sent by this service's own pages. It ends with its key.`,
  request: { body: { required: true, content: { 'application/json': { schema: keySchema } } } },
  responses: {
    200: session('The holder'),
    400: answers.problem('A field breaks a rule'),
    401: wrong,
    413: answers.problem('The body is too large'),
    415: answers.problem('The body is not JSON'),
    503: away,
  },
});

const end = createRoute({
  method: 'delete',
  path: '/v1/session',
  tags: ['Keys'],
  summary: 'Drop the cookie',
  responses: { 204: { description: 'It is gone' }, 401: wrong, 403: foreign, 503: away },
});

export function addSessionRoutes(app: App, callers: Callers): void {
  const fresh = { 'Cache-Control': 'private, no-store' };

  app.openapi(show, (c) => c.json(sessionJson(callers.of(c)), 200, fresh));

  app.openapi(end, (c) => {
    callers.of(c);
    setCookie(c, SESSION_COOKIE, '', { ...attributes(c), maxAge: 0 });
    return c.body(null, 204, fresh);
  });

  app.openAPIRegistry.registerPath(begin);
  app.post('/v1/session', async (c) => {
    const { key } = await jsonBody(c, keySchema, SESSION_BYTES);
    // Where there is no key, this machine needs none and nobody else has one.
    if (callers.isOpen && callers.of(c) === LOOPBACK_HOLDER)
      return c.json(sessionJson(LOOPBACK_HOLDER), 200, fresh);
    const holder = callers.withKey(c, key);
    const value = callers.seal(holder, Date.now() + SESSION_SECONDS * 1_000);
    setCookie(c, SESSION_COOKIE, value, { ...attributes(c), maxAge: SESSION_SECONDS });
    return c.json(sessionJson(holder), 200, fresh);
  });
}

/** Secure everywhere but on this machine, where there is no TLS. */
const attributes = (c: Context) =>
  ({ httpOnly: true, sameSite: 'Strict', path: '/', secure: !hasLoopbackHost(c) }) as const;

function sessionJson(holder: Holder | undefined): z.infer<typeof sessionSchema> {
  return { holder: holder?.name ?? null, scopes: [...(holder?.scopes ?? [])] };
}
