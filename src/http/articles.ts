/** Articles in and out: one, or many at once. */
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { articleFields, articleId, articleWithId } from '../article/article.ts';
import { AppError, shown } from '../article/errors.ts';
import { invalid } from '../article/invalid.ts';
import type { IngestResult } from '../service/ingest.ts';
import { articleJson, resultJson } from './answer.ts';
import { chunksOf, contentType, jsonBody, jsonValue } from './body.ts';
import { answers, bulkResultSchema, idParameter, putResultSchema, storedArticleSchema } from './contract.ts';
import type { App, AppDependencies } from './dependencies.ts';
import { problem } from './problems.ts';

const ARTICLE_BYTES = 4_000_000;
const ARRAY_BYTES = 5_000_000;
const ARRAY_ITEMS = 500;
/** A stream may be endless, its list of results may not: the rest belongs into another request. */
const STREAM_ITEMS = 100_000;

const writing = {
  503: answers.problem('The database is not there; try again'),
};

const put = createRoute({
  method: 'put',
  path: '/v1/articles/{id}',
  tags: ['Articles'],
  summary: 'Store one article',
  description:
    'Idempotent. Unchanged content is recognised and costs nothing; a version with an earlier `modifiedAt` than the stored one is refused with 409.',
  request: {
    params: idParameter,
    body: { required: true, content: { 'application/json': { schema: articleFields } } },
  },
  responses: {
    200: {
      description: 'Updated, or unchanged',
      content: { 'application/json': { schema: putResultSchema } },
    },
    201: { description: 'Created', content: { 'application/json': { schema: putResultSchema } } },
    400: answers.problem('A field breaks a rule'),
    409: answers.problem('A newer version is stored, or the URL belongs to another article'),
    413: answers.problem('The body is too large'),
    415: answers.problem('The body is not JSON'),
    ...writing,
  },
});

const bulk = createRoute({
  method: 'post',
  path: '/v1/articles',
  tags: ['Articles'],
  summary: 'Store many articles',
  description: `A JSON array of at most ${ARRAY_ITEMS} articles and ${ARRAY_BYTES} bytes, or NDJSON (\`application/x-ndjson\`), one article a line, read as a stream of at most ${STREAM_ITEMS} lines. Each item gets its own result; a bad one does not spoil the rest. A result is given once the article is durable.`,
  request: {
    body: {
      required: true,
      content: {
        'application/json': { schema: z.array(articleWithId).max(ARRAY_ITEMS) },
        'application/x-ndjson': { schema: z.string() },
      },
    },
  },
  responses: {
    200: {
      description: 'A result for each item',
      content: { 'application/json': { schema: bulkResultSchema } },
    },
    400: answers.problem('The body is not a JSON array'),
    413: answers.problem('The body is too large'),
    415: answers.problem('The body is neither JSON nor NDJSON'),
    ...writing,
  },
});

const get = createRoute({
  method: 'get',
  path: '/v1/articles/{id}',
  tags: ['Articles'],
  summary: 'One article as it is stored',
  request: { params: idParameter },
  responses: {
    200: { description: 'The article', content: { 'application/json': { schema: storedArticleSchema } } },
    400: answers.problem('The id breaks a rule'),
    404: answers.problem('There is no such article'),
    503: answers.problem('The database is not there; try again'),
  },
});

const remove = createRoute({
  method: 'delete',
  path: '/v1/articles/{id}',
  tags: ['Articles'],
  summary: 'Take an article out of all boxes',
  request: { params: idParameter },
  responses: {
    204: { description: 'It is gone' },
    400: answers.problem('The id breaks a rule'),
    404: answers.problem('There is no such article'),
    ...writing,
  },
});

export function addArticleRoutes(app: App, { service }: AppDependencies): void {
  app.openapi(get, async (c) => c.json(articleJson(await service.article(c.req.valid('param').id)), 200));

  app.openapi(remove, async (c) => {
    await service.remove(c.req.valid('param').id);
    return c.body(null, 204);
  });

  app.openAPIRegistry.registerPath(put);
  app.put('/v1/articles/:id', async (c) => {
    const id = idOf(c);
    // Validated here and once more with the id in the service: the hash needs both.
    const fields = await jsonValue(c, ARTICLE_BYTES);
    const { status } = await service.put(objectOf(fields), id);
    if (status === 'outdated')
      return problem(c, 'outdated', `a newer version of ${shown(id)} is stored`, 'modifiedAt');
    return c.json({ id, status }, status === 'created' ? 201 : 200);
  });

  app.openAPIRegistry.registerPath(bulk);
  app.post('/v1/articles', async (c) => {
    if (contentType(c) === 'application/x-ndjson') return answer(c, await streamed(c));
    const values = await jsonBody(c, z.array(z.unknown()).max(ARRAY_ITEMS), ARRAY_BYTES);
    return answer(c, await service.putArray(values));
  });

  function answer(c: Context, results: readonly IngestResult[]) {
    const tally = tallied(results);
    const counts = Object.entries(tally.counts).filter(([, count]) => count > 0);
    c.set('auditOutcome', counts.map(([status, count]) => `${status}=${count}`).join(' '));
    return c.json(tally);
  }

  async function streamed(c: Context): Promise<IngestResult[]> {
    const results: IngestResult[] = [];
    for await (const batch of service.putStream(chunksOf(c))) {
      results.push(...batch);
      if (results.length > STREAM_ITEMS) {
        throw new AppError(
          'too_large',
          `a stream may have at most ${STREAM_ITEMS} lines; all up to line ${results.length} are stored`,
        );
      }
    }
    return results;
  }
}

function idOf(c: Context): string {
  const id = c.req.param('id') ?? '';
  const parsed = z.object({ id: articleId }).safeParse({ id });
  if (!parsed.success) throw invalid(parsed.error, { id });
  return parsed.data.id;
}

function objectOf(value: unknown): object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AppError('invalid', `the body must be an object, got ${shown(value)}`);
  }
  if ('id' in value) throw new AppError('invalid', 'id is given by the address, not in the body', 'id');
  return value;
}

function tallied(results: readonly IngestResult[]): z.infer<typeof bulkResultSchema> {
  const counts = { created: 0, updated: 0, unchanged: 0, outdated: 0, refused: 0 };
  for (const { status } of results) counts[status]++;
  return { counts, results: results.map(resultJson) };
}
