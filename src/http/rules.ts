/** Editors' rules over HTTP: write, list, delete, undo. */
import { createRoute, z } from '@hono/zod-openapi';
import { articleId } from '../article/article.ts';

import type { StoredRule } from '../service/editorial/decisions.ts';
import {
  actionSchema,
  kindSchema,
  MOST_RULES,
  MOST_WEIGHING,
  ruleFields,
  ruleId,
} from '../service/editorial/rule-fields.ts';
import { jsonValue } from './body.ts';
import { answers } from './contract.ts';
import type { App, AppDependencies } from './dependencies.ts';

const RULE_BYTES = 20_000;

const target = z.strictObject({ kind: kindSchema, name: z.string() });
const isoMoment = z.iso.datetime().meta({ example: '2024-04-29T14:10:00.000Z' });

const ruleSchema = z
  .strictObject({
    id: z.string(),
    action: actionSchema,
    target,
    beside: target.nullable(),
    slot: z.int().nullable(),
    factor: z.number().nullable(),
    mutual: z.boolean(),
    startsAt: isoMoment.nullable(),
    endsAt: isoMoment.nullable(),
    author: z.string().nullable(),
    reason: z.string().nullable(),
    writtenAt: isoMoment,
    isDeleted: z.boolean(),
    revision: z.int().meta({ description: 'Grows with every change of any rule.' }),
  })
  .meta({ id: 'Rule' });

const rulePath = z.object({ id: ruleId });
const found = (description: string) => ({
  description,
  content: { 'application/json': { schema: ruleSchema } },
});
const listed = (description: string) => ({
  description,
  content: { 'application/json': { schema: z.strictObject({ rules: z.array(ruleSchema) }) } },
});
const forEditors = {
  400: answers.problem('A field breaks a rule'),
  401: answers.problem('A key is needed'),
  403: answers.problem('Without a configured key only this machine may do it'),
  503: answers.problem('The database is not there; try again'),
};

const put = createRoute({
  method: 'put',
  path: '/v1/rules/{id}',
  tags: ['Rules'],
  summary: 'Write a rule, new or over the one with its id',
  description: `In force in the next request here, and within a second on every replica. Where rules meet, the order is: what may not appear at all (expired, unpublished, the article itself, the request's filter), then \`exclude\`, \`block\`, \`pin\`, then \`boost\` and \`bury\`.

Of boosts and buries one rule decides for an article, as of pins for one slot: the more specific target first (article, tag, section, source, language), then the more specific \`beside\` (in the same order, everywhere last), then the one written later. The losing pin takes the next free slot. A pin needs no relevance and passes every threshold, but nothing of the first three. At most ${MOST_RULES} rules, ${MOST_WEIGHING} boosts and buries among them.`,
  request: {
    params: rulePath,
    body: { required: true, content: { 'application/json': { schema: ruleFields } } },
  },
  responses: {
    200: found('The rule'),
    413: answers.problem('The body is too large'),
    415: answers.problem('The body is not JSON'),
    ...forEditors,
  },
});

const list = createRoute({
  method: 'get',
  path: '/v1/rules',
  tags: ['Rules'],
  summary: 'The rules, by id',
  request: {
    query: z.strictObject({
      article: articleId.optional().meta({ description: 'Only rules that name this article.' }),
      active: z.enum(['true', 'false']).optional().openapi({
        description: 'Only those that are in force now, or that are not.',
      }),
    }),
  },
  responses: { 200: listed('All that are not deleted'), ...forEditors },
});

const history = createRoute({
  method: 'get',
  path: '/v1/rules/{id}/history',
  tags: ['Rules'],
  summary: 'The latest hundred versions of a rule, newest first',
  request: { params: rulePath },
  responses: {
    200: listed('Its versions'),
    404: answers.problem('There never was such a rule'),
    ...forEditors,
  },
});

const remove = createRoute({
  method: 'delete',
  path: '/v1/rules/{id}',
  tags: ['Rules'],
  summary: 'Delete a rule; undo brings it back',
  request: { params: rulePath },
  responses: {
    204: { description: 'It is gone' },
    404: answers.problem('There is no such rule'),
    ...forEditors,
  },
});

const undo = createRoute({
  method: 'post',
  path: '/v1/rules/{id}/undo',
  tags: ['Rules'],
  summary: 'Take the latest step back: writing, changing, deleting, or an undo',
  request: { params: rulePath },
  responses: {
    200: found('The rule as it is then; `isDeleted` when the step back is to no rule'),
    404: answers.problem('There never was such a rule'),
    ...forEditors,
  },
});

export function addRuleRoutes(app: App, { service }: AppDependencies): void {
  const fresh = { 'Cache-Control': 'no-store' };

  app.openapi(list, (c) => {
    const { article, active } = c.req.valid('query');
    const wanted = {
      ...(article !== undefined && { article }),
      ...(active !== undefined && { active: active === 'true' }),
    };
    return c.json({ rules: service.editorial.rules(wanted, Date.now()).map(ruleJson) }, 200, fresh);
  });

  app.openapi(history, async (c) => {
    const versions = await service.editorial.ruleHistory(c.req.valid('param').id);
    return c.json({ rules: versions.map(ruleJson) }, 200, fresh);
  });

  app.openapi(remove, async (c) => {
    await service.editorial.removeRule(c.req.valid('param').id);
    return c.body(null, 204);
  });

  app.openapi(undo, async (c) =>
    c.json(ruleJson(await service.editorial.undoRule(c.req.valid('param').id)), 200, fresh),
  );

  app.openAPIRegistry.registerPath(put);
  app.put('/v1/rules/:id', async (c) => {
    const fields = await jsonValue(c, RULE_BYTES);
    return c.json(
      ruleJson(await service.editorial.putRule(c.req.param('id'), fields, Date.now())),
      200,
      fresh,
    );
  });
}

function ruleJson(rule: StoredRule): z.infer<typeof ruleSchema> {
  const {
    id,
    action,
    target: shown,
    beside,
    slot,
    factor,
    mutual,
    author,
    reason,
    isDeleted,
    revision,
  } = rule;
  return {
    ...{ id, action, target: shown, beside, slot, factor, mutual },
    startsAt: isoOf(rule.startsAt),
    endsAt: isoOf(rule.endsAt),
    ...{ author, reason },
    writtenAt: new Date(rule.writtenAt).toISOString(),
    ...{ isDeleted, revision },
  };
}

const isoOf = (milliseconds: number | null) =>
  milliseconds === null ? null : new Date(milliseconds).toISOString();
