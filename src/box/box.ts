/** What does the reader see? From candidates of the engine to the items of a box. */
import type { Card } from '../article/card.ts';
import type { WeightedTerms } from '../vectors/vector.ts';
import { diversify } from './diversify.ts';
import { COPY_SIMILARITY } from './duplicates.ts';
import type { Explanation } from './explain.ts';
import { ageFactor, similarityTo } from './relevance.ts';
import type { BoxSettings } from './settings.ts';

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
}

/** The article that the box stands beside; a draft has no date. */
export interface Subject {
  readonly publishedAt: number | null;
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
  settings: BoxSettings,
  fallback: Iterable<Card>,
  explain?: (key: number, age: number) => Explanation,
): Box {
  const { limit, breadth, diversity, minScore, halfLifeDays, duplicates } = settings;
  const ranked = candidates
    .map((candidate) => {
      const relevance = (1 - breadth) * candidate.own + breadth * candidate.expanded;
      const age = ageFactor(subject.publishedAt, candidate, halfLifeDays);
      return { ...candidate, age, score: Math.min(1, relevance) * age };
    })
    .filter(
      ({ own, score }) => score > 0 && score >= minScore && (duplicates === 'keep' || own < COPY_SIMILARITY),
    )
    .sort((a, b) => b.score - a.score || a.key - b.key);

  const copySimilarity = duplicates === 'collapse' ? COPY_SIMILARITY : Number.POSITIVE_INFINITY;
  const chosen = diversify(ranked, limit, diversity, copySimilarity, (taken) => {
    const similarity = similarityTo(taken.vector());
    return (other) => similarity(other.vector());
  });

  const items: BoxItem[] = chosen.map(({ key, card, score, age }) => ({
    card: card(),
    score,
    source: 'related',
    ...(explain && { explanation: explain(key, age) }),
  }));
  const related = items.length;
  const shown = new Set(items.map(({ card }) => card.key));
  for (const card of fallback) {
    if (items.length >= limit) break;
    if (shown.has(card.key)) continue;
    shown.add(card.key);
    items.push({ card, score: 0, source: 'fallback' });
  }
  return { status: related >= limit ? 'ok' : items.length > 0 ? 'partial' : 'empty', items };
}
