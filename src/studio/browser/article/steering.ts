/** What do an editor's buttons and keys write? Rules of one article beside another, and labels of the pair. */
import { articlePath, type Item, type Rule, send } from '../api.ts';
import type { NoticeAction } from '../notice.ts';
import { article, removeRule, writeRule } from '../rules.ts';
import { take } from '../steps.ts';

const STEP = 2;
const FACTORS = { least: 0.1, most: 10 };

export interface Subject {
  readonly id: string;
  /** The rules that name it. */
  readonly rules: readonly Rule[];
  /** Id of the other article → gain, as this editor labelled. */
  readonly labels: ReadonlyMap<string, number>;
  /** Opens the form of a rule, for dates and a reason. */
  readonly edit: (ruleId: string) => void;
}

export type Shown = Pick<Item, 'id' | 'title'>;

const short = (title: string) => (title.length > 60 ? `${title.slice(0, 57)}…` : title);

function ruleFor(subject: Subject, item: Shown, actions: readonly Rule['action'][]): Rule | undefined {
  const names = (target: Rule['beside'], id: string) => target?.kind === 'article' && target.name === id;
  return subject.rules.find(
    ({ action, target, beside }) =>
      actions.includes(action) && names(target, item.id) && names(beside, subject.id),
  );
}

const editing =
  ({ edit }: Subject) =>
  (id: string): readonly NoticeAction[] => [{ label: 'Reason and dates', run: () => edit(id) }];

/** `slot` counts from 1. */
export function pin(subject: Subject, item: Shown, slot: number): Promise<void> {
  const before = ruleFor(subject, item, ['pin']);
  const kept = before ?? {};
  const fields = {
    ...pick(kept),
    action: 'pin',
    target: article(item.id),
    beside: article(subject.id),
    slot,
  } as const;
  return writeRule(`Pinned to place ${slot}: ${short(item.title)}`, fields, before, editing(subject));
}

export function unpin(subject: Subject, item: Shown): Promise<void> {
  const rule = ruleFor(subject, item, ['pin']);
  return rule ? removeRule(`No longer pinned here: ${short(item.title)}`, rule) : Promise.resolve();
}

export const pinOf = (subject: Subject, item: Shown): Rule | undefined => ruleFor(subject, item, ['pin']);

export function block(subject: Subject, item: Shown): Promise<void> {
  const fields = { action: 'block', target: article(item.id), beside: article(subject.id) } as const;
  return writeRule(
    `Not beside each other any more: ${short(item.title)}`,
    fields,
    ruleFor(subject, item, ['block']),
    editing(subject),
  );
}

export function exclude(subject: Subject, item: Shown): Promise<void> {
  const fields = { action: 'exclude', target: article(item.id) } as const;
  const before = subject.rules.find(({ action, target }) => action === 'exclude' && target.name === item.id);
  return writeRule(`In no box any more: ${short(item.title)}`, fields, before, editing(subject));
}

/** One scale: each press doubles or halves, and what is back at 1 needs no rule. */
export function weigh(subject: Subject, item: Shown, direction: 'boost' | 'bury'): Promise<void> {
  const before = ruleFor(subject, item, ['boost', 'bury']);
  const present = before?.factor ?? 1;
  const wanted = direction === 'boost' ? present * STEP : present / STEP;
  const factor = Math.round(Math.min(FACTORS.most, Math.max(FACTORS.least, wanted)) * 1e3) / 1e3;
  const what = `Counts ${factor} times here: ${short(item.title)}`;
  if (factor === 1 && before) return removeRule(what, before);
  const fields = {
    ...({ ...pick(before ?? {}), action: factor > 1 ? 'boost' : 'bury', factor } as const),
    ...{ target: article(item.id), beside: article(subject.id) },
  };
  return writeRule(what, fields, before, editing(subject));
}

/** The same answer twice takes it back. */
export function label(subject: Subject, item: Shown, gain: number): Promise<void> {
  const before = subject.labels.get(item.id);
  const path = articlePath(subject.id, `/labels/${encodeURIComponent(item.id)}`);
  const set = (value: number | undefined) =>
    value === undefined ? send('DELETE', path) : send('PUT', path, { gain: value });
  const wanted = before === gain ? undefined : gain;
  const said = wanted === undefined ? 'Label taken back' : gain === 1 ? 'Related' : 'Not related';
  return take(
    `${said}: ${short(item.title)}`,
    () => set(wanted),
    () => set(before),
  );
}

/** Dates and words of a rule that stay when it is written again. */
function pick({ startsAt, endsAt, author, reason }: Partial<Rule>): Partial<Rule> {
  return {
    ...(startsAt && { startsAt }),
    ...(endsAt && { endsAt }),
    ...(author && { author }),
    ...(reason && { reason }),
  };
}
