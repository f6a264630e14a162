/** How does an editor learn what was done? A line at the foot of the page, read out, with the way back. */
import { el, fill } from './dom.ts';

const SHOWN_MS = 9_000;

export interface NoticeAction {
  readonly label: string;
  readonly key?: string;
  readonly run: () => void;
}

const box = el('div', { class: 'notice', role: 'status', 'aria-live': 'polite' });
let timer = 0;

export const noticeRegion = (): HTMLElement => box;

export function notify(text: string, actions: readonly NoticeAction[] = []): void {
  show('notice', text, actions);
}

export function complain(error: unknown): void {
  if (error instanceof DOMException && error.name === 'AbortError') return;
  show('notice is-wrong', error instanceof Error ? error.message : String(error), []);
}

function show(className: string, text: string, actions: readonly NoticeAction[]): void {
  clearTimeout(timer);
  box.className = `${className} is-shown`;
  fill(
    box,
    el('p', {}, text),
    ...actions.map(({ label, key, run }) =>
      el(
        'button',
        { type: 'button', class: 'quiet', onclick: run },
        label,
        key !== undefined && el('kbd', { 'aria-hidden': 'true' }, key),
      ),
    ),
  );
  timer = window.setTimeout(() => {
    // Somebody is on a button of it.
    if (!box.contains(document.activeElement)) box.classList.remove('is-shown');
  }, SHOWN_MS);
}
