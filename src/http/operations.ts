/** What an operator and a newcomer ask: is it alive, is it ready, what can it do? */
import { createRoute, z } from '@hono/zod-openapi';
import { withAccess } from './access-document.ts';
import { healthJson } from './answer.ts';
import { boxFiles } from './box-files.ts';
import { healthSchema } from './contract.ts';
import { type App, type AppDependencies, DEFAULT_ACCESS } from './dependencies.ts';
import { addPageAssets } from './pages/assets.ts';
import { docsPage } from './pages/docs.ts';
import { addDocumentation } from './pages/documentation.ts';
import { embeddingSection } from './pages/embedding.ts';
import { homePage } from './pages/home.ts';

const health = (description: string) => ({
  description,
  content: { 'application/json': { schema: healthSchema } },
});

const live = createRoute({
  method: 'get',
  path: '/livez',
  tags: ['Operations'],
  summary: 'Is the process alive? Asks nothing of the database',
  responses: {
    200: {
      description: 'It is',
      content: { 'application/json': { schema: z.strictObject({ alive: z.literal(true) }) } },
    },
  },
});

const ready = createRoute({
  method: 'get',
  path: '/readyz',
  tags: ['Operations'],
  summary: 'Are lookups answered? If not, why?',
  responses: { 200: health('They are'), 503: health('Not yet; `reason` says why') },
});

const healthz = createRoute({
  method: 'get',
  path: '/healthz',
  tags: ['Operations'],
  summary: 'The state at a glance, for people',
  responses: { 200: health('Whatever the state is') },
});

export function addOperationRoutes(app: App, dependencies: AppDependencies): void {
  const { service, version, demo, sampleId, draining, access = DEFAULT_ACCESS } = dependencies;
  const fresh = { 'Cache-Control': 'no-store' };

  app.openapi(live, (c) => c.json({ alive: true as const }, 200, fresh));

  app.openapi(ready, (c) => {
    const state = draining?.aborted
      ? { ...service.state(), ready: false, reason: 'the process is stopping' }
      : service.state();
    return c.json(healthJson(state), state.ready ? 200 : 503, fresh);
  });

  app.openapi(healthz, (c) => c.json(healthJson(service.state()), 200, fresh));

  const document = () => {
    const made = app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'Kindred',
        version,
        description: 'Which stories belong beside this one? Errors are RFC 9457 problem documents.',
        license: { name: 'MIT' },
      },
    });
    return withAccess(made, access.reading);
  };
  app.get('/openapi.json', (c) => c.json(document()));

  addPageAssets(app);
  app.get('/docs/api', async (c) => c.html(docsPage(document(), embeddingSection(await boxFiles()))));
  addDocumentation(app);
  app.get('/', (c) =>
    c.html(
      homePage({
        name: 'Kindred',
        version,
        ...service.state(),
        demo: demo !== undefined,
        ...(sampleId !== undefined && { sampleId }),
      }),
    ),
  );
}
