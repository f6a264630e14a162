/**
 * Why is one article in the box of another, or why not? The first reason that applies, in this order: the article itself, a
 * rule, other language, the filter, not published or expired, nothing shared, a copy of the article, below the threshold,
 * a copy of an item, diversity, beaten.
 */
import { type Box, fillBox, type Scored, scored } from '../box/box.ts';
import { COPY_SIMILARITY } from '../box/duplicates.ts';
import type { Explanation } from '../box/explain.ts';
import { similarityTo } from '../box/relevance.ts';
import { barringRule, decidingFactor, NO_RULES, type Rules } from '../box/rules/rules.ts';
import type { Filter } from '../box/settings.ts';
import type { Collection } from './collection.ts';
import { explainer, filterBeside, placeOf, type RelatedQuery, relatedTo } from './related.ts';
import { steeredCandidates } from './steered.ts';

export const REASONS = [
  'same-article',
  'rule',
  'other-language',
  'filter',
  'not-published',
  'expired',
  'nothing-shared',
  'copy',
  'below-threshold',
  'diversity',
  'beaten',
  'overlooked',
] as const;
export type Reason = (typeof REASONS)[number];

export interface WhyNot {
  readonly reason: Reason;
  /** The same in words and numbers. */
  readonly sentence: string;
  /** The rule that keeps it out. */
  readonly rule?: string;
  /** The article or item whose text it repeats. */
  readonly copyOf?: string;
  /** Its place among all that may appear, by score, from 1; with `beaten` also "at least". */
  readonly rank?: number;
}

export interface Why {
  /** From 1; null when it is not in the box. */
  readonly place: number | null;
  readonly source: Box['items'][number]['source'] | null;
  readonly score: number;
  readonly explanation: Explanation;
  /** null when it is in the box. */
  readonly whyNot: WhyNot | null;
}

/** `now` in milliseconds since 1970. */
export function why(
  collection: Collection,
  doc: number,
  other: number,
  query: RelatedQuery,
  now: number,
  rules: Rules = NO_RULES,
): Why {
  const { box } = relatedTo(collection, doc, { ...query, explain: true }, now, rules);
  const key = collection.keyOf(other);
  const at = box.items.findIndex(({ card }) => card.key === key);
  const item = box.items[at];
  const pair = scoredPair(collection, doc, other, query, now, rules);
  const explanation =
    item?.explanation ?? explainer(collection, collection.subject(doc), query.settings)(pair, 0);
  if (item !== undefined)
    return { place: at + 1, source: item.source, score: item.score, explanation, whyNot: null };
  const whyNot = firstReason(collection, doc, other, pair, box, query, now, rules);
  return { place: null, source: null, score: pair.score, explanation, whyNot };
}

function scoredPair(
  collection: Collection,
  doc: number,
  other: number,
  { settings }: RelatedQuery,
  now: number,
  rules: Rules,
): Scored {
  const place = placeOf(collection, doc);
  const candidate = collection.candidate(collection.subject(doc), other, settings.breadth);
  const rule = decidingFactor(rules.beside(place.traits, now).weighed, collection.traits(other));
  const weight = rule && { weight: { factor: rule.factor ?? 1, rule: rule.id } };
  return scored(place, { ...candidate, ...weight }, settings);
}

