/** How is said why an article is in a box, or why not? */
import { z } from '@hono/zod-openapi';
import { articleId } from '../article/article.ts';
import type { Explanation } from '../box/explain.ts';
import type { Why } from '../service/why.ts';
import { REASONS } from '../service/why-not.ts';

export const explanationSchema = z
  .strictObject({
    sentence: z.string().meta({
      description: 'The whole in words and numbers.',
      example:
        'Both speak of “Zelenskyy”, “missile” and 12 more terms. Score 0.214: 0.102 from their own words, 0.126 from the words of similar articles, −0.014 for distance in time.',
    }),
    own: z.number().meta({ description: "Part of the articles' own words." }),
    expanded: z.number().meta({ description: 'Part of the words that their neighbours share.' }),
    age: z.number().meta({ description: 'Factor for distance in time.' }),
    factor: z.number().meta({ description: "Factor of the editors' boost or bury, 1 without one." }),
    rule: z.string().nullable().meta({ description: 'Id of the rule that pinned or weighed it.' }),
    diversity: z
      .number()
      .meta({ description: 'What diversity took off in the order of the box; the score is without it.' }),
    parts: z
      .strictObject({ own: z.number(), expanded: z.number(), age: z.number(), rule: z.number() })
      .meta({ description: 'They add up to the score: score = (own + expanded) · age · factor.' }),
    terms: z
      .array(z.strictObject({ term: z.string(), contribution: z.number() }))
      .meta({ description: 'The strongest shared terms, at most ten.' }),
    rest: z
      .strictObject({ terms: z.int(), contribution: z.number() })
      .meta({ description: 'All further shared terms. With `terms` they add up to own + expanded.' }),
    wording: z.enum(['written', 'stems']).meta({
      description: '`written`: terms as the articles write them. `stems`: the database did not answer.',
    }),
  })
  .meta({ id: 'Explanation' });

export const pairParameters = z.object({
  id: articleId,
  other: articleId.meta({ description: 'The other article.' }),
});

export const whySchema = z
  .strictObject({
    id: z.string(),
    other: z.string(),
    inBox: z.boolean(),
    place: z.int().nullable().meta({ description: 'Its place in the box, from 1.' }),
    source: z.enum(['related', 'pinned', 'fallback']).nullable(),
    score: z.number(),
    whyNot: z
      .strictObject({
        reason: z.enum(REASONS).meta({
          description:
            'The first that applies, in this order. `overlooked`: the bounded search did not meet an article that belongs into the box.',
        }),
        sentence: z.string(),
        rule: z.string().optional().meta({ description: 'The rule that keeps it out.' }),
        copyOf: z.string().optional().meta({ description: 'The article whose text it repeats.' }),
        rank: z.int().optional().meta({ description: 'Its place by score among all that may appear.' }),
      })
      .nullable(),
    explanation: explanationSchema,
  })
  .meta({ id: 'Why' });

export function explanationJson(explanation: Explanation): z.infer<typeof explanationSchema> {
  const { sentence, own, expanded, age, factor, rule, diversity, parts, terms, rest, wording } = explanation;
  return {
    sentence,
    own: precise(own),
    expanded: precise(expanded),
    age: precise(age),
    factor,
    rule,
    diversity: precise(diversity),
    parts: {
      own: precise(parts.own),
      expanded: precise(parts.expanded),
      age: precise(parts.age),
      rule: precise(parts.rule),
    },
    terms: terms.map(({ term, contribution }) => ({ term, contribution: precise(contribution) })),
    rest: { terms: rest.terms, contribution: precise(rest.contribution) },
    wording,
  };
}

export function whyJson(id: string, other: string, found: Why): z.infer<typeof whySchema> {
  const { place, source, score, whyNot, explanation } = found;
  return {
    id,
    other,
    inBox: whyNot === null,
    place,
    source,
    score: precise(score),
    whyNot: whyNot && { ...whyNot },
    explanation: explanationJson(explanation),
  };
}

/** To nine places: no sum of parts is off by more than a millionth. */
export const precise = (value: number): number => Math.round(value * 1e9) / 1e9;
