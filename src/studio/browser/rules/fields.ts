/** The fields of a form: a choice, and a row with its label. */
import { el } from '../dom.ts';

export function choice(id: string, names: Readonly<Record<string, string>>, now: string): HTMLSelectElement {
  const options = Object.entries(names).map(([value, text]) =>
    el('option', { value, selected: value === now }, text),
  );
  return el('select', { id }, ...options);
}

export const row = (label: string, field: HTMLElement): HTMLElement =>
  el('div', { class: 'field' }, el('label', { for: field.id }, label), field);
