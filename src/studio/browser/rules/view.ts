/** Which rules are there, whose are they, and why? */
import { ask, type Rule, titlesOf } from '../api.ts';
import { counted, el, fill } from '../dom.ts';
import { complain } from '../notice.ts';
import { changes } from '../steps.ts';
import type { View } from '../view.ts';
import { editRule } from './dialog.ts';
import { articlesOf, rowOf } from './row.ts';
import { stateOfRule } from './words.ts';

/** A newsroom with more rules than this has them by the API. */
const MOST_SHOWN = 200;

export const rulesView: View = async (main, _place, signal) => {
  const lists = el('div', { class: 'column' });
  const words = el('input', {
    ...{ id: 'rule-words', type: 'search', placeholder: 'Words of a rule, its author or reason' },
    oninput: () => narrow(),
  });
  const none = el('p', { class: 'soft', role: 'status' });
  fill(
    main,
    el(
      'header',
      { class: 'section-head' },
      el('h1', { tabindex: -1 }, 'Rules'),
      el('button', { type: 'button', class: 'strong', onclick: () => editRule() }, 'New rule'),
    ),
    el(
      'div',
      { class: 'narrow' },
      el('label', { for: 'rule-words', class: 'hidden' }, 'Narrow the list'),
      words,
    ),
    none,
    lists,
  );

  function narrow(): void {
    const wanted = words.value.trim().toLowerCase().split(/\s+/);
    let shown = 0;
    for (const entry of lists.querySelectorAll<HTMLElement>('.rule')) {
      const text = entry.textContent?.toLowerCase() ?? '';
      entry.hidden = !wanted.every((word) => text.includes(word));
      if (!entry.hidden) shown++;
    }
    for (const section of lists.querySelectorAll('section'))
      section.hidden = section.querySelector('.rule:not([hidden])') === null;
    fill(none, shown === 0 && (words.value === '' ? EMPTY : 'No rule has these words.'));
  }

  async function refresh(): Promise<void> {
    const { rules } = await ask<{ rules: Rule[] }>('rules', {}, { signal });
    const newest = [...rules].sort((a, b) => b.revision - a.revision).slice(0, MOST_SHOWN);
    const titles = await titlesOf(newest.flatMap(articlesOf), signal);
    const now = Date.now();
    const part = (title: string, state: ReturnType<typeof stateOfRule>) => {
      const chosen = newest.filter((rule) => stateOfRule(rule, now) === state);
      return (
        chosen.length > 0 &&
        el(
          'section',
          {},
          el('h2', {}, `${title} `, el('span', { class: 'soft figure' }, String(chosen.length))),
          el('ul', { class: 'rules' }, ...chosen.map((rule) => rowOf(rule, titles))),
        )
      );
    };
    const more = rules.length - newest.length;
    fill(
      lists,
      part('In force', 'in force'),
      part('Waiting for their day', 'waiting'),
      part('Over', 'over'),
      more > 0 && el('p', { class: 'soft' }, `${counted(more, 'older rule')} not shown here.`),
    );
    narrow();
  }

  changes.addEventListener('change', () => void refresh().catch(complain), { signal });
  await refresh();
};

const EMPTY =
  'There is no rule. Steer a box from its article, or write a rule for a whole section, tag, source or language here.';
