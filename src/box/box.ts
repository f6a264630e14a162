/** What does the reader see? From candidates of the engine to the items of a box. */
import type { Card } from '../article/card.ts';
import { isCopy } from '../article/fingerprint.ts';
import type { WeightedTerms } from '../vectors/vector.ts';
import { CANDIDATES_PER_ITEM as DIVERSITY_PER_ITEM, diversify } from './diversify.ts';
import { type Chosen, collapse } from './duplicates.ts';
import type { EmptyReason } from './empty.ts';
import type { Explanation } from './explain.ts';
import { ageFactor, similarityTo } from './relevance.ts';
import { merged } from './rules/slots.ts';
import type { SettledSettings } from './settings.ts';

export interface BoxItem {
  readonly card: Card;
  /** 0–1, more only where a rule boosts it; 0 for a fallback. */
  readonly score: number;
  readonly source: 'related' | 'pinned' | 'fallback';
  readonly explanation?: Explanation;
}

export interface Box {
  /** `ok`: full of related and pinned articles; `partial`: fewer than asked for, or filled up by the fallback; `empty`: nothing. */
  readonly status: 'ok' | 'partial' | 'empty';
  readonly items: readonly BoxItem[];
  /** Of an empty box: which kind of empty. */
  readonly emptyBecause?: EmptyReason;
  /** Articles that a better version of the same story is shown for; absent when there are none. */
  readonly hidden?: readonly Card[];
}

/** The article that the box stands beside; a draft has no date. */
export interface Subject {
  readonly publishedAt: number | null;
  readonly fingerprint: Uint8Array;
}

export interface Weight {
  readonly factor: number;
  /** The id of the rule. */
  readonly rule: string;
}

/** What an article that may be shown is to the subject. Cards and vectors are made only for what comes near the box. */
export interface Candidate {
  /** Ties break on it. */
  readonly key: number;
  /** Cosine of the articles' own words, and of the expanded vectors. */
  readonly own: number;
  readonly expanded: number;
  readonly publishedAt: number | null;
  readonly evergreen: boolean;
  /** The editors' boost or bury that decides for it. */
  readonly weight?: Weight;
  readonly fingerprint: Uint8Array;
  /** The article's own vector. */
  readonly vector: () => WeightedTerms;
  readonly card: () => Card;
}

/** A candidate that an editor put into the box, at a place from 0. */
export interface Pinned {
  readonly candidate: Candidate;
  readonly place: number;
  readonly rule: string;
}

/** A candidate with its place in the order. relevance: with the factor of its rule, before age counts; score = min(1, relevance) · age · factor of its rule. */
export interface Scored extends Candidate {
  readonly relevance: number;
  readonly age: number;
  readonly score: number;
}

/** Says why an item is in the box. `closest`: its greatest similarity to what was taken before it. */
export type Explain = (item: Scored, closest: number, pinnedBy?: string) => Explanation;

/** For each wanted item, so many of the most relevant candidates are asked for, … */
const CANDIDATES_PER_ITEM = 8;
/** … and so many more: age, copies and diversity change the order. */
const MORE_CANDIDATES = 32;

export const candidatesFor = (limit: number): number => CANDIDATES_PER_ITEM * limit + MORE_CANDIDATES;

/** The score of a candidate beside the subject. */
export function scored(
  subject: Subject,
  candidate: Candidate,
  { breadth, halfLifeDays }: Pick<SettledSettings, 'breadth' | 'halfLifeDays'>,
): Scored {
  const factor = candidate.weight?.factor ?? 1;
  const relevance = (1 - breadth) * candidate.own + breadth * candidate.expanded;
  const age = ageFactor(subject.publishedAt, candidate, halfLifeDays);
  const score = Math.min(1, relevance) * age * factor;
  // Whatever follows a spread costs Node 20 a microsecond, and there are many candidates.
  return { relevance: relevance * factor, age, score, ...candidate };
}

/**
 * Fills a box. `candidates`: eligible articles, in any order. `fallback`: eligible articles to fill up with, best
 * first, already chosen by the wanted policy; those that are in the box are skipped. `pinned`: at most `limit`, none of them
 * among the candidates; their relevance does not matter. `explain` is given when each item is to be explained.
 */
export function fillBox(
  subject: Subject,
  candidates: readonly Candidate[],
  settings: SettledSettings,
  fallback: Iterable<Card>,
  explain?: Explain,
  pinned: readonly Pinned[] = [],
): Box {
  const { limit, diversity, minScore, floor, duplicates } = settings;
  const collapses = duplicates === 'collapse';
  const taken = [subject, ...pinned.map(({ candidate }) => candidate)];
  const ranked = candidates
    .map((candidate) => scored(subject, candidate, settings))
    .filter(
      ({ fingerprint, relevance, score }) =>
        score > 0 &&
        relevance >= floor &&
        score >= minScore &&
        !(collapses && taken.some((other) => isCopy(other.fingerprint, fingerprint))),
    )
    .sort((a, b) => b.score - a.score || a.key - b.key);

  const room = limit - pinned.length;
  const considered = diversity === 0 ? room : DIVERSITY_PER_ITEM * room;
  const stories: Chosen<Scored>[] = collapses
    ? collapse(ranked, considered)
    : ranked.slice(0, considered).map((one) => ({ shown: one, leader: one }));
  const places = stories.map((story) => ({ ...story, score: story.leader.score }));
  const chosen = diversify(places, room, diversity, (one) => {
    const similarity = similarityTo(one.shown.vector());
    return (other) => similarity(other.shown.vector());
  });
  const related = chosen.map((story) => story.shown);

  const items: BoxItem[] = related.map((item, i) => ({
    card: item.card(),
    score: item.score,
    source: 'related',
    ...(explain && { explanation: explain(item, closestTo(item, related.slice(0, i))) }),
  }));
  const pins = pinned.map(({ candidate, place, rule }) => {
    const item = scored(subject, candidate, settings);
    const explanation = explain && { explanation: explain(item, 0, rule) };
    return {
      place,
      item: { card: item.card(), score: item.score, source: 'pinned', ...explanation } as const,
    };
  });
  const hidden = chosen.filter(({ shown, leader }) => shown !== leader).map(({ leader }) => leader.card());
  const shown = new Set(
    [...items.map(({ card }) => card), ...pins.map(({ item }) => item.card)].map(({ key }) => key),
  );
  const isFull = shown.size >= limit;
  for (const { key } of hidden) shown.add(key);
  for (const card of fallback) {
    if (items.length >= room) break;
    if (shown.has(card.key)) continue;
    shown.add(card.key);
    items.push({ card, score: 0, source: 'fallback' });
  }
  const all = merged(pins, items, limit);
  const status = isFull ? 'ok' : all.length > 0 ? 'partial' : 'empty';
  return { status, items: all, ...(hidden.length > 0 && { hidden }) };
}

function closestTo(item: Scored, taken: readonly Scored[]): number {
  const similarity = similarityTo(item.vector());
  return Math.max(0, ...taken.map((other) => similarity(other.vector())));
}
