/** Are the boxes full, and how evenly are articles shown? The boxes that readers would get now are made, of all articles or of a sample. */
import type { Card } from '../../article/card.ts';
import type { EmptyReason } from '../../box/empty.ts';
import type { Rules } from '../../box/rules/rules.ts';
import type { BoxSettings } from '../../box/settings.ts';
import { type Coverage, coverageOf } from '../../evaluation/coverage.ts';
import type { RankedList } from '../../evaluation/rankings.ts';
import type { Collection } from '../collection.ts';
import { relatedTo } from '../related.ts';
import type { Sample } from './sample.ts';
import type { Turns } from './turns.ts';

/** Of each list so many are named. */
const NAMED = 30;

export interface BoxSurvey {
  /** Whether all boxes were looked at, not a sample. */
  readonly isWhole: boolean;
  readonly coverage: Coverage;
  /** What is shown most, most first. */
  readonly mostShown: readonly { readonly card: Card; readonly boxes: number }[];
  /** Articles with an empty box, as many as are named. */
  readonly without: readonly { readonly card: Card; readonly because: EmptyReason }[];
  /** All of them among those looked at. */
  readonly withoutCount: number;
}

export async function surveyBoxes(
  collection: Collection,
  { docs, isWhole }: Sample,
  settings: BoxSettings,
  rules: Rules,
  now: number,
  turns: Turns,
): Promise<BoxSurvey> {
  const lists: RankedList[] = [];
  const boxesOf = new Map<string, number>();
  const without: BoxSurvey['without'][number][] = [];
  let withoutCount = 0;
  for (const doc of docs) {
    const { box } = relatedTo(collection, doc, { settings, filter: {}, explain: false }, now, rules);
    lists.push({
      id: collection.idOf(doc),
      related: box.items.map(({ card, score }) => ({ id: card.id, score })),
    });
    for (const { card } of box.items) boxesOf.set(card.id, (boxesOf.get(card.id) ?? 0) + 1);
    if (box.emptyBecause !== undefined) {
      withoutCount++;
      if (without.length < NAMED) without.push({ card: collection.card(doc), because: box.emptyBecause });
    }
    if (turns.isOver) await turns.pass();
  }
  const mostShown = [...boxesOf]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, NAMED)
    .map(([id, boxes]) => ({ card: collection.card(collection.docOf(id)), boxes }));
  return { isWhole, coverage: coverageOf(lists, settings.limit), mostShown, without, withoutCount };
}
