/** How is a rule written, and how is it taken back? */
import { ask, type Rule, type RuleFields, send, type Target } from './api.ts';
import type { NoticeAction } from './notice.ts';
import { me } from './session.ts';
import { take } from './steps.ts';

export const article = (name: string): Target => ({ kind: 'article', name });

export const rulesOf = async (id: string, signal?: AbortSignal): Promise<Rule[]> =>
  (await ask<{ rules: Rule[] }>('rules', { article: id }, signal ? { signal } : {})).rules;

/** What of a rule is sent to write it again. */
export function fieldsOf(rule: Rule): RuleFields {
  const { action, target, beside, slot, factor, mutual, startsAt, endsAt, author, reason } = rule;
  return { action, target, beside, slot, factor, mutual, startsAt, endsAt, author, reason };
}

const path = (id: string) => `rules/${encodeURIComponent(id)}`;

export function newRuleId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return `studio-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** Writes a rule, new or over `before`. */
export async function writeRule(
  what: string,
  fields: Omit<RuleFields, 'mutual'> & { readonly mutual?: boolean },
  before?: Rule,
  more: (id: string) => readonly NoticeAction[] = () => [],
): Promise<void> {
  const id = before?.id ?? newRuleId();
  await take(
    what,
    () => send('PUT', path(id), { ...fields, author: fields.author || me().holder }),
    () => (before ? send('PUT', path(id), fieldsOf(before)) : send('DELETE', path(id))),
    more(id),
  );
}

export function removeRule(what: string, rule: Rule): Promise<void> {
  return take(
    what,
    () => send('DELETE', path(rule.id)),
    () => send('PUT', path(rule.id), fieldsOf(rule)),
  );
}

/** Takes the latest step of a rule back, whoever made it. */
export function undoRule(what: string, rule: Rule): Promise<void> {
  return take(
    what,
    () => send('POST', `${path(rule.id)}/undo`),
    () => send('PUT', path(rule.id), fieldsOf(rule)),
  );
}
