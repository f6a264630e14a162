/** What do requests and answers look like? The schemas that validate and from which the OpenAPI document is generated. */
import { z } from '@hono/zod-openapi';
import { articleId, LIMITS } from '../article/article.ts';
import { URL_CHARACTERS } from '../article/url.ts';
import { EMPTY_REASONS } from '../service/why-empty.ts';
import { explanationSchema } from './explanation.ts';
import { problemSchema } from './problems.ts';

const moment = z.iso.datetime({ offset: true });
const isoMoment = z.iso.datetime().meta({ example: '2024-04-29T14:10:00.000Z' });

/** A query parameter that may be repeated: one value arrives as a string. */
const repeatable = (item: z.ZodString, most: number, description: string) =>
  z
    .union([item.transform((value) => [value]), z.array(item).max(most)])
    .optional()
    .openapi({ type: 'array', items: { type: 'string' }, maxItems: most, description });

/** A decimal number as people write it: what `Number` also takes (an empty text, `0x1`, `1e3`) is none. */
export const numeral = (schema: z.ZodNumber) =>
  z.preprocess(
    (value) =>
      typeof value === 'string' && /^-?\d{1,16}(?:\.\d{1,16})?$/.test(value) ? Number(value) : value,
    schema.optional(),
  );

const number = (least: number, most: number, description: string) =>
  numeral(z.number().min(least).max(most)).openapi({
    type: 'number',
    minimum: least,
    maximum: most,
    description,
  });

const date = (description: string) =>
  z
    .union([moment, z.iso.date()])
    .transform((value) => Date.parse(value))
    .optional()
    .openapi({ type: 'string', example: '2024-04-29', description });

/** What may be asked of a box, as query parameters. */
export const boxParameters = z.strictObject({
  limit: numeral(z.number().int().min(1).max(50)).openapi({
    type: 'integer',
    minimum: 1,
    maximum: 50,
    default: 4,
    description: 'Items in the box.',
  }),
  section: repeatable(
    z.string().max(LIMITS.sectionCharacters),
    20,
    'Only articles of one of these sections.',
  ),
  tag: repeatable(z.string().max(LIMITS.tagCharacters), 20, 'Only articles with one of these tags.'),
  language: repeatable(
    z.string().regex(/^[a-z]{2,3}$/, 'must be a language code such as "en"'),
    20,
    'Only articles in one of these languages. Without it an article relates within its own; with another one by the names and numbers that both write alike.',
  ),
  since: date('Only articles published at or after this moment.'),
  until: date('Only articles published at or before this moment.'),
  exclude: repeatable(
    z.string().max(LIMITS.idBytes),
    100,
    'Ids that must not appear, e.g. what the page shows already.',
  ),
  minScore: number(0, 1, 'Below this relevance an article is not called related.'),
  breadth: number(0, 1, '0 same story … 1 same subject.'),
  diversity: number(0, 1, '0 pure relevance … 1 as different from each other as can be.'),
  halfLifeDays: number(
    0,
    36_500,
    'Days between two publication dates after which closeness counts half. 0: age does not count.',
  ),
  fallback: z.enum(['none', 'latest', 'section']).optional().openapi({
    default: 'none',
    description: 'How to fill up a box when too little is related. Such items carry `source: fallback`.',
  }),
  placement: z.string().max(64).optional().openapi({
    description:
      'Name of a stored placement: its wishes count where this request has none of its own. One that does not exist is refused.',
    example: 'article-foot',
  }),
  exact: z.enum(['true', 'false']).optional().openapi({
    default: 'false',
    description:
      'Compare every article instead of those that promise most. Some hundred times the work, one such lookup at a time; to check what the bounded search may have missed.',
  }),
  explain: z.enum(['true', 'false']).optional().openapi({
    default: 'false',
    description: 'Say of each related item which shared terms contributed how much.',
  }),
});

export const urlParameters = boxParameters.extend({
  url: z.string().max(URL_CHARACTERS).openapi({
    description:
      'Address of the page. Scheme, `www.`, trailing slash, fragment and tracking parameters do not matter.',
    example: 'https://www.harbourpost.example/world/nato-allies?utm_source=mail',
  }),
});

export const idParameter = z.object({ id: articleId });

/** `POST /v1/related`: a text that is not stored, and the same wishes as a lookup. */
export const draftSchema = z
  .strictObject({
    title: z.string().max(LIMITS.titleCharacters).default(''),
    body: z.string().max(100_000).default(''),
    language: z
      .string()
      .regex(/^[a-z]{2,3}$/, 'must be a language code such as "en"')
      .nullish(),
    section: z
      .string()
      .max(LIMITS.sectionCharacters)
      .nullish()
      .meta({ description: 'For `fallback: section`.' }),
    limit: z.int().min(1).max(50).optional(),
    sections: z.array(z.string().max(LIMITS.sectionCharacters)).max(20).optional(),
    tags: z.array(z.string().max(LIMITS.tagCharacters)).max(20).optional(),
    since: moment.optional(),
    until: moment.optional(),
    exclude: z.array(z.string().max(LIMITS.idBytes)).max(100).optional(),
    minScore: z.number().min(0).max(1).optional(),
    breadth: z.number().min(0).max(1).optional(),
    diversity: z.number().min(0).max(1).optional(),
    halfLifeDays: z.number().min(0).max(36_500).optional(),
    fallback: z.enum(['none', 'latest', 'section']).optional(),
    placement: z.string().max(64).optional(),
    explain: z.boolean().optional(),
  })
  .refine(({ title, body }) => title.trim() !== '' || body.trim() !== '', {
    path: ['body'],
    message: 'must not be empty when there is no title either',
  })
  .meta({ id: 'Draft' });

