/** How does the whole collection do: the map, full boxes, articles that are shown too often or have no box, what was left out of pages. */
import type { components } from '../../../client/openapi.ts';
import { ask } from '../api.ts';
import { type Child, counted, el, facts, fill } from '../dom.ts';
import { foundRow } from '../find-view.ts';
import type { View } from '../view.ts';
import { EMPTY } from '../words.ts';
import { mapOf } from './map.ts';

type Schemas = components['schemas'];
type Survey = Schemas['Survey'];

/** An article that is in so many times more boxes than the mean is shown too often. */
const TOO_OFTEN = 3;
const LINES = 50;

export const collectionView: View = async (main, _place, signal) => {
  const waiting = () => el('p', { class: 'soft' }, 'One moment: it is being made.');
  const part = (title: string) => el('section', {}, el('h2', {}, title), waiting());
  const [map, boxes, furniture] = [part('Map'), part('Boxes'), part('Left out of pages')];
  fill(main, el('h1', { tabindex: -1 }, 'Collection'), map, boxes, furniture);
  /** Below the heading, which stays. */
  const into = async <T>(place: HTMLElement, path: string, show: (value: T) => readonly Child[]) => {
    const content = await ask<T>(path, {}, { signal }).then(show, (error: unknown) =>
      signal.aborted ? [] : [el('p', { class: 'problem', role: 'alert' }, (error as Error).message)],
    );
    fill(place, place.querySelector('h2'), ...content);
  };
  await Promise.all([
    into<Schemas['CollectionMap']>(map, 'collection/map', (value) => [
      value.points.length === 0 ? noArticle() : mapOf(value, signal),
    ]),
    into<Survey>(boxes, 'collection', (value) => (value.boxes === 0 ? [noArticle()] : boxesOf(value))),
    into<Schemas['Furniture']>(furniture, 'furniture', ({ lines }) => [
      el(
        'p',
        { class: 'soft' },
        lines.length === 0
          ? 'No sentence was learnt to belong to pages instead of stories.'
          : 'Sentences that many stories have in common and that say nothing of them. They count for no box.',
      ),
      el(
        'ul',
        { class: 'lines' },
        ...lines
          .slice(0, LINES)
          .map(({ text, articles, language }) =>
            el(
              'li',
              {},
              el('span', { dir: 'auto', lang: language === 'und' ? undefined : language }, text),
              el('span', { class: 'meta figure' }, counted(articles, 'article')),
            ),
          ),
      ),
      lines.length > LINES &&
        el('p', { class: 'soft small' }, `${counted(lines.length - LINES, 'more line')}.`),
    ]),
  ]);
};

const noArticle = () => el('p', { class: 'soft' }, 'There is no article yet.');

function boxesOf(survey: Survey): Child[] {
  const { boxes, limit, full, empty, shown, isWhole, mostShown, without, withoutCount } = survey;
  const tooOften = mostShown.filter((one) => one.boxes >= TOO_OFTEN * Math.max(1, shown.mean));
  const figure = (value: string, name: string) =>
    el('div', {}, el('dt', {}, name), el('dd', { class: 'figure' }, value));
  return [
    el(
      'dl',
      { class: 'figures' },
      figure(percent(full), `of boxes are full (${limit} items)`),
      figure(percent(empty), 'are empty'),
      isWhole && figure(percent(shown.never), 'of articles are in no box'),
      figure(shown.gini.toFixed(2), 'unevenness: 0 all are shown alike, 1 one is everywhere'),
    ),
    !isWhole && el('p', { class: 'soft small' }, `${boxes.toLocaleString('en')} boxes stand for all.`),
    isWhole && binsOf(shown.bins),
    el(
      'div',
      { class: 'beside' },
      el(
        'section',
        {},
        el('h3', {}, 'Shown too often'),
        tooOften.length === 0
          ? el('p', { class: 'soft' }, 'None: no article is in many more boxes than others.')
          : el(
              'ol',
              { class: 'found-plain' },
              ...tooOften.map(({ article, boxes: times }) => row(article, counted(times, 'box', 'boxes'))),
            ),
      ),
      el(
        'section',
        {},
        el('h3', {}, 'Without a box ', el('span', { class: 'soft figure' }, String(withoutCount))),
        without.length === 0
          ? el('p', { class: 'soft' }, 'None: every article has at least one related.')
          : el(
              'ol',
              { class: 'found-plain' },
              ...without.map(({ article, because }) => row(article, EMPTY[because].replace(/\.$/, ''))),
            ),
        withoutCount > without.length &&
          el('p', { class: 'soft small' }, `and ${counted(withoutCount - without.length, 'more article')}`),
      ),
    ),
  ];
}

function row(article: Schemas['Found'], said: string): HTMLElement {
  const entry = foundRow(article);
  entry.querySelector('.meta')?.replaceChildren(facts(said, article.section));
  return entry;
}

/** In how many boxes are how many articles? */
function binsOf(bins: Survey['shown']['bins']): HTMLElement {
  const most = Math.max(1, ...bins.map(({ articles }) => articles));
  return el(
    'table',
    { class: 'bins' },
    el('caption', {}, 'In how many boxes an article is'),
    el(
      'thead',
      { class: 'hidden' },
      el('tr', {}, el('th', { scope: 'col' }, 'Boxes'), el('th', { scope: 'col' }, 'Articles')),
    ),
    el(
      'tbody',
      {},
      ...bins.map(({ from, to, articles }) => {
        const bar = el('span', { class: 'bin', 'aria-hidden': 'true' });
        bar.style.width = `${(100 * articles) / most}%`;
        return el(
          'tr',
          {},
          el('th', { scope: 'row', class: 'figure' }, from === to ? String(from) : `${from}–${to}`),
          el('td', {}, bar, el('span', { class: 'figure' }, articles.toLocaleString('en'))),
        );
      }),
    ),
  );
}

const percent = (share: number) => `${Math.round(100 * share)} %`;
