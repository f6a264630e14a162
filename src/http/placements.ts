/** Placements over HTTP: what templates mean by a name. */
import { createRoute, z } from '@hono/zod-openapi';
import { MOST_PLACEMENTS, placementFields, placementName } from '../service/editorial/placement-fields.ts';
import { jsonValue } from './body.ts';
import { answers } from './contract.ts';
import type { App, AppDependencies } from './dependencies.ts';

const PLACEMENT_BYTES = 20_000;

const placementSchema = placementFields.extend({ name: z.string() }).meta({ id: 'Placement' });
const placementPath = z.object({ name: placementName });
const found = {
  description: 'The placement',
  content: { 'application/json': { schema: placementSchema } },
};
const missing = answers.problem('There is no such placement');
const writing = {
  400: answers.problem('A field breaks a rule'),
  401: answers.problem('A key is needed'),
  403: answers.problem('Without a configured key only this machine may write'),
  503: answers.problem('The database is not there; try again'),
};

const put = createRoute({
  method: 'put',
  path: '/v1/placements/{name}',
  tags: ['Placements'],
  summary: 'Store what lookups with `placement={name}` wish',
  description: `Counts in the next request here, and within a second on every replica. Fields that are absent are as the service is configured; parameters of a request count more. At most ${MOST_PLACEMENTS} placements.`,
  request: {
    params: placementPath,
    body: { required: true, content: { 'application/json': { schema: placementFields } } },
  },
  responses: {
    200: found,
    413: answers.problem('The body is too large'),
    415: answers.problem('The body is not JSON'),
    ...writing,
  },
});

const get = createRoute({
  method: 'get',
  path: '/v1/placements/{name}',
  tags: ['Placements'],
  summary: 'One placement',
  request: { params: placementPath },
  responses: { 200: found, 400: answers.problem('The name breaks a rule'), 404: missing },
});

const list = createRoute({
  method: 'get',
  path: '/v1/placements',
  tags: ['Placements'],
  summary: 'All placements, by name',
  responses: {
    200: {
      description: 'The placements',
      content: {
        'application/json': { schema: z.strictObject({ placements: z.array(placementSchema) }) },
      },
    },
  },
});

const remove = createRoute({
  method: 'delete',
  path: '/v1/placements/{name}',
  tags: ['Placements'],
  summary: 'Delete a placement; lookups that name it are refused from then on',
  request: { params: placementPath },
  responses: { 204: { description: 'It is gone' }, 404: missing, ...writing },
});

export function addPlacementRoutes(app: App, { service }: AppDependencies): void {
  const fresh = { 'Cache-Control': 'no-store' };
  const { editorial } = service;

  app.openapi(list, (c) => {
    const placements = [...editorial.placements()].map(([name, placement]) => ({ name, ...placement }));
    return c.json({ placements: placements.sort((a, b) => (a.name < b.name ? -1 : 1)) }, 200, fresh);
  });

  app.openapi(get, (c) => {
    const { name } = c.req.valid('param');
    return c.json({ name, ...editorial.placement(name, 'not_found') }, 200, fresh);
  });

  app.openapi(remove, async (c) => {
    await editorial.removePlacement(c.req.valid('param').name);
    return c.body(null, 204);
  });

  app.openAPIRegistry.registerPath(put);
  app.put('/v1/placements/:name', async (c) => {
    const name = c.req.param('name');
    const placement = await editorial.putPlacement(name, await jsonValue(c, PLACEMENT_BYTES));
    return c.json({ name, ...placement }, 200, fresh);
  });
}
