/** Who changed what, and when? For those who may read the audit log. */
import type { components } from '../../../client/openapi.ts';
import { ask } from '../api.ts';
import { el, fill, momentOf } from '../dom.ts';
import { complain } from '../notice.ts';

type Audit = components['schemas']['Audit'];

const PAGE = 30;

export async function auditSection(signal: AbortSignal): Promise<HTMLElement> {
  const rows = el('tbody');
  const more = el('button', { type: 'button', onclick: () => void next().catch(complain) }, 'Older ones');
  const none = el('p', { class: 'soft' }, 'Nothing yet.');
  const table = el(
    'table',
    { class: 'audit' },
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        ...['When', 'Who', 'What', 'Of what', 'Outcome'].map((name) => el('th', { scope: 'col' }, name)),
      ),
    ),
    rows,
  );
  let before: number | undefined;

  async function next(): Promise<void> {
    const { entries, next: further } = await ask<Audit>('audit', { limit: PAGE, before }, { signal });
    rows.append(
      ...entries.map(({ at, actor, action, target, outcome }) =>
        el(
          'tr',
          {},
          el('td', {}, momentOf(at)),
          ...[actor, action, target, outcome].map((text) => el('td', { dir: 'auto' }, text)),
        ),
      ),
    );
    before = further ?? undefined;
    more.hidden = further === null;
    none.hidden = rows.childElementCount > 0;
    table.hidden = !none.hidden;
  }

  await next();
  const section = el('section', {});
  fill(
    section,
    el('h2', {}, 'Who changed what'),
    none,
    el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Audit log' }, table),
    more,
  );
  return section;
}
