/** Which keys does the studio have, and how does one learn them? Those of a single letter can be switched off. */
import { el } from './dom.ts';
import { undo } from './steps.ts';

const STORED = 'kindred-studio-keys';

const KEYS: readonly (readonly [keys: string, what: string])[] = [
  ['/', 'Search an article'],
  ['U', 'Undo the latest step'],
  ['?', 'Show these keys'],
  ['↑ ↓', 'In a box: go to the item above or below'],
  ['Shift ↑ ↓', 'In a box: pin the item one place up or down'],
  ['P', 'Pin it in its place, or let it go'],
  ['R', 'Boost it here'],
  ['D', 'Bury it here'],
  ['B', 'Block the pair'],
  ['X', 'Exclude it everywhere'],
  ['Y N', 'It is related, it is not'],
];

export function keyboard(): { readonly button: HTMLElement } {
  let isOn = localStorage.getItem(STORED) !== 'off';
  const box = el('input', {
    ...{ type: 'checkbox', checked: isOn },
    onchange: () => {
      isOn = box.checked;
      localStorage.setItem(STORED, isOn ? 'on' : 'off');
    },
  });
  const dialog = el(
    'dialog',
    { class: 'dialog', 'aria-labelledby': 'keys-title' },
    el('h2', { id: 'keys-title' }, 'Keys'),
    el(
      'dl',
      { class: 'keys' },
      ...KEYS.map(([keys, what]) =>
        el('div', {}, el('dt', {}, ...keys.split(' ').map((key) => el('kbd', {}, key))), el('dd', {}, what)),
      ),
    ),
    el('label', { class: 'check' }, box, 'The keys / U ? work wherever no text is written'),
    el(
      'div',
      { class: 'commands' },
      el('button', { type: 'button', class: 'strong', onclick: () => dialog.close() }, 'Close'),
    ),
  );
  document.body.append(dialog);
  const show = () => dialog.showModal();

  document.addEventListener('keydown', (event) => {
    const { target, key, ctrlKey, metaKey, altKey } = event;
    if (!isOn || ctrlKey || metaKey || altKey || isWriting(target)) return;
    if (document.querySelector('dialog[open]')) return;
    if (key === 'u' || key === 'U') void undo();
    else if (key === '?') show();
    else if (key === '/') goToSearch();
    else return;
    event.preventDefault();
  });
  return {
    button: el(
      'button',
      { type: 'button', class: 'quiet keys-button', onclick: show, 'aria-label': 'Keys' },
      '?',
    ),
  };
}

function goToSearch(): void {
  const field = document.querySelector<HTMLElement>('#find');
  if (field) field.focus();
  else {
    location.hash = '#/';
    addEventListener(
      'hashchange',
      () => setTimeout(() => document.querySelector<HTMLElement>('#find')?.focus(), 0),
      {
        once: true,
      },
    );
  }
}

const isWriting = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(?:TEXTAREA|SELECT)$/.test(target.tagName) ||
    (target instanceof HTMLInputElement && !/^(?:checkbox|radio|range|button)$/.test(target.type)));
