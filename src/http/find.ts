/** Articles by words of their titles, or the cards of some ids: for people who look for one. */
import { createRoute, z } from '@hono/zod-openapi';
import { articleId } from '../article/article.ts';
import type { Card } from '../article/card.ts';
import { answers, numeral } from './contract.ts';
import type { App, AppDependencies } from './dependencies.ts';

const FOUND = 20;
const MOST = 50;
const MOST_IDS = 100;

export const foundSchema = z
  .strictObject({
    id: z.string(),
    url: z.string().nullable(),
    title: z.string(),
    section: z.string().nullable(),
    author: z.string().nullable(),
    publishedAt: z.iso.datetime().nullable(),
    language: z.string(),
  })
  .meta({ id: 'Found' });

const route = createRoute({
  method: 'get',
  path: '/v1/articles',
  tags: ['Articles'],
  summary: 'Find articles by words of their titles',
  description:
    'Those in whose title each word of `q` begins a word, newest first; an id or an address finds that article. Without `q` the newest. With `id` the articles of these ids, in that order, without those that are not in the index.',
  request: {
    query: z.strictObject({
      q: z.string().max(500).optional().openapi({ description: 'Words, an id or an address.' }),
      id: z
        .union([articleId.transform((id) => [id]), z.array(articleId).max(MOST_IDS)])
        .optional()
        .openapi({ type: 'array', items: { type: 'string' }, maxItems: MOST_IDS }),
      limit: numeral(z.number().int().min(1).max(MOST)).openapi({
        type: 'integer',
        ...{ minimum: 1, maximum: MOST, default: FOUND },
      }),
    }),
  },
  responses: {
    200: {
      description: 'The articles',
      content: { 'application/json': { schema: z.strictObject({ articles: z.array(foundSchema) }) } },
    },
    400: answers.problem('A parameter breaks a rule'),
    503: answers.problem('Not ready, or the database is not there; try again'),
  },
});

export function addFindRoute(app: App, { service }: AppDependencies): void {
  app.openapi(route, async (c) => {
    const { q = '', id, limit = FOUND } = c.req.valid('query');
    const cards = id === undefined ? await service.find(q, limit) : service.cards(id);
    return c.json({ articles: cards.map(foundJson) }, 200, { 'Cache-Control': 'no-store' });
  });
}

export function foundJson({
  id,
  url,
  title,
  section,
  author,
  publishedAt,
  language,
}: Card): z.infer<typeof foundSchema> {
  const date = publishedAt === null ? null : new Date(publishedAt).toISOString();
  return { id, url, title, section, author, publishedAt: date, language };
}
