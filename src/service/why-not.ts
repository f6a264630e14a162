/**
 * Why is an article not in a box? The first reason that applies, in this order: it is the article itself, a rule, other
 * language, the filter, expired or not published, nothing shared, a copy of the article, below the threshold, a copy of an
 * item, diversity, beaten.
 */
import { isCopy } from '../article/fingerprint.ts';
import { type Box, fillBox, type Scored, scored } from '../box/box.ts';
import { barringRule, type Steering } from '../box/rules/rules.ts';
import type { Filter, SettledSettings } from '../box/settings.ts';
import type { Collection } from './collection.ts';
import type { Place } from './related.ts';
import { steeredCandidates } from './steered.ts';

export const REASONS = [
  'same-article',
  'rule',
  'other-language',
  'filter',
  'expired',
  'not-published',
  'nothing-shared',
  'copy',
  'below-threshold',
  'diversity',
  'beaten',
  'overlooked',
] as const;

export interface WhyNot {
  readonly reason: (typeof REASONS)[number];
  /** The same in words and numbers. */
  readonly sentence: string;
  /** The rule that keeps it out. */
  readonly rule?: string;
  /** The article or item whose text it repeats. */
  readonly copyOf?: string;
  /** Its place by score among all that may appear, from 1. */
  readonly rank?: number;
}

/** A box, and an article that is not in it. */
export interface Absence {
  readonly collection: Collection;
  readonly place: Place;
  readonly box: Box;
  readonly other: number;
  /** The other article as the box would have scored it. */
  readonly pair: Scored;
  readonly settings: SettledSettings;
  readonly filter: Filter;
  readonly steering: Steering;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export function whyNot(absence: Absence): WhyNot {
  return barredBy(absence) ?? tooWeak(absence) ?? copyOfItem(absence) ?? outdone(absence);
}

function barredBy({ collection, place, other, filter, steering, now }: Absence): WhyNot | undefined {
  const { language, expiresAt, publishedAt } = collection.card(other);
  if (place.doc === other)
    return { reason: 'same-article', sentence: 'An article is not shown beside itself.' };
  const rule = barringRule(steering, collection.traits(other));
  if (rule) {
    const sentence = `Rule ${JSON.stringify(rule.id)} (${rule.action}) keeps it out.`;
    return { reason: 'rule', sentence, rule: rule.id };
  }
  if (language !== place.language && filter.languages === undefined) {
    const sentence = `It is in "${language}", the article in "${place.language}"; other languages come in where the request names them.`;
    return { reason: 'other-language', sentence };
  }
  const field = failedField(collection, other, filter);
  if (field !== undefined)
    return { reason: 'filter', sentence: `The filter ${field} of the request leaves it out.` };
  if (expiresAt !== null && expiresAt <= now)
    return { reason: 'expired', sentence: `It expired at ${new Date(expiresAt).toISOString()}.` };
  if (publishedAt !== null && publishedAt > now)
    return {
      reason: 'not-published',
      sentence: `It is not published before ${new Date(publishedAt).toISOString()}.`,
    };
  return undefined;
}

function tooWeak({ collection, place, pair, settings }: Absence): WhyNot | undefined {
  if (!(pair.score > 0)) return { reason: 'nothing-shared', sentence: 'The two share no words.' };
  if (settings.duplicates === 'collapse' && isCopy(place.fingerprint, pair.fingerprint))
    return copyOf(collection.idOf(place.doc), 'the article');
  const { score, relevance } = pair;
  if (relevance < settings.floor) {
    const sentence = `Its relevance ${number(relevance)} is below ${number(settings.floor)}, where relatedness begins in this collection.`;
    return { reason: 'below-threshold', sentence };
  }
  if (score >= settings.minScore) return undefined;
  const sentence = `Its score ${number(score)} is below the threshold ${number(settings.minScore)}.`;
  return { reason: 'below-threshold', sentence };
}

function copyOfItem({ collection, box, pair, settings }: Absence): WhyNot | undefined {
  if (settings.duplicates === 'keep') return undefined;
  for (const { card, source } of box.items) {
    if (source === 'fallback') continue;
    const print = collection.fingerprint(collection.docOf(card.id));
    if (isCopy(print, pair.fingerprint)) return copyOf(card.id, `${JSON.stringify(card.id)}, which is shown`);
  }
  return undefined;
}

/** It might be in the box; others are. */
function outdone({ collection, place, box, pair, settings, filter, steering, now }: Absence): WhyNot {
  const subject = collection.subject(place.doc);
  const { candidates, pinned } = steeredCandidates(collection, subject, settings, filter, steering, now);
  const ranked = candidates.map((candidate) => scored(place, candidate, settings));
  const isAhead = ({ key, score }: Scored) => score > pair.score || (score === pair.score && key < pair.key);
  const rank = ranked.filter(isAhead).length + 1;
  if (settings.diversity > 0) {
    const plain = fillBox(place, candidates, { ...settings, diversity: 0 }, [], undefined, pinned);
    if (plain.items.some(({ card: { key } }) => key === pair.key)) {
      const sentence = `Its score ${number(pair.score)} (rank ${rank}) would do, but it is too much like other items for a diversity of ${settings.diversity}.`;
      return { reason: 'diversity', sentence, rank };
    }
  }
  const room = settings.limit - box.items.filter(({ source }) => source === 'pinned').length;
  const isMet = ranked.some(({ key }) => key === pair.key);
  if (!isMet && rank <= room) {
    const sentence = `With its score ${number(pair.score)} it belongs into the box, but the bounded search did not meet it.`;
    return { reason: 'overlooked', sentence, rank };
  }
  const places = `${room} ${room === 1 ? 'place' : 'places'}`;
  const sentence = `Others are nearer: it is number ${rank}${isMet ? '' : ' or later'} for ${places}.`;
  return { reason: 'beaten', sentence, rank };
}

const copyOf = (id: string, what: string): WhyNot => ({
  reason: 'copy',
  sentence: `It is a copy of ${what}.`,
  copyOf: id,
});

const number = (value: number) => value.toFixed(3);

/** The first field of the filter that an article does not pass. */
function failedField(collection: Collection, doc: number, filter: Filter): keyof Filter | undefined {
  const { id, language, section, tags, publishedAt } = collection.card(doc);
  const isAmong = (names: readonly string[] | undefined, ...own: (string | null)[]) =>
    names === undefined ||
    names.some((name) => own.some((each) => each?.toLowerCase() === name.toLowerCase()));
  if (!isAmong(filter.sections, section)) return 'sections';
  if (!isAmong(filter.tags, ...tags)) return 'tags';
  if (!isAmong(filter.languages, language)) return 'languages';
  if (filter.since !== undefined && (publishedAt ?? Number.NEGATIVE_INFINITY) < filter.since) return 'since';
  if (filter.until !== undefined && (publishedAt ?? Number.POSITIVE_INFINITY) > filter.until) return 'until';
  return filter.exclude?.includes(id) ? 'exclude' : undefined;
}
