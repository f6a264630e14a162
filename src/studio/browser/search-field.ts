/** How does an editor find an article? A field with a list below it: words of the title, arrow keys, Enter. */
import { type Found, findArticles } from './api.ts';
import { dayOf, el, facts, fill } from './dom.ts';
import { complain } from './notice.ts';

const WAIT_MS = 120;
const SHOWN = 8;

interface SearchOptions {
  readonly id: string;
  readonly label: string;
  readonly placeholder: string;
  readonly onPick: (article: Found) => void;
  /** Empty the field after a choice. Default true. */
  readonly clears?: boolean;
}

/** The combobox pattern of the ARIA Authoring Practices, with a list. */
export function searchField({ id, label, placeholder, onPick, clears = true }: SearchOptions): HTMLElement {
  const list = el('ul', { id: `${id}-list`, role: 'listbox', 'aria-label': label, hidden: true });
  const input = el('input', {
    ...{ id, type: 'search', role: 'combobox', autocomplete: 'off', placeholder, 'aria-label': label },
    ...{ 'aria-expanded': 'false', 'aria-controls': list.id, 'aria-autocomplete': 'list' },
    oninput: () => later(),
    onfocus: () => void (input.value.trim() !== '' && later()),
    onblur: () => window.setTimeout(close, 150),
    onkeydown: (event: KeyboardEvent) => keyed(event),
  });
  let found: readonly Found[] = [];
  let chosen = -1;
  let timer = 0;
  /** What the list shows is of other words than those in the field. */
  let isStale = false;
  let isEntered = false;
  let asking = new AbortController();

  function later(): void {
    isStale = true;
    isEntered = false;
    asking.abort();
    clearTimeout(timer);
    timer = window.setTimeout(look, WAIT_MS);
  }

  async function look(): Promise<void> {
    asking = new AbortController();
    const q = input.value.trim();
    if (q === '') {
      isStale = false;
      return close();
    }
    try {
      found = await findArticles({ q, limit: SHOWN }, asking.signal);
      isStale = false;
      // Enter came before the answer, wherever the editor has gone on to since.
      if (isEntered && found[0]) pick(found[0]);
      else if (document.activeElement === input) open();
      isEntered = false;
    } catch (error) {
      complain(error);
    }
  }

  function open(): void {
    const options = found.map((article, i) =>
      el(
        'li',
        {
          ...{ id: `${id}-${i}`, role: 'option', 'aria-selected': 'false' },
          onmousedown: (event: Event) => event.preventDefault(),
          onclick: () => pick(article),
        },
        el('span', { class: 'option-title', dir: 'auto' }, article.title),
        el(
          'span',
          { class: 'meta' },
          facts(article.section, article.publishedAt && dayOf(article.publishedAt)),
        ),
      ),
    );
    fill(
      list,
      ...(options.length > 0
        ? options
        : [
            el('li', { role: 'option', 'aria-disabled': 'true', class: 'soft' }, 'No title has these words.'),
          ]),
    );
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    choose(found.length > 0 ? 0 : -1);
  }

  function close(): void {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function choose(next: number): void {
    chosen = next;
    for (const [i, option] of [...list.children].entries())
      option.setAttribute('aria-selected', String(i === chosen));
    if (chosen < 0) return;
    input.setAttribute('aria-activedescendant', `${id}-${chosen}`);
    list.children[chosen]?.scrollIntoView({ block: 'nearest' });
  }

  function pick(article: Found): void {
    close();
    input.value = clears ? '' : article.title;
    onPick(article);
  }

  function keyed(event: KeyboardEvent): void {
    const isOpen = !list.hidden && found.length > 0;
    if (event.key === 'Escape' && !list.hidden) {
      event.stopPropagation();
      close();
    } else if (isOpen && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      choose((chosen + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length);
    } else if (event.key === 'Enter' && isStale) {
      isEntered = true;
    } else if (event.key === 'Enter' && isOpen) {
      const article = found[chosen];
      if (article) pick(article);
    } else return;
    event.preventDefault();
  }

  return el('div', { class: 'search' }, input, list);
}
