/** Which keys are there? Made, listed and taken back by those who hold the scope `admin`. */
import { createRoute, z } from '@hono/zod-openapi';
import type { StoredKey } from '../access/keyring.ts';
import { SCOPES } from '../access/scopes.ts';
import { KEY_LIMITS } from '../service/keys.ts';
import { jsonBody } from './body.ts';
import { answers } from './contract.ts';
import type { App, AppDependencies } from './dependencies.ts';

const KEY_BYTES = 10_000;
const DAY_MS = 86_400_000;

const moment = z.iso.datetime();
const keySchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.enum(SCOPES)),
    createdAt: moment,
    expiresAt: moment.nullable(),
    revokedAt: moment.nullable(),
    lastUsedOn: z.iso.date().nullable(),
  })
  .meta({ id: 'Key' });

const createdSchema = keySchema
  .extend({ key: z.string().meta({ description: 'The whole key. It is never shown again.' }) })
  .meta({ id: 'CreatedKey' });

const wishSchema = z
  .strictObject({
    name: z
      .string()
      .min(1)
      .max(KEY_LIMITS.name)
      .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not contain control characters')
      .meta({ description: 'Whose it is.', example: 'CMS' }),
    scopes: z
      .array(z.enum(SCOPES))
      .min(1)
      .max(SCOPES.length)
      .meta({ description: '`write` and `rules` include `read`; `admin` includes all.', example: ['write'] }),
    expiresInDays: z.int().min(1).max(KEY_LIMITS.days).optional().meta({ description: 'Default: never.' }),
  })
  .meta({ id: 'KeyWish' });

const away = answers.problem('The database is not there; try again');

const create = createRoute({
  method: 'post',
  path: '/v1/keys',
  tags: ['Keys'],
  summary: 'Make a key',
  request: { body: { required: true, content: { 'application/json': { schema: wishSchema } } } },
  responses: {
    201: { description: 'The key, this once', content: { 'application/json': { schema: createdSchema } } },
    400: answers.problem('A field breaks a rule'),
    413: answers.problem('The body is too large'),
    415: answers.problem('The body is not JSON'),
    503: away,
  },
});

const list = createRoute({
  method: 'get',
  path: '/v1/keys',
  tags: ['Keys'],
  summary: 'All keys, also revoked ones; never their secrets',
  responses: {
    200: {
      description: 'The keys, oldest first',
      content: { 'application/json': { schema: z.strictObject({ keys: z.array(keySchema) }) } },
    },
    503: away,
  },
});

const revoke = createRoute({
  method: 'delete',
  path: '/v1/keys/{id}',
  tags: ['Keys'],
  summary: 'Take a key back; every replica refuses it within five seconds',
  request: {
    params: z.object({
      id: z
        .string()
        .regex(/^[0-9a-f]{12}$/, 'must be the id of a key')
        .openapi({ param: { name: 'id', in: 'path' }, example: '0f1e2d3c4b5a' }),
    }),
  },
  responses: {
    204: { description: 'It is revoked' },
    400: answers.problem('The id breaks a rule'),
    404: answers.problem('There is no such key'),
    503: away,
  },
});

export function addKeyRoutes(app: App, { service: { keys } }: AppDependencies): void {
  app.openapi(list, async (c) => c.json({ keys: (await keys.list()).map(keyJson) }, 200));

  app.openapi(revoke, async (c) => {
    await keys.revoke(c.req.valid('param').id, new Date());
    return c.body(null, 204);
  });

  app.openAPIRegistry.registerPath(create);
  app.post('/v1/keys', async (c) => {
    const { name, scopes, expiresInDays } = await jsonBody(c, wishSchema, KEY_BYTES);
    const now = new Date();
    const expiresAt = expiresInDays === undefined ? null : new Date(now.getTime() + expiresInDays * DAY_MS);
    const { key, stored } = await keys.create({ name, scopes, expiresAt }, now);
    c.set('auditTarget', `${stored.id} ${stored.scopes.join('-')}`);
    return c.json({ ...keyJson(stored), key }, 201);
  });
}

function keyJson(key: StoredKey): z.infer<typeof keySchema> {
  const { id, name, scopes, createdAt, expiresAt, revokedAt, lastUsedOn } = key;
  return {
    ...{ id, name, scopes: [...scopes], lastUsedOn },
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}
