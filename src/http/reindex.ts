/** A new index generation: start it, see how far it is. */
import { createRoute } from '@hono/zod-openapi';
import { AppError } from '../article/errors.ts';
import { reindexJson } from './answer.ts';
import { answers, reindexSchema } from './contract.ts';
import type { App, AppDependencies } from './dependencies.ts';

const state = {
  description: 'The newest generation',
  content: { 'application/json': { schema: reindexSchema } },
};

const start = createRoute({
  method: 'post',
  path: '/v1/reindex',
  tags: ['Index'],
  summary: 'Start building a new index generation',
  description:
    'It is built beside the active one, verified and then activated. A drifted collection does this by itself.',
  responses: {
    202: state,
    409: answers.problem('A reindex is already running'),
    503: answers.problem('The database is not there; try again'),
  },
});

const show = createRoute({
  method: 'get',
  path: '/v1/reindex',
  tags: ['Index'],
  summary: 'How far is the newest generation?',
  responses: {
    200: state,
    404: answers.problem('There is no generation yet'),
    503: answers.problem('The database is not there; try again'),
  },
});

export function addReindexRoutes(app: App, { service }: AppDependencies): void {
  app.openapi(start, async (c) => c.json(reindexJson(await service.startReindex()), 202));

  app.openapi(show, async (c) => {
    const generation = await service.reindexState();
    if (generation === undefined) throw new AppError('not_found', 'there is no generation yet');
    return c.json(reindexJson(generation), 200, { 'Cache-Control': 'no-store' });
  });
}
