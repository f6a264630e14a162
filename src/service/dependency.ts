/** When is a box no longer what it would be if it were made now? */

import type { Box } from '../box/box.ts';
import type { SettledSettings } from '../box/settings.ts';
import type { Decisions } from './editorial/decisions.ts';
import type { Frozen } from './frozen.ts';

/** A box with what decides how long it is right. */
export interface TimedBox {
  readonly box: Box;
  /** Until then, if no article and no rule changes, in milliseconds since 1970. */
  readonly holdsUntil: number;
  /** Ids of what is pinned here, whether or not it is in the collection. */
  readonly awaited: ReadonlySet<string>;
  /** Whether articles in other languages may come in. */
  readonly crossesLanguages: boolean;
  /** No rule makes more of a relevance here than so many times; at least 1. */
  readonly boost: number;
  /** What it was made with. */
  readonly settings: SettledSettings;
}

export interface Dependency {
  /** The state that it was made of, and the last change that is known not to touch it. */
  readonly frozen: Frozen;
  revision: number;
  /** The docs of the article and of the items. */
  readonly subject: number;
  readonly docs: ReadonlySet<number>;
  /** What editors decided when it was made: any other value may touch it. */
  readonly decisions: Decisions;
  /** Ids of what is pinned beside the article, whether or not it is in the collection. */
  readonly awaited: ReadonlySet<string>;
  readonly breadth: number;
  readonly crossesLanguages: boolean;
  /** An article of at least this relevance would be in the box; it counts above 0 only. */
  readonly threshold: number;
  /** Any change may touch it: it is filled up by date, or by what differs from what. */
  readonly isOpen: boolean;
  /** When a date changes it, in milliseconds since 1970. */
  readonly holdsUntil: number;
}

/**
 * What the box of an article depends on. Age only ever lowers a score, and no rule raises it more than `boost` times, so
 * relevance alone decides who might come in.
 */
export function dependencyOn(
  collection: { readonly frozen: Frozen; readonly revision: number; docOf(id: string): number },
  subject: number,
  { box: { status, items, hidden = [] }, holdsUntil, awaited, crossesLanguages, boost, settings }: TimedBox,
  decisions: Decisions,
): Dependency {
  const { frozen, revision } = collection;
  const { breadth, diversity, fallback, minScore, floor } = settings;
  const isFull = status === 'ok';
  const related = items.filter(({ source }) => source === 'related');
  return {
    ...{ frozen, revision, subject, holdsUntil, awaited, decisions, breadth, crossesLanguages },
    docs: new Set([...items.map(({ card }) => card), ...hidden].map(({ id }) => collection.docOf(id))),
    threshold: (isFull ? Math.min(...related.map(({ score }) => score)) : Math.max(minScore, floor)) / boost,
    // Why a box is empty may change with any article.
    isOpen: diversity > 0 || status === 'empty' || (!isFull && fallback !== 'none'),
  };
}