function firstReason(
  collection: Collection,
  doc: number,
  other: number,
  pair: Scored,
  { items }: Box,
  query: RelatedQuery,
  now: number,
  rules: Rules,
): WhyNot {
  const { settings } = query;
  const { limit, minScore } = settings;
  const place = placeOf(collection, doc);
  const card = collection.card(other);
  const filter = filterBeside(query.filter, place);
  const steering = rules.beside(place.traits, now);
  const number = (value: number) => value.toFixed(3);

  if (doc === other) return { reason: 'same-article', sentence: 'An article is not shown beside itself.' };
  const rule = barringRule(steering, collection.traits(other));
  if (rule) {
    const sentence = `Rule ${JSON.stringify(rule.id)} (${rule.action}) keeps it out.`;
    return { reason: 'rule', sentence, rule: rule.id };
  }
  if (card.language !== place.language)
    return {
      reason: 'other-language',
      sentence: `It is in "${card.language}", the article in "${place.language}"; articles relate within a language.`,
    };
  const field = failedField(collection, other, filter);
  if (field !== undefined)
    return { reason: 'filter', sentence: `The filter ${field} of the request leaves it out.` };
  if (card.expiresAt !== null && card.expiresAt <= now)
    return { reason: 'expired', sentence: `It expired at ${new Date(card.expiresAt).toISOString()}.` };
  if (card.publishedAt !== null && card.publishedAt > now)
    return {
      reason: 'not-published',
      sentence: `It is not published before ${new Date(card.publishedAt).toISOString()}.`,
    };
  if (!(pair.score > 0)) return { reason: 'nothing-shared', sentence: 'The two share no words.' };
  const isCopy = (similarity: number) => settings.duplicates === 'collapse' && similarity >= COPY_SIMILARITY;
  if (isCopy(pair.own))
    return {
      reason: 'copy',
      sentence: `It is a copy of the article: ${number(pair.own)} alike, a copy from ${COPY_SIMILARITY} on.`,
      copyOf: collection.idOf(doc),
    };
  if (pair.score < minScore)
    return {
      reason: 'below-threshold',
      sentence: `Its score ${number(pair.score)} is below the threshold ${number(minScore)}.`,
    };
  const similarity = similarityTo(pair.vector());
  for (const { card: shown, source, score } of items) {
    if (source === 'fallback' || (source === 'related' && score < pair.score)) continue;
    const alike = similarity(collection.vectorsOfKey(shown.key).own);
    if (isCopy(alike))
      return {
        reason: 'copy',
        sentence: `It is a copy of ${JSON.stringify(shown.id)}, which is shown: ${number(alike)} alike, a copy from ${COPY_SIMILARITY} on.`,
        copyOf: shown.id,
      };
  }
  const { candidates, pinned } = steeredCandidates(
    collection,
    collection.subject(doc),
    settings,
    filter,
    steering,
    now,
  );
  const scores = candidates.map((candidate) => scored(place, candidate, settings));
  const ahead = scores.filter(
    ({ key, score }) => score > pair.score || (score === pair.score && key < pair.key),
  ).length;
  const rank = ahead + 1;
  if (settings.diversity > 0) {
    const plain = fillBox(place, candidates, { ...settings, diversity: 0 }, [], undefined, pinned);
    if (plain.items.some(({ card: { key } }) => key === pair.key))
      return {
        reason: 'diversity',
        sentence: `By its score ${number(pair.score)} it would be shown (rank ${rank}), but it is too much like other items for a diversity of ${settings.diversity}.`,
        rank,
      };
  }
  const room = limit - items.filter(({ source }) => source === 'pinned').length;
  const isKnown = scores.some(({ key }) => key === pair.key);
  if (!isKnown && rank <= room)
    return {
      reason: 'overlooked',
      sentence: `With its score ${number(pair.score)} it belongs into the box, but the bounded search did not meet it.`,
      rank,
    };
  return {
    reason: 'beaten',
    sentence: `Others are nearer: it is number ${rank}${isKnown ? '' : ' or later'} for ${room} ${room === 1 ? 'place' : 'places'}.`,
    rank,
  };
}

/** The first field of the filter that an article does not pass. */
function failedField(collection: Collection, doc: number, filter: Filter): keyof Filter | undefined {
  const { language, section, tags, publishedAt } = collection.card(doc);
  const isAmong = (names: readonly string[] | undefined, ...own: (string | null)[]) =>
    names === undefined ||
    names.some((name) => own.some((each) => each?.toLowerCase() === name.toLowerCase()));
  if (!isAmong(filter.sections, section)) return 'sections';
  if (!isAmong(filter.tags, ...tags)) return 'tags';
  if (!isAmong(filter.languages, language)) return 'languages';
  if (filter.since !== undefined && (publishedAt ?? Number.NEGATIVE_INFINITY) < filter.since) return 'since';
  if (filter.until !== undefined && (publishedAt ?? Number.POSITIVE_INFINITY) > filter.until) return 'until';
  return filter.exclude?.includes(collection.idOf(doc)) ? 'exclude' : undefined;
}
