/** Where does an editor begin? With a search, and the newest articles. */
import { type Found, findArticles } from './api.ts';
import { dayOf, el, facts, fill } from './dom.ts';
import { searchField } from './search-field.ts';
import type { View } from './view.ts';

const NEWEST = 12;

export const findView: View = async (main, _place, signal) => {
  const list = el('ol', { class: 'found' });
  fill(
    main,
    el('h1', { tabindex: -1 }, 'Which article?'),
    searchField({
      ...{ id: 'find', label: 'Find an article', placeholder: 'Title, id or address' },
      onPick: ({ id }) => {
        location.hash = `#/article/${encodeURIComponent(id)}`;
      },
    }),
    el('section', {}, el('h2', {}, 'The newest'), list),
  );
  const newest = await findArticles({ limit: NEWEST }, signal);
  fill(
    list,
    ...newest.map(foundRow),
    newest.length === 0 && el('li', { class: 'soft' }, 'There is no article in the index yet.'),
  );
};

export const foundRow = ({ id, title, section, publishedAt, language }: Found): HTMLElement =>
  el(
    'li',
    {},
    el(
      'a',
      {
        href: `#/article/${encodeURIComponent(id)}`,
        dir: 'auto',
        lang: language === 'und' ? undefined : language,
      },
      title,
    ),
    el('p', { class: 'meta' }, facts(section, publishedAt && dayOf(publishedAt))),
  );
