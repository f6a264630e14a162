/** What does an editor see of one article? Its box with reasons, other settings beside it, and what readers see. */
import {
  articlePath,
  ask,
  type Box,
  type Found,
  findArticles,
  type Item,
  type Label,
  type Placement,
  type Query,
  type Rule,
  send,
} from '../api.ts';
import { dayOf, el, facts, fill, isWeb } from '../dom.ts';
import { complain } from '../notice.ts';
import { editRule } from '../rules/dialog.ts';
import { ruleRow } from '../rules/row.ts';
import { rulesOf } from '../rules.ts';
import { searchField } from '../search-field.ts';
import { me } from '../session.ts';
import { changes, take } from '../steps.ts';
import type { View } from '../view.ts';
import { legend, longestOf } from './bar.ts';
import { BoxList } from './box-list.ts';
import { Preview } from './preview.ts';
import { pin, type Subject } from './steering.ts';
import { type Settings, Trial } from './trial.ts';
import { stateOf } from './words.ts';

/** Shown below the box: what would come next. */
const NEXT = 6;
const TRIAL_WAIT_MS = 100;

export const articleView: View = async (main, { id, placement: wanted }, signal, defaults) => {
  const [[found], { placements }] = await Promise.all([
    findArticles({ id: [id] }, signal),
    ask<{ placements: Placement[] }>('placements', {}, { signal }),
  ]);
  if (found === undefined) {
    fill(
      main,
      el('h1', { tabindex: -1 }, 'There is no such article'),
      el('p', {}, `No article in the index has the id ${id}.`),
    );
    return;
  }
  const placement = placements.find(({ name }) => name === wanted);
  const limit = placement?.limit ?? defaults.limit;
  const presentOf = (of: Placement | undefined): Settings => ({
    breadth: of?.breadth ?? defaults.breadth,
    halfLifeDays: of?.halfLifeDays ?? defaults.halfLifeDays,
    diversity: of?.diversity ?? defaults.diversity,
  });
  const asked: Query = placement ? { placement: placement.name } : {};

  const box = new BoxList({ label: 'In the box', isBox: true, limit, mayWeigh: true });
  const next = new BoxList({ label: 'Next in line', isBox: false, limit, mayWeigh: false });
  const preview = new Preview(id, placement?.layout);
  const state = el('p', { class: 'state', role: 'status' });
  const ruled = el('ul', { class: 'rules' });
  const ruledSection = el('section', { hidden: true }, el('h2', {}, 'Rules that name it'), ruled);
  const nextSection = el(
    'section',
    {},
    el('h2', {}, 'Next in line'),
    el('p', { class: 'meta' }, 'What would come next, also what is too weakly related for readers.'),
    next.element,
  );
  let subject: Subject = { id, rules: [], labels: new Map(), edit };
  let present: readonly Item[] = [];
  let trying = new AbortController();
  let timer = 0;

  const trial = new Trial(
    presentOf(placement),
    (settings) => {
      clearTimeout(timer);
      trying.abort();
      if (settings) timer = window.setTimeout(() => void tryOut(settings), TRIAL_WAIT_MS);
      else mark(new Set());
    },
    placement && { label: `Keep for ${placement.name}`, run: (settings) => void keep(placement, settings) },
  );

  function edit(ruleId: string): void {
    const rule = subject.rules.find((each) => each.id === ruleId);
    if (rule) editRule(rule);
  }

  async function refresh(): Promise<void> {
    const path = articlePath(id, '/related');
    const [now, longer, rules, labels] = await Promise.all([
      ask<Box>(path, { ...asked, explain: true }, { signal }),
      ask<Box>(path, { ...asked, explain: true, minScore: 0, limit: Math.min(50, limit + NEXT) }, { signal }),
      rulesOf(id, signal),
      ask<{ labels: Label[] }>('labels', { article: id }, { signal }),
    ]);
    const holder = me().holder;
    const own = labels.labels.filter(({ author }) => author === holder);
    subject = { id, rules, labels: new Map(own.map(({ a, b, gain }) => [a === id ? b : a, gain])), edit };
    present = now.items;
    const shown = new Set(present.map((item) => item.id));
    const others = longer.items
      .filter((item) => !shown.has(item.id) && item.source === 'related')
      .slice(0, NEXT);
    fill(state, stateOf(now, limit));
    const longest = longestOf([...present, ...others]);
    box.show(subject, present, longest);
    next.show(subject, others, longest);
    nextSection.hidden = others.length === 0;
    await showRules(rules);
    preview.show(asked);
    if (trial.isChanged) await tryOut(trial.settings);
  }

  async function showRules(rules: readonly Rule[]): Promise<void> {
    ruledSection.hidden = rules.length === 0;
    fill(ruled, ...(await Promise.all(rules.map((rule) => ruleRow(rule, signal)))));
  }

  async function tryOut(settings: Settings): Promise<void> {
    trying.abort();
    trying = new AbortController();
    try {
      const { items } = await ask<Box>(
        articlePath(id, '/related'),
        { ...asked, ...settings },
        { signal: AbortSignal.any([trying.signal, signal]) },
      );
      const ids = present.map((item) => item.id);
      trial.show(items, ids);
      const staying = new Set(items.map((item) => item.id));
      mark(new Set(ids.filter((each) => !staying.has(each))));
    } catch (error) {
      complain(error);
    }
  }

  const mark = (leaving: ReadonlySet<string>) => box.show(subject, present, undefined, leaving);

  async function keep({ name, ...policy }: Placement, settings: Settings): Promise<void> {
    const path = `placements/${encodeURIComponent(name)}`;
    await take(
      `Kept for all boxes of the placement ${name}`,
      () => send('PUT', path, { ...policy, ...settings }),
      () => send('PUT', path, policy),
    );
    // The settings of the placement are other ones now.
    dispatchEvent(new HashChangeEvent('hashchange'));
  }

  fill(
    main,
    header(found),
    placements.length > 0 && placementChoice(id, placements, placement),
    el(
      'div',
      { class: 'beside' },
      el(
        'div',
        { class: 'column' },
        el(
          'section',
          { 'aria-labelledby': 'in-the-box' },
          el('div', { class: 'section-head' }, el('h2', { id: 'in-the-box' }, 'In the box'), legend()),
          state,
          box.element,
          el('h3', { class: 'small-head' }, 'Pin another article'),
          searchField({
            ...{ id: 'pin-search', label: 'Pin another article', placeholder: 'Words of its title' },
            onPick: (article) => void pin(subject, article, 1),
          }),
        ),
        nextSection,
        ruledSection,
      ),
      el('div', { class: 'column column-side' }, trial.element, preview.element),
    ),
  );
  changes.addEventListener('change', () => void refresh().catch(complain), { signal });
  await refresh();
};

function header({ title, section, author, publishedAt, url, language }: Found): HTMLElement {
  return el(
    'header',
    { class: 'subject' },
    el('p', { class: 'meta' }, facts(section, publishedAt && dayOf(publishedAt), author)),
    el('h1', { tabindex: -1, dir: 'auto', lang: language === 'und' ? undefined : language }, title),
    isWeb(url) &&
      el('p', {}, el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, 'Open its page ↗')),
  );
}

function placementChoice(
  id: string,
  placements: readonly Placement[],
  now: Placement | undefined,
): HTMLElement {
  const select = el(
    'select',
    {
      id: 'placement',
      onchange: () => {
        const to = select.value === '' ? '' : `?placement=${encodeURIComponent(select.value)}`;
        location.hash = `#/article/${encodeURIComponent(id)}${to}`;
      },
    },
    el('option', { value: '' }, 'as the service is configured'),
    ...placements.map(({ name }) => el('option', { value: name, selected: name === now?.name }, name)),
  );
  return el('p', { class: 'placement' }, el('label', { for: 'placement' }, 'Placement'), select);
}
