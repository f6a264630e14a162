/** The lookups: which stories belong beside this one? */
import { createRoute } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { etag } from 'hono/etag';
import { cleanText } from '../article/article.ts';
import type { Lookup } from '../service/service.ts';
import { OneATurn } from './admission/one-a-turn.ts';
import { boxJson } from './answer.ts';
import { jsonBody } from './body.ts';
import { answers, boxParameters, draftSchema, idParameter, urlParameters } from './contract.ts';
import type { App, AppDependencies } from './dependencies.ts';
import { queryOfDraft, queryOfParameters } from './query.ts';
import { RememberedAnswers } from './remembered.ts';

/** An answer may be a minute old, and up to ten while a newer one is fetched, and a day when the service is down (RFC 5861). */
const CACHED = 'public, max-age=60, stale-while-revalidate=600, stale-if-error=86400';
const DRAFT_BYTES = 1_000_000;

const byId = createRoute({
  method: 'get',
  path: '/v1/articles/{id}/related',
  tags: ['Lookups'],
  summary: 'The box beside an article',
  request: { params: idParameter, query: boxParameters },
  responses: {
    200: answers.box,
    304: { description: 'Unchanged since the ETag in If-None-Match' },
    400: answers.problem('A parameter breaks a rule'),
    404: answers.problem('There is no such article'),
    503: answers.problem('The service is not ready yet'),
  },
});

const byUrl = createRoute({
  method: 'get',
  path: '/v1/related',
  tags: ['Lookups'],
  summary: "The box beside the article with a page's address",
  request: { query: urlParameters },
  responses: byId.responses,
});

const byDraft = createRoute({
  method: 'post',
  path: '/v1/related',
  tags: ['Lookups'],
  summary: 'The box beside a text that is not stored, such as a draft',
  request: { body: { required: true, content: { 'application/json': { schema: draftSchema } } } },
  responses: {
    200: answers.box,
    400: answers.problem('A field breaks a rule'),
    413: answers.problem('The body is too large'),
    415: answers.problem('The body is not JSON'),
    503: answers.problem('The service is not ready yet'),
  },
});

/** Memory for answers that can be given again. */
const ANSWER_BYTES = 64 * 1024 * 1024;

/** Comes before all other handlers: an answer that is known needs none of them. */
export function addRememberedAnswers(app: App, { service }: AppDependencies): RememberedAnswers {
  const answers = new RememberedAnswers(ANSWER_BYTES, (dependency) => service.holds(dependency, Date.now()));
  app.get('/v1/articles/:id/related', answers.middleware);
  app.get('/v1/related', answers.middleware);
  return answers;
}

export function addRelatedRoutes(
  app: App,
  { service, defaults }: AppDependencies,
  remembered: RememberedAnswers | undefined,
): void {
  const answer = (c: Context, lookup: Lookup) => {
    if (lookup.dependency) remembered?.dependsOn(c, lookup.dependency);
    const cacheControl = lookup.box === 'pending' ? 'public, max-age=1' : CACHED;
    return c.json(boxJson(lookup), 200, { 'Cache-Control': cacheControl });
  };
  app.get('/v1/articles/:id/related', etag());
  app.get('/v1/related', etag());

  app.openapi(byId, async (c) => {
    const query = queryOfParameters(c.req.valid('query'), defaults);
    return answer(c, await service.relatedById(c.req.valid('param').id, query, Date.now()));
  });

  app.openapi(byUrl, async (c) => {
    const { url, ...parameters } = c.req.valid('query');
    return answer(c, await service.relatedByUrl(url, queryOfParameters(parameters, defaults), Date.now()));
  });

  const drafts = new OneATurn();
  app.openAPIRegistry.registerPath(byDraft);
  app.post('/v1/related', async (c) => {
    const draft = await jsonBody(c, draftSchema, DRAFT_BYTES);
    const { title, body, language = null, section = null } = draft;
    const query = queryOfDraft(draft, defaults);
    const lookup = await drafts.run(() =>
      service.relatedToDraft(
        { title: cleanText(title), body: cleanText(body), language, section },
        query,
        Date.now(),
      ),
    );
    return c.json(boxJson(lookup), 200, { 'Cache-Control': 'no-store' });
  });
}