const itemSchema = z
  .strictObject({
    id: z.string(),
    url: z.string().nullable(),
    title: z.string(),
    excerpt: z.string().meta({
      description: 'About fifteen words, cut at a word.',
      example: 'Three people were killed and nine others were injured after a Russian…',
    }),
    image: z.string().nullable(),
    publishedAt: isoMoment.nullable(),
    section: z.string().nullable(),
    author: z.string().nullable(),
    language: z.string().meta({ description: '`und` when unknown.', example: 'en' }),
    score: z.number().min(0).max(10).meta({
      description: 'Relevance, above 1 only where a rule boosts it; 0 for a fallback.',
    }),
    source: z.enum(['related', 'pinned', 'fallback']),
    explanation: explanationSchema.optional(),
  })
  .meta({ id: 'Item' });

export const boxSchema = z
  .strictObject({
    status: z.enum(['ok', 'partial', 'empty', 'pending']).meta({
      description:
        '`ok`: full of related and pinned articles. `partial`: fewer than asked for, or filled up by the fallback. `empty`: nothing. `pending`: the article is stored but not in the index yet.',
    }),
    emptyBecause: z.enum(EMPTY_REASONS).optional().meta({
      description:
        'Of an empty box, the first that applies. `no-terms`: the article has no word to compare by. `excluded-by-rules`, `filtered`: without the rules or the filter there would be something. `only-copies`: the same text. `below-threshold`: too weak. `nothing-related`: no word shared.',
    }),
    layout: z.enum(['list', 'cards', 'strip']).optional().meta({ description: "The placement's." }),
    items: z.array(itemSchema),
    indexedAt: isoMoment.meta({ description: 'When the latest change became visible in this answer.' }),
    generation: z.int().meta({ description: 'The index generation that answered.' }),
  })
  .meta({ id: 'Box' });

export const storedArticleSchema = z
  .strictObject({
    id: z.string(),
    url: z.string().nullable(),
    title: z.string(),
    body: z.string(),
    excerpt: z.string().nullable(),
    author: z.string().nullable(),
    section: z.string().nullable(),
    tags: z.array(z.string()),
    image: z.string().nullable(),
    language: z.string().nullable().meta({ description: 'As given.' }),
    analysisLanguage: z.string().meta({ description: 'Given or detected; `und` when unknown.' }),
    publishedAt: isoMoment.nullable(),
    expiresAt: isoMoment.nullable(),
    evergreen: z.boolean(),
    modifiedAt: isoMoment.nullable(),
    revision: z.int(),
    storedAt: isoMoment,
  })
  .meta({ id: 'StoredArticle' });

export const putResultSchema = z
  .strictObject({ id: z.string(), status: z.enum(['created', 'updated', 'unchanged']) })
  .meta({ id: 'PutResult' });

export const bulkResultSchema = z
  .strictObject({
    counts: z.strictObject({
      created: z.int(),
      updated: z.int(),
      unchanged: z.int(),
      outdated: z.int(),
      refused: z.int(),
    }),
    results: z.array(
      z.strictObject({
        index: z.int().meta({ description: '0-based place in the request.' }),
        id: z.string().nullable(),
        status: z.enum(['created', 'updated', 'unchanged', 'outdated', 'refused']),
        code: z.string().optional(),
        field: z.string().optional(),
        detail: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'BulkResult' });

export const reindexSchema = z
  .strictObject({
    generation: z.int(),
    status: z.enum(['building', 'active', 'retired', 'failed']),
    stage: z.string(),
    done: z.int(),
    total: z.int(),
    startedAt: isoMoment,
    activatedAt: isoMoment.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'Reindex' });

/** One site that is followed. Counts are since the start of the process. */
export const followingSchema = z
  .strictObject({
    source: z.string().meta({ description: 'Its address, without its query.' }),
    kind: z.enum(['wordpress', 'feed', 'sitemap', 'page']).nullable(),
    phase: z.enum(['starting', 'reading', 'waiting', 'failing', 'stopped']),
    passes: z.int(),
    known: z.int().meta({ description: 'Articles that came of it.' }),
    created: z.int(),
    updated: z.int(),
    removed: z.int(),
    refused: z.int(),
    lastPassAt: isoMoment.nullable(),
    nextPassAt: isoMoment.nullable(),
    lastError: z.string().nullable(),
  })
  .meta({ id: 'Following' });

export const healthSchema = z
  .strictObject({
    ready: z.boolean(),
    reason: z.string().optional(),
    database: z.enum(['postgres', 'embedded']),
    db: z.enum(['up', 'down']).meta({ description: 'Lookups are answered without it.' }),
    stale: z
      .boolean()
      .meta({ description: 'The index may lack what was stored in the last `syncLagSeconds`.' }),
    syncLagSeconds: z.int().nullable(),
    articles: z.int(),
    generation: z.int().nullable(),
    indexedAt: isoMoment.nullable(),
    following: z.array(followingSchema).optional(),
  })
  .meta({ id: 'Health' });

export const answers = {
  box: { description: 'The box', content: { 'application/json': { schema: boxSchema } } },
  unchanged: { description: 'Unchanged since the ETag in If-None-Match' },
  problem: (description: string) => ({
    description,
    content: { 'application/problem+json': { schema: problemSchema } },
  }),
};
