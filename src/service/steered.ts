/** Who may come into a box under the editors' rules? Everybody who could win a place, whatever the rules make of the order. */
import type { Candidate, Pinned } from '../box/box.ts';
import { decidingFactor, type Steering } from '../box/rules/rules.ts';
import { slotsOf } from '../box/rules/slots.ts';
import { targetSet, withGroups } from '../box/rules/targets.ts';
import type { BoxSettings, Filter } from '../box/settings.ts';
import type { Subject } from '../engine/query.ts';
import type { Collection } from './collection.ts';
import type { Conditions } from './masks.ts';

export interface SteeredCandidates {
  readonly candidates: Candidate[];
  readonly pinned: Pinned[];
  /** In milliseconds since 1970, if no article and no rule changes. */
  readonly holdsUntil: number;
}

/** What the rules keep out of the box: ids, and groups as a condition. */
export interface Barred {
  readonly filter: Filter;
  readonly conditions: Conditions;
}

/** The filter of the request and the exclusions and blocks, together. */
export function barred(filter: Filter, { excluded, blocked }: Steering): Barred {
  const targets = blocked.map(({ target }) => target);
  const ids = targets.filter(({ kind }) => kind === 'article').map(({ name }) => name);
  const groups = targets.filter(({ kind }) => kind !== 'article');
  const base = excluded.targets ?? (groups.length > 0 ? targetSet('', []) : undefined);
  return {
    filter: ids.length === 0 ? filter : { ...filter, exclude: [...(filter.exclude ?? []), ...ids] },
    conditions: base === undefined ? {} : { without: withGroups(base, groups) },
  };
}

/**
 * The candidates of a box. Articles that share one factor keep the order of their relevance, so the nearest of each factor's
 * articles, sought apart, hold everybody who can win: a boosted article need not be near by itself. One search for each boost
 * or bury of a group that applies here, and one exact score for each of an article.
 */
export function steeredCandidates(
  collection: Collection,
  subject: Subject,
  { limit, breadth }: BoxSettings,
  asked: Filter,
  steering: Steering,
  now: number,
): SteeredCandidates {
  const { filter, conditions } = barred(asked, steering);
  const mayAppear = (doc: number) =>
    doc >= 0 && doc !== subject.self && collection.isEligible(doc, filter, now, conditions);
  const pinned = pinnedIn(collection, subject, steering, { limit, breadth }, mayAppear);
  const single = steering.weighed.filter(({ target }) => target.kind === 'article');
  const groups = steering.weighed.filter(({ target }) => target.kind !== 'article');
  const apart = [
    ...pinned.map(({ candidate }) => candidate.card().id),
    ...single.map(({ target }) => target.name),
  ];
  const searched =
    apart.length === 0 ? filter : { ...filter, exclude: [...(filter.exclude ?? []), ...apart] };
  const isPinned = new Set(pinned.map(({ candidate }) => candidate.key));

  const candidates: Candidate[] = [];
  let holdsUntil = steering.changesAt;
  const search = (among: Conditions) => {
    const found = collection.candidates(subject, { limit, breadth }, searched, now, among);
    candidates.push(...found.candidates);
    holdsUntil = Math.min(holdsUntil, found.holdsUntil);
  };
  let without = conditions.without;
  for (const { target } of groups) {
    const only = targetSet(`${target.kind}:${target.name.toLowerCase()}`, [target]);
    search({ only, ...(without && { without }) });
    without = withGroups(without ?? targetSet('', []), [target]);
  }
  search(without === undefined ? {} : { without });
  for (const id of new Set(single.map(({ target }) => target.name))) {
    const doc = collection.docOf(id);
    if (mayAppear(doc) && !isPinned.has(collection.keyOf(doc)))
      candidates.push(collection.candidate(subject, doc, breadth));
  }
  return { candidates: weighedBy(collection, steering, candidates), pinned, holdsUntil };
}

function pinnedIn(
  collection: Collection,
  subject: Subject,
  { pins }: Steering,
  { limit, breadth }: Pick<BoxSettings, 'limit' | 'breadth'>,
  mayAppear: (doc: number) => boolean,
): Pinned[] {
  const once = new Map<number, (typeof pins)[number]>();
  for (const rule of pins) {
    const doc = collection.docOf(rule.target.name);
    if (!once.has(doc) && mayAppear(doc)) once.set(doc, rule);
  }
  const wanted = [...once];
  const places = slotsOf(
    wanted.map(([, { slot }]) => slot ?? 1),
    limit,
  );
  return wanted.flatMap(([doc, { id }], i) => {
    const place = places[i];
    if (place === undefined) return [];
    return [{ candidate: collection.candidate(subject, doc, breadth), place, rule: id }];
  });
}

function weighedBy(
  collection: Collection,
  { weighed }: Steering,
  candidates: readonly Candidate[],
): Candidate[] {
  if (weighed.length === 0) return [...candidates];
  return candidates.map((candidate) => {
    const rule = decidingFactor(weighed, collection.traitsOfKey(candidate.key));
    if (rule === undefined) return candidate;
    return { ...candidate, weight: { factor: rule.factor ?? 1, rule: rule.id } };
  });
}
