/** What does the reader see? From candidates of the engine to the items of a box. */
import type { Card } from '../article/card.ts';
import type { VectorPair } from '../vectors/combine.ts';
import { diversify } from './diversify.ts';
import { COPY_SIMILARITY } from './duplicates.ts';
import { type Explanation, explain } from './explain.ts';
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
export interface Subject extends VectorPair {
  readonly publishedAt: number | null;
}

export interface Candidate extends VectorPair {
  readonly card: Card;
}

/** A box looks among this many best candidates of the engine. */
export const CANDIDATES = 200;

/**
 * Fills a box. `candidates`: eligible articles, in any order. `fallback`: eligible articles to fill up with, best
 * first, already chosen by the wanted policy; those that are in the box are skipped. `termText` is given when each
 * item is to be explained.
 */
export function fillBox(
  subject: Subject,
  candidates: readonly Candidate[],
  settings: BoxSettings,
  fallback: Iterable<Card>,
  termText?: (id: number) => string,
): Box {
  const { limit, breadth, diversity, minScore, halfLifeDays, duplicates } = settings;
  const toOwn = similarityTo(subject.own);
  const toExpanded = similarityTo(subject.expanded);
  const ranked = candidates
    .map((candidate) => {
      const own = toOwn(candidate.own);
      const relevance = (1 - breadth) * own + breadth * toExpanded(candidate.expanded);
      const age = ageFactor(subject.publishedAt, candidate.card, halfLifeDays);
      return { ...candidate, id: candidate.card.id, own, vector: candidate.own, age, score: relevance * age };
    })
    .filter(
      ({ own, score }) => score > 0 && score >= minScore && (duplicates === 'keep' || own < COPY_SIMILARITY),
    )
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));

  const copySimilarity = duplicates === 'collapse' ? COPY_SIMILARITY : Number.POSITIVE_INFINITY;
  const chosen = diversify(ranked, limit, diversity, copySimilarity, (taken) => {
    const similarity = similarityTo(taken.vector);
    return (other) => similarity(other.vector);
  });

  const items: BoxItem[] = chosen.map(({ card, score, age, vector, expanded }) => ({
    card,
    score,
    source: 'related',
    ...(termText && { explanation: explain(subject, { own: vector, expanded }, breadth, age, termText) }),
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
