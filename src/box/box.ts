/** What does the reader see? From candidates of the engine to the items of a box. */
import type { Card } from '../article/card.ts';
import { isCopy } from '../article/fingerprint.ts';
import type { WeightedTerms } from '../vectors/vector.ts';
import { CANDIDATES_PER_ITEM as DIVERSITY_PER_ITEM, diversify } from './diversify.ts';
import { type Chosen, collapse } from './duplicates.ts';
import type { Explanation } from './explain.ts';
import { ageFactor, similarityTo } from './relevance.ts';
import type { SettledSettings } from './settings.ts';

export interface BoxItem {
  readonly card: Card;
  /** 0–1; 0 for a fallback. */
  readonly score: number;
  readonly source: 'related' | 'fallback';
  readonly explanation?: Explanation;
}

export interface Box {
  /** `ok`: full of related articles; `partial`: fewer than asked for, or filled up by the fallback; `empty`: nothing. */
  readonly status: 'ok' | 'partial' | 'empty';
  readonly items: readonly BoxItem[];
  /** Articles that a better version of the same story is shown for; absent when there are none. */
  readonly hidden?: readonly Card[];
}

/** The article that the box stands beside; a draft has no date. */
export interface Subject {
  readonly publishedAt: number | null;
  readonly fingerprint: Uint8Array;
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
  readonly fingerprint: Uint8Array;
  /** The article's own vector. */
  readonly vector: () => WeightedTerms;
  readonly card: () => Card;
}

/** For each wanted item, so many of the most relevant candidates are asked for, … */
const CANDIDATES_PER_ITEM = 8;
/** … and so many more: age, copies and diversity change the order. */
const MORE_CANDIDATES = 32;

export const candidatesFor = (limit: number): number => CANDIDATES_PER_ITEM * limit + MORE_CANDIDATES;

/**
 * Fills a box. `candidates`: eligible articles, in any order. `fallback`: eligible articles to fill up with, best
 * first, already chosen by the wanted policy; those that are in the box are skipped. `explain` is given when each item is to
 * be explained.
 */
export function fillBox(
  subject: Subject,
  candidates: readonly Candidate[],
  settings: SettledSettings,
  fallback: Iterable<Card>,
  explain?: (key: number, age: number) => Explanation,
): Box {
  const { limit, breadth, diversity, minScore, floor, halfLifeDays, duplicates } = settings;
  const ranked = candidates
    .map((candidate) => {
      const relevance = (1 - breadth) * candidate.own + breadth * candidate.expanded;
      const age = ageFactor(subject.publishedAt, candidate, halfLifeDays);
      return { ...candidate, age, relevance, score: Math.min(1, relevance) * age };
    })
    .filter(
      ({ fingerprint, relevance, score }) =>
        score > 0 &&
        relevance >= floor &&
        score >= minScore &&
        (duplicates === 'keep' || !isCopy(subject.fingerprint, fingerprint)),
    )
    .sort((a, b) => b.score - a.score || a.key - b.key);

  const considered = diversity === 0 ? limit : DIVERSITY_PER_ITEM * limit;
  const stories: Chosen<(typeof ranked)[number]>[] =
    duplicates === 'collapse'
      ? collapse(ranked, considered)
      : ranked.slice(0, considered).map((one) => ({ shown: one, leader: one }));
  const places = stories.map((story) => ({ ...story, score: story.leader.score }));
  const chosen = diversify(places, limit, diversity, (taken) => {
    const similarity = similarityTo(taken.shown.vector());
    return (other) => similarity(other.shown.vector());
  });

  const items: BoxItem[] = chosen.map(({ shown: { key, card, score, age } }) => ({
    card: card(),
    score,
    source: 'related',
    ...(explain && { explanation: explain(key, age) }),
  }));
  const related = items.length;
  const hidden = chosen.filter(({ shown, leader }) => shown !== leader).map(({ leader }) => leader.card());
  const shown = new Set([...items.map(({ card }) => card.key), ...hidden.map(({ key }) => key)]);
  for (const card of fallback) {
    if (items.length >= limit) break;
    if (shown.has(card.key)) continue;
    shown.add(card.key);
    items.push({ card, score: 0, source: 'fallback' });
  }
  const status = related >= limit ? 'ok' : items.length > 0 ? 'partial' : 'empty';
  return { status, items, ...(hidden.length > 0 && { hidden }) };
}
