/** What is a valid placement? The wishes of a lookup that a template need not repeat, by name. */
import { z } from 'zod';
import { LIMITS } from '../../article/article.ts';

export const MOST_PLACEMENTS = 200;

export const placementName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be 1–64 lower-case letters, digits or "-"')
  .meta({ description: 'What templates say: `placement=article-foot`.', example: 'article-foot' });

const share = z.number().min(0).max(1).optional();

/** Absent fields are as the service is configured. */
export const placementFields = z
  .strictObject({
    limit: z.int().min(1).max(50).optional(),
    sections: z.array(z.string().max(LIMITS.sectionCharacters)).max(20).optional(),
    tags: z.array(z.string().max(LIMITS.tagCharacters)).max(20).optional(),
    languages: z
      .array(z.string().regex(/^[a-z]{2,3}$/, 'must be a language code such as "en"'))
      .max(20)
      .optional(),
    sameSection: z.boolean().optional().meta({
      description: "Only articles of the article's own section, where it has one. `sections` counts more.",
    }),
    minScore: share,
    breadth: share,
    diversity: share,
    halfLifeDays: z.number().min(0).max(36_500).optional(),
    fallback: z.enum(['none', 'latest', 'section']).optional(),
    layout: z.enum(['list', 'cards', 'strip']).optional().meta({
      description: 'How the page shows it; given back with the box.',
    }),
  })
  .meta({ id: 'PlacementFields' });

export type Placement = z.output<typeof placementFields>;
