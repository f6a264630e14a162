/** How does an editor write a rule in full? A form: what, beside what, from when to when, why. */
import { type Rule, type RuleFields, type Target, titlesOf } from '../api.ts';
import { el, fill } from '../dom.ts';
import { writeRule } from '../rules.ts';
import { me } from '../session.ts';
import { choice, row } from './fields.ts';
import { targetField } from './target-field.ts';

const ACTIONS: Readonly<Record<Rule['action'], string>> = {
  pin: 'Pin to a place',
  block: 'Block a pair',
  exclude: 'Show in no box',
  boost: 'Boost',
  bury: 'Bury',
};

/** Opens the form over the page. */
export function editRule(rule?: Rule): void {
  const action = choice('rule-action', ACTIONS, rule?.action ?? 'pin');
  const target = targetField('target', 'What', rule?.target ?? { kind: 'article', name: '' });
  const beside = targetField('beside', 'Beside what', rule?.beside ?? null);
  const slot = number('rule-slot', rule?.slot ?? 1, 1, 50, 1);
  const factor = number('rule-factor', rule?.factor ?? 2, 0.1, 10, 0.1);
  const startsAt = moment('rule-starts', rule?.startsAt ?? null);
  const endsAt = moment('rule-ends', rule?.endsAt ?? null);
  const author = el('input', {
    id: 'rule-author',
    type: 'text',
    maxlength: 200,
    value: rule?.author ?? me().holder ?? '',
  });
  const reason = el('textarea', { id: 'rule-reason', rows: 2, maxlength: 1000 }, rule?.reason ?? '');
  const problem = el('p', { class: 'problem', role: 'alert' });
  const slotRow = row('Place', slot);
  const factorRow = row('Counts so many times', factor);

  const suit = () => {
    const kind = action.value as Rule['action'];
    slotRow.hidden = kind !== 'pin';
    factorRow.hidden = kind !== 'boost' && kind !== 'bury';
    beside.element.hidden = kind === 'exclude';
    if (!factorRow.hidden && (kind === 'boost') !== Number(factor.value) > 1)
      factor.value = kind === 'boost' ? '2' : '0.5';
  };
  action.addEventListener('change', suit);

  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const kind = action.value as Rule['action'];
    const what = target.value();
    if (what === null) {
      fill(problem, 'Say what the rule is about.');
      return;
    }
    const where = kind === 'exclude' ? null : beside.value();
    if (kind === 'block' && where === null) {
      fill(problem, 'Say beside what it is not shown, or show it in no box.');
      return;
    }
    const fields: Omit<RuleFields, 'mutual'> & { mutual?: boolean } = {
      ...{ action: kind, target: what, beside: where },
      ...(kind === 'pin' && { slot: Number(slot.value) }),
      ...((kind === 'boost' || kind === 'bury') && { factor: Number(factor.value) }),
      ...(kind === 'block' && { mutual: rule?.mutual ?? true }),
      ...{ startsAt: isoOf(startsAt), endsAt: isoOf(endsAt) },
      ...{ author: author.value, reason: reason.value },
    };
    dialog.close();
    await writeRule(rule ? 'The rule is changed.' : 'The rule is in force.', fields, rule);
  };

  const before = document.activeElement;
  const dialog = el(
    'dialog',
    {
      ...{ class: 'dialog', 'aria-labelledby': 'rule-title' },
      onclose: () => {
        dialog.remove();
        if (before instanceof HTMLElement) before.focus();
      },
    },
    el(
      'form',
      { onsubmit: save },
      el('h2', { id: 'rule-title' }, rule ? 'Change a rule' : 'A new rule'),
      row('Do', action),
      target.element,
      beside.element,
      slotRow,
      factorRow,
      el('div', { class: 'pair' }, row('From', startsAt), row('Until', endsAt)),
      row('Reason', reason),
      row('Author', author),
      problem,
      el(
        'div',
        { class: 'commands' },
        el('button', { class: 'strong' }, 'Save'),
        el('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'),
      ),
    ),
  );
  suit();
  document.body.append(dialog);
  dialog.showModal();
  if (rule) reason.focus();
  void nameThem(target, rule?.target);
  void nameThem(beside, rule?.beside ?? undefined);
}

async function nameThem(field: ReturnType<typeof targetField>, target: Target | undefined): Promise<void> {
  if (target?.kind !== 'article') return;
  const titles = await titlesOf([target.name]).catch(() => new Map<string, string>());
  field.call(titles.get(target.name) ?? target.name);
}

const number = (id: string, value: number, min: number, max: number, step: number) =>
  el('input', { ...{ id, type: 'number', value, min, max, step, required: true } });

/** In the editor's own time zone. */
function moment(id: string, iso: string | null): HTMLInputElement {
  const local =
    iso === null ? '' : new Date(Date.parse(iso) - new Date(iso).getTimezoneOffset() * 60_000).toISOString();
  return el('input', { id, type: 'datetime-local', value: local.slice(0, 16) });
}

const isoOf = ({ value }: HTMLInputElement): string | null =>
  value === '' ? null : new Date(value).toISOString();
