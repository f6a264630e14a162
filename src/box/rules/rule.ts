/**
 * What can an editor decide about boxes, and which decision wins where two meet? The one order of conflicts:
 *
 * 1. What may not appear at all does not: an expired or unpublished article, the article itself, what the request's filter
 *    leaves out.
 * 2. `exclude`: in no box.
 * 3. `block`: not beside each other.
 * 4. `pin`: in its slot, whatever its relevance.
 * 5. `boost` and `bury`: relevance times the factor of the ONE rule that decides; factors are never multiplied with each other.
 *
 * Among pins for one slot and among boosts and buries of one article the more specific rule decides: first by its target
 * (article, tag, section, source, language), then by what it applies beside (in the same order, everywhere last), then the
 * one written later. The losing pin takes the next free slot.
 */

export const TARGET_KINDS = ['article', 'tag', 'section', 'source', 'language'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

export const ACTIONS = ['pin', 'block', 'exclude', 'boost', 'bury'] as const;
export type Action = (typeof ACTIONS)[number];

/** One article, or all that have something in common. */
export interface Target {
  readonly kind: TargetKind;
  /** An article's id; the name of a section or tag, a host without `www.`, a language code: in any case. */
  readonly name: string;
}

export interface Rule {
  readonly id: string;
  readonly action: Action;
  /** What is shown, or not shown. */
  readonly target: Target;
  /** Beside what the rule applies; null: everywhere. A block always has one, an exclusion never. */
  readonly beside: Target | null;
  /** Of a pin: its place in the box, from 1. */
  readonly slot: number | null;
  /** Of a boost, above 1; of a bury, below 1. */
  readonly factor: number | null;
  /** Of a block: whether it holds the other way round as well. */
  readonly mutual: boolean;
  /** Milliseconds since 1970, from and before which it is in force; null: always. */
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  /** Grows with every change of any rule. */
  readonly revision: number;
}

export const RULE_LIMITS = {
  slot: 50,
  /** Bounds of a boost's and a bury's factor. */
  boost: { least: 1, most: 10 },
  bury: { least: 0.1, most: 1 },
} as const;

/** What of an article rules speak of. A draft has neither id nor source. */
export interface Traits {
  readonly id: string | null;
  readonly section: string | null;
  readonly tags: readonly string[];
  readonly source: string | null;
  readonly language: string;
}

/** The host of a canonical URL. */
export function sourceOf(urlKey: string | null): string | null {
  return urlKey === null ? null : (urlKey.split(/[/?]/, 1)[0] as string);
}

/** Equal for targets that mean the same. */
export function targetKey({ kind, name }: Target): string {
  return `${kind}:${kind === 'article' ? name : name.toLowerCase()}`;
}

/** The keys of all targets that an article is meant by. */
export function keysOf({ id, section, tags, source, language }: Traits): Set<string> {
  const targets: Target[] = tags.map((name) => ({ kind: 'tag', name }));
  if (id !== null) targets.push({ kind: 'article', name: id });
  if (section !== null) targets.push({ kind: 'section', name: section });
  if (source !== null) targets.push({ kind: 'source', name: source });
  targets.push({ kind: 'language', name: language });
  return new Set(targets.map(targetKey));
}

/** Stronger rules first. A total order: no two rules have the same revision. */
export function byPrecedence(a: Rule, b: Rule): number {
  return rank(a.target) - rank(b.target) || rank(a.beside) - rank(b.beside) || b.revision - a.revision;
}

const rank = (target: Target | null) =>
  target === null ? TARGET_KINDS.length : TARGET_KINDS.indexOf(target.kind);

export const isInForce = ({ startsAt, endsAt }: Rule, now: number): boolean =>
  (startsAt === null || startsAt <= now) && (endsAt === null || now < endsAt);
