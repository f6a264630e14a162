/** The lookups: which stories belong beside this one? */
import { createRoute, type z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { etag } from 'hono/etag';
import type { Placement } from '../service/editorial/placement-fields.ts';
import type { Lookup } from '../service/service.ts';
import { boxJson } from './answer.ts';
import { jsonBody } from './body.ts';
import { answers, boxParameters, draftSchema, idParameter, urlParameters } from './contract.ts';
import type { App, AppDependencies } from './dependencies.ts';
import { pairParameters, whyJson, whySchema } from './explanation.ts';
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

const why = createRoute({
  method: 'get',
  path: '/v1/articles/{id}/related/{other}',
  tags: ['Lookups'],
  summary: 'Why is an article in the box of another, or why not?',
  description:
    'Asked with the parameters of the box. For a pair that is not in the box the first reason that applies is given, and the score and explanation that the pair has all the same.',
  request: { params: pairParameters, query: boxParameters },
  responses: {
    200: {
      description: 'Why, or why not',
      content: { 'application/json': { schema: whySchema } },
    },
    400: answers.problem('A parameter breaks a rule'),
    404: answers.problem('One of the articles does not exist; `field` says which'),
    503: answers.problem('Not ready, or one of the articles is not indexed yet'),
  },
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
  /** The wishes of a request with those of the placement that it names. */
  const placed = ({ placement, ...parameters }: z.infer<typeof boxParameters>) => {
    const wishes = placement === undefined ? {} : service.editorial.placement(placement, 'invalid');
    return { query: queryOfParameters(parameters, defaults, wishes), layout: wishes.layout };
  };
  const answer = (c: Context, lookup: Lookup, layout: Placement['layout']) => {
    if (lookup.dependency) remembered?.dependsOn(c, lookup.dependency);
    const cacheControl = lookup.box === 'pending' ? 'public, max-age=1' : CACHED;
    return c.json(boxJson(lookup, layout), 200, { 'Cache-Control': cacheControl });
  };
  app.get('/v1/articles/:id/related', etag());
  app.get('/v1/related', etag());

  app.openapi(byId, async (c) => {
    const { query, layout } = placed(c.req.valid('query'));
    return answer(c, await service.relatedById(c.req.valid('param').id, query, Date.now()), layout);
  });

  app.openapi(byUrl, async (c) => {
    const { url, ...parameters } = c.req.valid('query');
    const { query, layout } = placed(parameters);
    return answer(c, await service.relatedByUrl(url, query, Date.now()), layout);
  });

  app.openapi(why, async (c) => {
    const { id, other } = c.req.valid('param');
    const { query } = placed(c.req.valid('query'));
    const found = await service.why(id, other, query, Date.now());
    return c.json(whyJson(id, other, found), 200, { 'Cache-Control': 'no-store' });
  });

  app.openAPIRegistry.registerPath(byDraft);
  app.post('/v1/related', async (c) => {
    const draft = await jsonBody(c, draftSchema, DRAFT_BYTES);
    const { title, body, language = null, section = null } = draft;
    const placement =
      draft.placement === undefined ? {} : service.editorial.placement(draft.placement, 'invalid');
    const lookup = await service.relatedToDraft(
      { title, body, language, section },
      queryOfDraft(draft, defaults, placement),
      Date.now(),
    );
    return c.json(boxJson(lookup, placement.layout), 200, { 'Cache-Control': 'no-store' });
  });
}
