/** How is a rule said in words? */
import type { Rule, Target } from '../api.ts';
import { type Child, dayOf, el } from '../dom.ts';

/** Id → title. */
export type Titles = ReadonlyMap<string, string>;

const KINDS: Readonly<Record<Exclude<Target['kind'], 'article'>, string>> = {
  tag: 'everything tagged',
  section: 'the section',
  source: 'everything from',
  language: 'everything in the language',
};

export function sentence(rule: Rule, titles: Titles): Child[] {
  const { action, target, beside, slot, factor, mutual } = rule;
  const shown = named(target, titles);
  const where = beside ? [' beside ', ...named(beside, titles)] : [' everywhere'];
  switch (action) {
    case 'pin':
      return ['Pin ', ...shown, ` in place ${slot ?? 1}`, ...where];
    case 'block':
      return ['Never show ', ...shown, ...where, mutual ? ', nor the other way round' : ''];
    case 'exclude':
      return ['Show ', ...shown, ' in no box'];
    case 'boost':
    case 'bury':
      return ['Count ', ...shown, ` ${factor ?? 1} times`, ...where];
  }
}

function named({ kind, name }: Target, titles: Titles): Child[] {
  if (kind !== 'article') return [`${KINDS[kind]} `, el('strong', { dir: 'auto' }, name)];
  return [el('a', { href: `#/article/${encodeURIComponent(name)}`, dir: 'auto' }, titles.get(name) ?? name)];
}

export function stateOfRule({ startsAt, endsAt }: Rule, now: number): 'in force' | 'waiting' | 'over' {
  if (endsAt !== null && Date.parse(endsAt) <= now) return 'over';
  return startsAt !== null && Date.parse(startsAt) > now ? 'waiting' : 'in force';
}

export function datesOf({ startsAt, endsAt }: Rule): string {
  if (startsAt && endsAt) return `${dayOf(startsAt)} to ${dayOf(endsAt)}`;
  if (startsAt) return `from ${dayOf(startsAt)}`;
  return endsAt ? `until ${dayOf(endsAt)}` : '';
}
