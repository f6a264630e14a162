/** The collection as a whole, for editors: are boxes full, what is shown too often, what does it look like, what is left out of pages? */
import { createRoute, z } from '@hono/zod-openapi';
import { EMPTY_REASONS } from '../service/why-empty.ts';
import { answers } from './contract.ts';
import type { App, AppDependencies } from './dependencies.ts';
import { foundJson, foundSchema } from './find.ts';

const share = z.number().min(0).max(1);

const surveySchema = z
  .strictObject({
    isWhole: z.boolean().meta({ description: 'Whether all boxes were looked at, not a sample of them.' }),
    boxes: z.int().meta({ description: 'Boxes that were looked at.' }),
    limit: z.int(),
    full: share,
    filled: share.meta({ description: 'With at least one item.' }),
    empty: share,
    shown: z.strictObject({
      mean: z.number().meta({ description: 'Boxes that an article is in.' }),
      skewness: z.number(),
      gini: z.number().meta({ description: '0 all are shown alike … towards 1: one is in every box.' }),
      never: share.meta({ description: 'In no box. Means something of whole collections only.' }),
      bins: z.array(z.strictObject({ from: z.int(), to: z.int(), articles: z.int() })),
    }),
    mostShown: z.array(z.strictObject({ article: foundSchema, boxes: z.int() })),
    without: z.array(z.strictObject({ article: foundSchema, because: z.enum(EMPTY_REASONS) })),
    withoutCount: z.int(),
  })
  .meta({ id: 'Survey' });

const mapSchema = z
  .strictObject({
    isWhole: z.boolean(),
    points: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        section: z.string().nullable(),
        x: share,
        y: share,
      }),
    ),
    labels: z.array(z.strictObject({ text: z.string(), x: share, y: share })),
  })
  .meta({ id: 'CollectionMap' });

const furnitureSchema = z
  .strictObject({
    lines: z.array(
      z.strictObject({
        language: z.string(),
        text: z.string(),
        articles: z.int().meta({ description: 'Of the articles that were looked at, so many have it.' }),
      }),
    ),
  })
  .meta({ id: 'Furniture' });

const notReady = { 503: answers.problem('The service is not ready yet') };
const json = <S extends z.ZodType>(description: string, schema: S) => ({
  description,
  content: { 'application/json': { schema } },
});

const survey = createRoute({
  method: 'get',
  path: '/v1/collection',
  tags: ['Collection'],
  summary: 'Are the boxes full, and how evenly are articles shown?',
  description: 'Of all boxes as readers get them now, or of 2,000 of them. May be a minute old.',
  responses: { 200: json('The figures', surveySchema), ...notReady },
});

const map = createRoute({
  method: 'get',
  path: '/v1/collection/map',
  tags: ['Collection'],
  summary: 'The articles as points: near each other what is related',
  description: 'All articles, or 2,000 of them. The same collection gives the same map.',
  responses: { 200: json('The map', mapSchema), ...notReady },
});

const furniture = createRoute({
  method: 'get',
  path: '/v1/furniture',
  tags: ['Collection'],
  summary: 'Sentences that the index leaves out as belonging to pages, not to stories',
  responses: { 200: json('The sentences, most frequent first', furnitureSchema), ...notReady },
});

export function addCollectionRoutes(app: App, { service, defaults }: AppDependencies): void {
  const fresh = { 'Cache-Control': 'no-store' };

  app.openapi(survey, async (c) => {
    const { coverage, mostShown, without, isWhole, withoutCount } = await service.survey.boxes(defaults);
    const { boxes, limit, full, filled, empty } = coverage;
    const { mean, skewness, gini, never, bins } = coverage.shown;
    return c.json(
      {
        ...{ isWhole, boxes, limit, full, filled, empty, withoutCount },
        shown: { mean, skewness, gini, never, bins: bins.map((bin) => ({ ...bin })) },
        mostShown: mostShown.map(({ card, boxes: times }) => ({ article: foundJson(card), boxes: times })),
        without: without.map(({ card, because }) => ({ article: foundJson(card), because })),
      },
      200,
      fresh,
    );
  });

  app.openapi(map, async (c) => {
    const { isWhole, points, labels } = await service.survey.map();
    const shown = points.map(({ card: { id, title, section }, x, y }) => ({ id, title, section, x, y }));
    return c.json({ isWhole, points: shown, labels: labels.map((label) => ({ ...label })) }, 200, fresh);
  });

  app.openapi(furniture, (c) => {
    const lines = service.furniture().map(({ language, text, articles }) => ({ language, text, articles }));
    return c.json({ lines }, 200, fresh);
  });
}
