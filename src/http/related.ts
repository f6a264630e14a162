/** The lookups: which stories belong beside this one? */

import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { etag } from 'hono/etag';
import type { Placement } from '../service/editorial/placement-fields.ts';
import type { Lookup } from '../service/service.ts';
import { DRAFT_BYTES } from './admission/classes.ts';
import { boxJson } from './answer.ts';
import { jsonValue, validated } from './body.ts';
import { answerPage, documentedPageSchema, PAGE_BOXES, pageAnswerSchema, pageSchema } from './boxes.ts';
import { answers, boxParameters, boxSchema, draftSchema, idParameter, urlParameters } from './contract.ts';
import type { App, AppDependencies } from './dependencies.ts';
import { pairParameters, whyJson, whySchema } from './explanation.ts';
import { placedQuery } from './placed.ts';
import { queryOfDraft } from './query.ts';
import { cacheControlOf, type RememberedAnswers } from './remembered.ts';

const FRESH = { 'Cache-Control': 'no-store' };

const byId = createRoute({
  method: 'get',
  path: '/v1/articles/{id}/related',
  tags: ['Lookups'],
  summary: 'The box beside an article',
  request: { params: idParameter, query: boxParameters },
  responses: {
    200: answers.box,
    304: answers.unchanged,
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

const byBody = createRoute({
  method: 'post',
  path: '/v1/related',
  tags: ['Lookups'],
  summary: 'The box beside a text that is not stored, or all boxes of a page',
  description: `A draft gets one box. \`{"boxes": […]}\` with 1 to ${PAGE_BOXES} lookups gets as many answers in their order, without an article twice; a bad one gets a problem in its place and leaves the others as they are.`,
  request: {
    body: {
      required: true,
      content: { 'application/json': { schema: z.union([draftSchema, documentedPageSchema]) } },
    },
  },
  responses: {
    200: {
      description: 'The box, or the boxes',
      content: { 'application/json': { schema: z.union([boxSchema, pageAnswerSchema]) } },
    },
    400: answers.problem('A field breaks a rule'),
    413: answers.problem('The body is too large'),
    415: answers.problem('The body is not JSON'),
    503: answers.problem('The service is not ready yet'),
  },
});

/** Their paths as Hono knows them. */
export const LOOKUP_PATHS = ['/v1/articles/:id/related', '/v1/related'];

export function addRelatedRoutes(
  app: App,
  dependencies: AppDependencies,
  remembered: RememberedAnswers | undefined,
): void {
  const { service, defaults } = dependencies;
  const answer = (c: Context, lookup: Lookup, layout: Placement['layout']) => {
    if (lookup.dependency) remembered?.dependsOn(c, lookup.dependency);
    return c.json(boxJson(lookup, layout), 200, { 'Cache-Control': cacheControlOf(lookup) });
  };
  for (const path of LOOKUP_PATHS) app.get(path, etag());

  app.openapi(byId, async (c) => {
    const { query, layout } = placedQuery(dependencies, c.req.valid('query'));
    return answer(c, await service.relatedById(c.req.valid('param').id, query, Date.now()), layout);
  });

  app.openapi(byUrl, async (c) => {
    const { url, ...parameters } = c.req.valid('query');
    const { query, layout } = placedQuery(dependencies, parameters);
    return answer(c, await service.relatedByUrl(url, query, Date.now()), layout);
  });

  app.openapi(why, async (c) => {
    const { id, other } = c.req.valid('param');
    const { query } = placedQuery(dependencies, c.req.valid('query'));
    const found = await service.why(id, other, query, Date.now());
    return c.json(whyJson(id, other, found), 200, FRESH);
  });

  app.openAPIRegistry.registerPath(byBody);
  app.post('/v1/related', async (c) => {
    const body = await jsonValue(c, DRAFT_BYTES);
    if (isPage(body)) {
      const { boxes } = validated(pageSchema, body);
      return c.json({ boxes: await answerPage(c, boxes, dependencies) }, 200, FRESH);
    }
    return answerDraft(c, validated(draftSchema, body));
  });

  async function answerDraft(c: Context, draft: z.infer<typeof draftSchema>) {
    const { title, body, language = null, section = null } = draft;
    const placement =
      draft.placement === undefined ? {} : service.editorial.placement(draft.placement, 'invalid');
    const query = queryOfDraft(draft, defaults, placement);
    const lookup = await service.relatedToDraft({ title, body, language, section }, query, Date.now());
    return c.json(boxJson(lookup, placement.layout), 200, FRESH);
  }
}

const isPage = (body: unknown) => typeof body === 'object' && body !== null && 'boxes' in body;
