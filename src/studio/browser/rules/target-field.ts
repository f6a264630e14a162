/** How does an editor say what a rule is about? An article by words of its title, anything else by its name. */
import type { Target } from '../api.ts';
import { el, fill } from '../dom.ts';
import { searchField } from '../search-field.ts';
import { choice, row } from './fields.ts';

const KINDS = {
  article: 'an article',
  section: 'a section',
  tag: 'a tag',
  source: 'a source (host)',
  language: 'a language',
} as const;

export interface TargetField {
  readonly element: HTMLElement;
  /** Null: nothing was said, or everywhere. */
  value(): Target | null;
  /** Shows the title of the article that was chosen before. */
  call(title: string): void;
}

/** `now` null: may be everywhere. */
export function targetField(id: string, label: string, now: Target | null): TargetField {
  const isRequired = id === 'target';
  const kinds = isRequired ? KINDS : { everywhere: 'everywhere', ...KINDS };
  const kind = choice(`${id}-kind`, kinds, now?.kind ?? 'everywhere');
  let article = now?.kind === 'article' ? now.name : '';
  const chosen = el('p', { class: 'meta', dir: 'auto' }, article);
  const search = searchField({
    ...{ id: `${id}-search`, label: `${label}: article`, placeholder: 'Words of its title' },
    onPick: (found) => {
      article = found.id;
      fill(chosen, found.title);
    },
  });
  const name = el('input', {
    ...{ id: `${id}-name`, type: 'text', maxlength: 253, 'aria-label': `${label}: name` },
    value: now && now.kind !== 'article' ? now.name : '',
  });
  const suit = () => {
    search.hidden = chosen.hidden = kind.value !== 'article';
    name.hidden = kind.value === 'article' || kind.value === 'everywhere';
  };
  kind.addEventListener('change', suit);
  suit();
  return {
    element: el('div', { class: 'target' }, row(label, kind), chosen, search, name),
    value() {
      if (kind.value === 'everywhere') return null;
      const given = kind.value === 'article' ? article : name.value.trim();
      return given === '' ? null : { kind: kind.value as Target['kind'], name: given };
    },
    call: (title) => fill(chosen, title),
  };
}
