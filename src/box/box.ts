/** What does the reader see? From candidates of the engine to the items of a box. */
import type { Card } from '../article/card.ts';
import type { WeightedTerms } from '../vectors/vector.ts';
import { diversify } from './diversify.ts';
import { COPY_SIMILARITY } from './duplicates.ts';
import type { EmptyReason } from './empty.ts';
import type { Explanation } from './explain.ts';
import { ageFactor, similarityTo } from './relevance.ts';
import { merged } from './rules/slots.ts';
import type { BoxSettings } from './settings.ts';

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
}

/** The article that the box stands beside; a draft has no date. */
export interface Subject {
  readonly publishedAt: number | null;
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

/** A candidate with its place in the order. score = relevance · age · factor of its rule. */
export interface Scored extends Candidate {
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
  { breadth, halfLifeDays }: Pick<BoxSettings, 'breadth' | 'halfLifeDays'>,
): Scored {
  const relevance = Math.min(1, (1 - breadth) * candidate.own + breadth * candidate.expanded);
  const age = ageFactor(subject.publishedAt, candidate, halfLifeDays);
  return { ...candidate, age, score: relevance * age * (candidate.weight?.factor ?? 1) };
}

/**
 * Fills a box. `candidates`: eligible articles, in any order. `fallback`: eligible articles to fill up with, best
 * first, already chosen by the wanted policy; those that are in the box are skipped. `pinned`: at most `limit`, none of them
 * among the candidates; their relevance does not matter. `explain` is given when each item is to be explained.
 */
export function fillBox(
  subject: Subject,
  candidates: readonly Candidate[],
  settings: BoxSettings,
  fallback: Iterable<Card>,
  explain?: Explain,
  pinned: readonly Pinned[] = [],
): Box {
  const { limit, diversity, minScore, duplicates } = settings;
  const copySimilarity = duplicates === 'collapse' ? COPY_SIMILARITY : Number.POSITIVE_INFINITY;
  const toPinned = pinned.map(({ candidate }) => similarityTo(candidate.vector()));
  const ranked = candidates
    .map((candidate) => scored(subject, candidate, settings))
    .filter(({ own, score }) => score > 0 && score >= minScore && own < copySimilarity)
    .filter((candidate) => toPinned.every((similarity) => similarity(candidate.vector()) < copySimilarity))
    .sort((a, b) => b.score - a.score || a.key - b.key);

  const room = limit - pinned.length;
  const chosen = diversify(ranked, room, diversity, copySimilarity, (taken) => {
    const similarity = similarityTo(taken.vector());
    return (other) => similarity(other.vector());
  });

  const items: BoxItem[] = chosen.map((item, i) => ({
    card: item.card(),
    score: item.score,
    source: 'related',
    ...(explain && { explanation: explain(item, closestTo(item, chosen.slice(0, i))) }),
  }));
  const pins = pinned.map(({ candidate, place, rule }) => {
    const item = scored(subject, candidate, settings);
    const explanation = explain && { explanation: explain(item, 0, rule) };
    return {
      place,
      item: { card: item.card(), score: item.score, source: 'pinned', ...explanation } as const,
    };
  });
  const shown = new Set([...items, ...pins.map(({ item }) => item)].map(({ card }) => card.key));
  const isFull = shown.size >= limit;
  for (const card of fallback) {
    if (items.length >= room) break;
    if (shown.has(card.key)) continue;
    shown.add(card.key);
    items.push({ card, score: 0, source: 'fallback' });
  }
  const all = merged(pins, items, limit);
  return { status: isFull ? 'ok' : all.length > 0 ? 'partial' : 'empty', items: all };
}

function closestTo(item: Scored, taken: readonly Scored[]): number {
  const similarity = similarityTo(item.vector());
  return Math.max(0, ...taken.map((other) => similarity(other.vector())));
}
