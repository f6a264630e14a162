/** What does one article of the box look like? Elements and text only: nothing that a site wrote becomes markup. */

/** As the service answers it. */
export interface Item {
  readonly id: string;
  readonly url: string | null;
  readonly title: string;
  readonly excerpt: string;
  readonly image: string | null;
  readonly publishedAt: string | null;
  readonly section: string | null;
  readonly language: string;
  readonly source: 'related' | 'fallback';
}

export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  part: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.setAttribute('part', part);
  element.append(...children);
  return element;
}

/** An item without anything is a ghost: it has the same parts, to which the stylesheet gives their full height. */
export function entry(box: Element, item: Partial<Item> = {}): HTMLLIElement {
  const { id, publishedAt } = item;

  /** A site that knows better than the service where its stories and pictures are says so: an address with `{id}` in it. */
  const addressOf = (attribute: string, given: string | null | undefined) =>
    id &&
    (box.getAttribute(attribute)?.replace('{id}', encodeURIComponent(id)) ??
      (given?.match(/^https?:\/\//i) && given));

  const link = make('a', 'link', make('span', 'title', item.title ?? ''));
  const href = addressOf('link', item.url);
  if (href) {
    link.href = href;
    // Nobody here vetted another site's article.
    if (link.origin !== location.origin) link.rel = 'noopener nofollow ugc';
  }

  const frame = make('i', 'image');
  const src = addressOf('image', item.image);
  if (src) {
    const picture = make('img', '');
    // The frame keeps its place.
    picture.onerror = () => Object.assign(picture, { hidden: true });
    frame.append(Object.assign(picture, { alt: '', loading: 'lazy', decoding: 'async', src }));
  }

  const meta = make('small', 'meta', make('b', '', item.section ?? ''));
  if (publishedAt) {
    // As the page's language writes it; `en_US` is often seen, and wrong.
    const locale = document.documentElement.lang.replace('_', '-') || [];
    meta.append(make('time', '', new Date(publishedAt).toLocaleDateString(locale, { dateStyle: 'medium' })));
  }

  const words = make('div', '', link, make('p', 'excerpt', item.excerpt ?? ''), meta);
  Object.assign(words, { dir: 'auto', lang: item.language ?? '' });
  return make('li', `item ${item.source ?? ''}`, frame, words);
}
