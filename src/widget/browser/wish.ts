/** What does an element ask for? Its attributes as the parameters of a lookup, and the address that answers it. */

/** Go into the lookup as they are: which values are right is the service's to say. */
const PARAMETERS =
  'limit section tag language since until exclude min-score breadth diversity half-life-days fallback placement'.split(
    ' ',
  );

/** Attributes that make another box when they change. */
export const ATTRIBUTES = [...PARAMETERS, 'article', 'url', 'service', 'layout', 'heading'];

/** The element; without `ids` before it is upgraded. */
export interface Box extends Element {
  /** Of the articles that it shows now. */
  readonly ids?: readonly string[];
}

/** `id` or `url`, and the parameters as the service names them. */
export type Wish = Record<string, string | string[]>;

/** Commas separate the values of an attribute. What the page's boxes show already is not wished again. */
export function wishOf(element: Element): Wish {
  const id = element.getAttribute('article');
  const wish: Wish = id ? { id } : { url: element.getAttribute('url') || pageAddress() };
  for (const name of PARAMETERS) {
    const values = element.getAttribute(name)?.split(/\s*,\s*/) ?? [];
    if (name === 'exclude') values.push(...shownIds());
    const parameter = name.replace(/-./g, (dashed) => dashed.slice(1).toUpperCase());
    if (values[0]) wish[parameter] = values[1] ? values : values[0];
  }
  return wish;
}

const shownIds = () =>
  [...document.querySelectorAll<Box>('related-articles')].flatMap(({ ids }) => ids ?? []);

const pageAddress = () =>
  (document.querySelector<HTMLLinkElement>('link[rel=canonical]') ?? location).href.replace(/#.*/, '');

/** Relative to the service's `/v1/`. */
export function pathOf({ id, ...parameters }: Wish): string {
  const query = new URLSearchParams();
  for (const name in parameters) {
    for (const value of [parameters[name]].flat()) query.append(name, value as string);
  }
  return `${id ? `articles/${encodeURIComponent(id as string)}/` : ''}related?${query}`;
}
