/** Labels of pairs over HTTP: is this related? `GET /v1/labels` is what `evaluate` and `tune` read. */
import { createRoute, z } from '@hono/zod-openapi';
import { articleId } from '../article/article.ts';
import type { StoredLabel } from '../database/labels.ts';
import { jsonBody, validated } from './body.ts';
import { answers } from './contract.ts';
import type { App, AppDependencies } from './dependencies.ts';
import { pairParameters } from './explanation.ts';

const LABEL_BYTES = 1_000;

const labelSchema = z
  .strictObject({
    a: z.string(),
    b: z.string(),
    gain: z.number(),
    author: z.string(),
    labelledAt: z.iso.datetime(),
  })
  .meta({ id: 'Label' });
const fieldsSchema = z
  .strictObject({
    gain: z.number().min(0).max(1).meta({ description: '1 related … 0 not.' }),
  })
  .meta({ id: 'LabelFields' });

const absent = answers.problem('There is no such article, or no such label of yours');
const away = answers.problem('The database is not there; try again');

const put = createRoute({
  method: 'put',
  path: '/v1/articles/{id}/labels/{other}',
  tags: ['Labels'],
  summary: 'Say whether two articles are related',
  description: "The pair has no direction. The label is the key's: its later one replaces the earlier.",
  request: {
    params: pairParameters,
    body: { required: true, content: { 'application/json': { schema: fieldsSchema } } },
  },
  responses: {
    200: { description: 'The label', content: { 'application/json': { schema: labelSchema } } },
    400: answers.problem('A field breaks a rule'),
    404: absent,
    413: answers.problem('The body is too large'),
    415: answers.problem('The body is not JSON'),
    503: away,
  },
});

const remove = createRoute({
  method: 'delete',
  path: '/v1/articles/{id}/labels/{other}',
  tags: ['Labels'],
  summary: 'Take the label of a pair back',
  request: { params: pairParameters },
  responses: {
    204: { description: 'It is gone' },
    400: answers.problem('An id breaks a rule'),
    404: absent,
    503: away,
  },
});

const list = createRoute({
  method: 'get',
  path: '/v1/labels',
  tags: ['Labels'],
  summary: 'All labels, as JSON or as a table',
  description:
    '`format=tsv` is what the commands read: `npm run evaluate -- --judgements labels.tsv --gain gain`.',
  request: {
    query: z.strictObject({
      article: articleId.optional().meta({ description: 'Only labels of this article.' }),
      format: z.enum(['json', 'tsv']).optional().openapi({ default: 'json' }),
    }),
  },
  responses: {
    200: {
      description: 'The labels, by pair',
      content: {
        'application/json': { schema: z.strictObject({ labels: z.array(labelSchema) }) },
        'text/tab-separated-values': { schema: z.string() },
      },
    },
    400: answers.problem('A parameter breaks a rule'),
    503: away,
  },
});

export function addLabelRoutes(app: App, { service }: AppDependencies): void {
  const fresh = { 'Cache-Control': 'no-store' };

  app.openapi(list, async (c) => {
    const { article, format = 'json' } = c.req.valid('query');
    const labels = await service.labels.read(article);
    if (format === 'json') return c.json({ labels: labels.map(labelJson) }, 200, fresh);
    return c.body(tsvOf(labels), 200, {
      ...fresh,
      'Content-Type': 'text/tab-separated-values; charset=utf-8',
      'Content-Disposition': 'attachment; filename="labels.tsv"',
    });
  });

  app.openapi(remove, async (c) => {
    const { id, other } = c.req.valid('param');
    await service.labels.remove(id, other, c.get('holder')?.name ?? '');
    return c.body(null, 204);
  });

  app.openAPIRegistry.registerPath(put);
  app.put('/v1/articles/:id/labels/:other', async (c) => {
    const { gain } = await jsonBody(c, fieldsSchema, LABEL_BYTES);
    const { id, other } = validated(pairParameters, c.req.param());
    const label = await service.label(id, other, gain, c.get('holder')?.name ?? '');
    return c.json(labelJson(label), 200, fresh);
  });
}

const labelJson = ({ labelledAt, ...label }: StoredLabel): z.infer<typeof labelSchema> => ({
  ...label,
  labelledAt: labelledAt.toISOString(),
});

const COLUMNS = ['a', 'b', 'gain', 'author', 'labelledAt'] as const;

/** Ids hold no tabs; names of keys are made to. */
function tsvOf(labels: readonly StoredLabel[]): string {
  const cell = (value: string | number) => String(value).replace(/\s+/g, ' ');
  const lines = labels.map(labelJson).map((label) => COLUMNS.map((name) => cell(label[name])).join('\t'));
  return `${[COLUMNS.join('\t'), ...lines].join('\n')}\n`;
}
