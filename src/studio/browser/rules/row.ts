/** What does a list show of one rule, and what can be done with it? */
import { type Rule, titlesOf } from '../api.ts';
import { dayOf, el, facts } from '../dom.ts';
import { removeRule, undoRule } from '../rules.ts';
import { editRule } from './dialog.ts';
import { datesOf, sentence, stateOfRule, type Titles } from './words.ts';

export const articlesOf = ({ target, beside }: Rule): string[] =>
  [target, beside].flatMap((each) => (each?.kind === 'article' ? [each.name] : []));

export async function ruleRow(rule: Rule, signal: AbortSignal): Promise<HTMLElement> {
  return rowOf(rule, await titlesOf(articlesOf(rule), signal));
}

export function rowOf(rule: Rule, titles: Titles): HTMLElement {
  const { id, author, reason, writtenAt } = rule;
  const state = stateOfRule(rule, Date.now());
  const words = sentence(rule, titles);
  const said = el('p', { class: 'rule-sentence', id: `rule-${id}` }, ...words);
  const button = (name: string, title: string, run: () => void) =>
    el('button', { type: 'button', class: 'quiet', title, 'aria-describedby': said.id, onclick: run }, name);
  return el(
    'li',
    { class: `rule rule-${rule.action}` },
    said,
    el(
      'p',
      { class: 'meta' },
      facts(author, `written ${dayOf(writtenAt)}`, datesOf(rule), state !== 'in force' && state),
    ),
    reason !== null && el('p', { class: 'rule-reason', dir: 'auto' }, reason),
    el(
      'div',
      { class: 'commands' },
      button('Edit', 'Change it, say why, give it dates', () => editRule(rule)),
      button(
        'Undo',
        'Take its latest change back',
        () => void undoRule(`Last change undone: ${said.textContent}`, rule),
      ),
      button('Remove', 'Delete it', () => void removeRule(`Removed: ${said.textContent}`, rule)),
    ),
  );
}
