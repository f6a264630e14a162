/** What is a valid rule? Validated once, over HTTP and on the command line by the same schema. */
import { z } from 'zod';
import { articleId, cleanText, LIMITS } from '../../article/article.ts';
import { ACTIONS, RULE_LIMITS, TARGET_KINDS } from '../../box/rules/rule.ts';

/** Rules that are not deleted. */
export const MOST_RULES = 10_000;
/** Boosts and buries that have not ended; each costs lookups time … */
export const MOST_WEIGHING = 200;
/** … those of a section, tag, source or language a search. */
export const MOST_WEIGHING_GROUPS = 20;

const line = (characters: number) =>
  z
    .string()
    .max(characters)
    .nullish()
    .transform((text) => (text ? cleanText(text).replace(/\s+/gu, ' ').trim() : '') || null);

const moment = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()])
  .nullish()
  .transform((value) => (value ? new Date(value) : null));

export const ruleId = z
  .string()
  .regex(/^[A-Za-z0-9._:-]{1,100}$/, 'must be 1–100 letters, digits, ".", "_", ":" or "-"')
  .meta({ description: 'Chosen by whoever writes the rule.', example: 'pin-election' });

export const actionSchema = z.enum(ACTIONS);
export const kindSchema = z.enum(TARGET_KINDS);

export const targetSchema = z
  .strictObject({
    kind: kindSchema,
    name: z.string().min(1).max(253).meta({
      description:
        "An article's id, a section, a tag, a host such as `news.example` (without `www.`) or a language code.",
      example: 'story-4711',
    }),
  })
  .superRefine(({ kind, name }, context) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['name'], message });
    if (kind === 'article' && !articleId.safeParse(name).success) refuse('must be an article id');
    if (kind === 'section' && name.length > LIMITS.sectionCharacters)
      refuse(`must be at most ${LIMITS.sectionCharacters} characters long`);
    if (kind === 'tag' && name.length > LIMITS.tagCharacters)
      refuse(`must be at most ${LIMITS.tagCharacters} characters long`);
    if (kind === 'language' && !/^[a-z]{2,3}$/i.test(name)) refuse('must be a language code such as "en"');
    if (kind === 'source' && !/^[a-z0-9.-]+(?::\d+)?$/i.test(name))
      refuse('must be a host such as "news.example"');
  })
  .transform(({ kind, name }) => {
    if (kind === 'source') return { kind, name: name.toLowerCase().replace(/^www\./, '') };
    return { kind, name: kind === 'article' ? name.normalize('NFC') : name };
  })
  .meta({ id: 'RuleTarget' });

export const ruleFields = z
  .strictObject({
    action: actionSchema.meta({
      description:
        '`exclude`: in no box. `block`: not beside each other. `pin`: in its slot. `boost`, `bury`: relevance times the factor. Where rules meet, this is their order; the reference of the rules says more.',
    }),
    target: targetSchema.meta({ description: 'What is shown or not. A pin is of one article.' }),
    beside: targetSchema.nullish().meta({
      description:
        'Where it applies: beside what. Absent: everywhere. A block needs one, an exclusion has none.',
    }),
    slot: z.int().min(1).max(RULE_LIMITS.slot).nullish().meta({
      description: 'Of a pin: its place in the box, default 1. A box with fewer places leaves it out.',
    }),
    factor: z
      .number()
      .min(RULE_LIMITS.bury.least)
      .max(RULE_LIMITS.boost.most)
      .nullish()
      .meta({ description: 'Of a boost above 1 (default 2), of a bury below 1 (default 0.5).' }),
    mutual: z
      .boolean()
      .default(true)
      .meta({ description: 'Of a block: also the other way round, `beside` not beside `target`.' }),
    startsAt: moment.meta({ description: 'In force from this moment on; absent: at once.' }),
    endsAt: moment.meta({ description: 'In force before this moment; absent: for ever.' }),
    author: line(LIMITS.authorCharacters).meta({ description: 'Who decided it.' }),
    reason: line(1_000).meta({ description: 'Why, for colleagues.' }),
  })
  .superRefine((rule, context) => {
    const { action, target, beside, slot, factor, startsAt, endsAt } = rule;
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (action === 'pin' && target.kind !== 'article') refuse('target', 'of a pin must be an article');
    if (action === 'block' && !beside)
      refuse('beside', 'must be given for a block; exclude is for everywhere');
    if (action === 'exclude' && beside) refuse('beside', 'must be absent for exclude; block is for a pair');
    if (action !== 'pin' && slot != null) refuse('slot', 'is for pins only');
    if (action !== 'boost' && action !== 'bury' && factor != null)
      refuse('factor', 'is for boosts and buries only');
    if (action === 'boost' && factor != null && factor <= 1) refuse('factor', 'of a boost must be above 1');
    if (action === 'bury' && factor != null && factor >= 1) refuse('factor', 'of a bury must be below 1');
    if (startsAt && endsAt && startsAt >= endsAt) refuse('endsAt', 'must be after startsAt');
  })
  .meta({ id: 'RuleFields' });

export type RuleFields = z.output<typeof ruleFields>;

export const DEFAULT_FACTORS = { boost: 2, bury: 0.5 } as const;
