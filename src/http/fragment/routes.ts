/** The box as HTML, for server-side includes and pages without scripts. */
import { createRoute, z } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { etag } from 'hono/etag';
import type { Lookup } from '../../service/service.ts';
import { answers, boxParameters, idParameter, urlParameters } from '../contract.ts';
import type { App, AppDependencies } from '../dependencies.ts';
import { placedQuery } from '../placed.ts';
import { cacheControlOf, type RememberedAnswers } from '../remembered.ts';
import { TEMPLATE } from './addresses.ts';
import { fragment, LAYOUTS } from './markup.ts';

export const HEADING_CHARACTERS = 200;
const TEMPLATE_CHARACTERS = 500;

const template = (what: string) =>
  z
    .string()
    .max(TEMPLATE_CHARACTERS)
    .regex(TEMPLATE, 'must begin with https://, http:// or one slash')
    .optional()
    .openapi({
      description: `Where ${what} are, for a site that knows better than the stored articles: an address with \`{id}\` in it.`,
      example: '/stories/{id}',
    });

const looks = {
  layout: z.enum(LAYOUTS).optional().openapi({
    description: "As the attribute of `<related-articles>`; by default the placement's, or `list`.",
  }),
  heading: z.string().max(HEADING_CHARACTERS).optional().openapi({ description: 'Above the box.' }),
  link: template('stories'),
  image: template('pictures'),
};
const htmlParameters = boxParameters.extend(looks);
const htmlUrlParameters = urlParameters.extend(looks);

const page = { 'text/html': { schema: z.string() } };
const comment = (description: string) => ({ description: `${description}: an HTML comment`, content: page });

const byId = createRoute({
  method: 'get',
  path: '/v1/articles/{id}/box.html',
  tags: ['Lookups'],
  summary: 'The box beside an article, as HTML',
  description:
    'For server-side includes, ESI and pages without scripts: a complete fragment that looks like `<related-articles>` where the page loads `/box.css`. An empty box is a comment, and the header `X-Kindred-Status` says which kind of empty. Problems are comments too, so that an include never shows one.',
  request: { params: idParameter, query: htmlParameters },
  responses: {
    200: {
      description: 'The box, or a comment when it is empty',
      headers: {
        'X-Kindred-Status': {
          schema: { type: 'string' },
          description: '`status` of the box as JSON.',
        },
      },
      content: page,
    },
    304: answers.unchanged,
    400: comment('A parameter breaks a rule'),
    404: comment('There is no such article'),
    503: comment('The service is not ready yet'),
  },
});

const byUrl = createRoute({
  method: 'get',
  path: '/v1/box.html',
  tags: ['Lookups'],
  summary: "The box beside the article with a page's address, as HTML",
  request: { query: htmlUrlParameters },
  responses: byId.responses,
});

/** Their paths as Hono knows them. */
export const FRAGMENT_PATHS = ['/v1/articles/:id/box.html', '/v1/box.html'];

export function addFragmentRoutes(
  app: App,
  dependencies: AppDependencies,
  remembered: RememberedAnswers | undefined,
): void {
  const { service } = dependencies;
  for (const path of FRAGMENT_PATHS) app.use(path, etag());

  app.openapi(byId, async (c) => {
    const { id } = c.req.valid('param');
    const { layout, heading, link, image, ...parameters } = c.req.valid('query');
    const { query, layout: placed = 'list' } = placedQuery(dependencies, parameters);
    const lookup = await service.relatedById(id, query, Date.now());
    const options = { layout: layout ?? placed, heading, link, image, limit: query.settings.limit };
    return answer(c, lookup, { ...options, page: service.addressOf(id) });
  });

  app.openapi(byUrl, async (c) => {
    const { layout, heading, link, image, url, ...parameters } = c.req.valid('query');
    const { query, layout: placed = 'list' } = placedQuery(dependencies, parameters);
    const lookup = await service.relatedByUrl(url, query, Date.now());
    const options = { layout: layout ?? placed, heading, link, image, limit: query.settings.limit };
    return answer(c, lookup, { ...options, page: url });
  });

  function answer(c: Context, lookup: Lookup, options: Parameters<typeof fragment>[1]) {
    const { box, dependency } = lookup;
    if (dependency) remembered?.dependsOn(c, dependency);
    const [status, items] = box === 'pending' ? ['pending', []] : [box.status, box.items];
    const headers = { 'Cache-Control': cacheControlOf(lookup), 'X-Kindred-Status': status };
    return c.html(
      items.length > 0 ? fragment(items, options) : `<!-- kindred: ${status} -->\n`,
      200,
      headers,
    );
  }
}

/** Comes before whatever may turn a request away. The status stays. Nothing in the text can end the comment. */
export const problemsAsComments: MiddlewareHandler = async (c, next) => {
  await next();
  if (!c.res.headers.get('content-type')?.startsWith('application/problem+json')) return;
  const { code, detail } = (await c.res.json()) as { code: string; detail: string };
  const shown = detail.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const headers = new Headers(c.res.headers);
  headers.set('content-type', 'text/html; charset=UTF-8');
  const { status } = c.res;
  c.res = undefined;
  c.res = new Response(`<!-- kindred: ${code}: ${shown} -->\n`, { status, headers });
};
