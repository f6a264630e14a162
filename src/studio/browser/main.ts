/** What does the studio's script do? It asks who is there, then shows the view that the address names. */

import { signedOut } from './api.ts';
import { articleView } from './article/view.ts';
import { collectionView } from './collection/view.ts';
import { el, fill } from './dom.ts';
import { findView } from './find-view.ts';
import { keyboard } from './keyboard.ts';
import { complain, noticeRegion } from './notice.ts';
import { rulesView } from './rules/view.ts';
import { may, me, readSession, signIn, signOut } from './session.ts';
import { stateView } from './state/view.ts';
import type { Defaults, View } from './view.ts';

const VIEWS: Readonly<Record<string, { readonly view: View; readonly title: string }>> = {
  '': { view: findView, title: 'Articles' },
  article: { view: articleView, title: 'Article' },
  rules: { view: rulesView, title: 'Rules' },
  collection: { view: collectionView, title: 'Collection' },
  state: { view: stateView, title: 'State' },
};
const WAYS = [
  ['', 'Articles'],
  ['rules', 'Rules'],
  ['collection', 'Collection'],
  ['state', 'State'],
] as const;

const defaults = JSON.parse(document.body.dataset.defaults ?? '{}') as Defaults;
const main = el('main', { id: 'main' });
const ways = el('ul');
const who = el('div', { class: 'who' });
let going = new AbortController();

async function go(isFirst: boolean): Promise<void> {
  going.abort();
  going = new AbortController();
  const { signal } = going;
  const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [name = '', id = ''] = path.split('/');
  const { view, title } = VIEWS[name] ?? { view: findView, title: 'Articles' };
  showWays(name);
  const placement = new URLSearchParams(query).get('placement');
  const place = { id: decoded(id), ...(placement !== null && { placement }) };
  const page = el('div', { class: `view view-${name || 'find'}`, 'data-place': location.hash });
  main.setAttribute('aria-busy', 'true');
  fill(main, page);
  try {
    await view(page, place, signal, defaults);
  } catch (error) {
    if (signal.aborted) return;
    if (page.childElementCount > 0) complain(error);
    else
      fill(page, el('h1', { tabindex: -1 }, 'This cannot be shown'), el('p', {}, (error as Error).message));
  } finally {
    if (!signal.aborted) main.removeAttribute('aria-busy');
  }
  if (signal.aborted) return;
  const heading = page.querySelector('h1');
  document.title = `${name === 'article' ? (heading?.textContent ?? title) : title} – Kindred studio`;
  if (isFirst) return;
  scrollTo(0, 0);
  // So that a screen reader begins with the new view.
  heading?.focus();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function showWays(now: string): void {
  fill(
    ways,
    ...WAYS.map(([name, text]) =>
      el(
        'li',
        {},
        el(
          'a',
          { href: `#/${name}`, 'aria-current': (now === 'article' ? '' : now) === name && 'page' },
          text,
        ),
      ),
    ),
  );
}

function showWho(): void {
  const { holder } = me();
  const isKeyed = holder !== 'this machine' && holder !== null;
  fill(
    who,
    holder !== null && el('span', {}, holder),
    isKeyed &&
      el(
        'button',
        { type: 'button', class: 'quiet', onclick: () => void signOut().catch(complain) },
        'Sign out',
      ),
  );
}

async function begin(): Promise<void> {
  const keys = keyboard();
  document.body.append(
    el('a', { class: 'skip', href: '#main', onclick: toMain }, 'Skip to content'),
    el(
      'header',
      { class: 'top' },
      el(
        'a',
        { class: 'brand', href: '#/' },
        el('img', { src: '/icon.svg', alt: '', width: 26, height: 26 }),
        'Kindred studio',
      ),
      el('nav', { 'aria-label': 'Views' }, ways),
      who,
      keys.button,
    ),
    main,
    noticeRegion(),
  );
  await readSession().catch(complain);
  if (!may('rules')) await signIn(main);
  showWho();
  signedOut.addEventListener('signed-out', () => location.reload());
  addEventListener('hashchange', () => void go(false));
  await go(true);
}

function toMain(event: Event): void {
  event.preventDefault();
  main.querySelector<HTMLElement>('h1')?.focus();
}

void begin();
