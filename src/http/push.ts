/** What do publishers' systems tell us by themselves? Signed messages of WordPress and Ghost, and of hubs of feeds. */
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { AppError } from '../article/errors.ts';
import { PUSH_SYSTEMS, signatureHeader } from '../service/push.ts';
import { bytesOf } from './body.ts';
import { answers } from './contract.ts';
import type { App, AppDependencies } from './dependencies.ts';

/** A post of the greatest length, with its markup. */
const MESSAGE_BYTES = 4_000_000;
/** A feed with its newest entries; it is fetched again anyway. */
const DELIVERY_BYTES = 10_000_000;

const resultSchema = z
  .strictObject({
    id: z.string(),
    status: z.enum(['created', 'updated', 'unchanged', 'outdated', 'deleted', 'absent']).meta({
      description:
        '`outdated`: a later version is stored, and stays. `absent`: what should be taken out was not there.',
    }),
  })
  .meta({ id: 'PushResult' });

const webhook = createRoute({
  method: 'post',
  path: '/v1/webhooks/{system}',
  tags: ['Push'],
  summary: 'A post was published, changed or taken down',
  description:
    'As the WordPress plugin sends it (`X-Kindred-Signature: t=SECONDS, v1=HEX`, HMAC-SHA256 of `SECONDS.BODY` with the `WEBHOOK_SECRET`), or Ghost (`X-Ghost-Signature`). A signature holds for five minutes. A message that comes again changes nothing: what is older than what is stored is `outdated`.',
  request: {
    params: z.object({
      system: z.enum(PUSH_SYSTEMS).openapi({ param: { name: 'system', in: 'path' } }),
    }),
    body: { required: true, content: { 'application/json': { schema: z.looseObject({}) } } },
  },
  responses: {
    200: { description: 'Taken', content: { 'application/json': { schema: resultSchema } } },
    400: answers.problem('It is none of the messages that the system sends'),
    401: answers.problem('The signature is wrong, or too old'),
    403: answers.problem('The service has no `WEBHOOK_SECRET`'),
    404: answers.problem('No such system is known'),
    409: answers.problem('The URL belongs to another article'),
    413: answers.problem('The message is too large'),
    415: answers.problem('The body is compressed'),
    503: answers.problem('The database is not there; try again'),
  },
});

const subscriptionId = z.object({
  id: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .openapi({ param: { name: 'id', in: 'path' } }),
});

const verification = createRoute({
  method: 'get',
  path: '/v1/websub/{id}',
  tags: ['Push'],
  summary: 'A WebSub hub asks whether we want to hear of a feed',
  description: 'W3C WebSub §5.3. Confirmed is only what this service asked for.',
  request: {
    params: subscriptionId,
    query: z.looseObject({
      'hub.mode': z.string(),
      'hub.topic': z.string(),
      'hub.challenge': z.string().optional(),
      'hub.lease_seconds': z.string().optional(),
    }),
  },
  responses: {
    200: { description: 'Yes: the challenge', content: { 'text/plain': { schema: z.string() } } },
    400: answers.problem('A parameter is missing'),
    404: answers.problem('Nobody asked for it'),
  },
});

const delivery = createRoute({
  method: 'post',
  path: '/v1/websub/{id}',
  tags: ['Push'],
  summary: 'A WebSub hub says that a feed has changed',
  description:
    'W3C WebSub §7. The feed is then read from its own address at once. What is not signed as agreed is answered alike and does nothing.',
  request: { params: subscriptionId },
  responses: {
    202: { description: 'Heard' },
    400: answers.problem('The address is none of a callback'),
    404: answers.problem('Nobody asked for it'),
    413: answers.problem('It is too large'),
    415: answers.problem('The body is compressed'),
  },
});

export function addPushRoutes(app: App, { service }: AppDependencies): void {
  // The bytes are what is signed, so the body is read before anything looks into it.
  app.openAPIRegistry.registerPath(webhook);
  app.post('/v1/webhooks/:system', async (c) => {
    const system = PUSH_SYSTEMS.find((known) => known === c.req.param('system'));
    if (system === undefined) throw nothingAt(c);
    const signature = c.req.header(signatureHeader(system));
    const body = await bytesOf(c, MESSAGE_BYTES);
    return c.json(await service.push(system, signature, body, Date.now()), 200);
  });

  app.openapi(verification, (c) => {
    const { subscriber } = subscriptionAt(c);
    const intent = subscriber.verify(new URL(c.req.url).searchParams);
    if (intent.kind === 'unknown') throw nothingAt(c);
    return c.text(intent.kind === 'denied' ? '' : intent.challenge, 200);
  });

  app.openapi(delivery, async (c) => {
    const { subscriber, wake } = subscriptionAt(c);
    const body = await bytesOf(c, DELIVERY_BYTES);
    if (subscriber.isDelivery(c.req.header('x-hub-signature'), body)) wake();
    return c.body(null, 202);
  });

  function subscriptionAt(c: Context) {
    const found = service.subscription(c.req.param('id') ?? '');
    if (found === undefined) throw nothingAt(c);
    return found;
  }
}

const nothingAt = (c: Context) =>
  new AppError('not_found', `there is nothing at ${c.req.path.slice(0, 200)}`);
