/** How does the studio make elements? Tags, attributes and texts only: nothing that anybody wrote becomes markup. */

type Attribute = string | number | boolean | undefined | ((event: never) => void);
export type Child = Node | string | null | undefined | false;

/** A function under `on…` listens, `true` is an attribute without a value, `false` and undefined are none. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function')
      element.addEventListener(name.slice(2), value as unknown as EventListener);
    else if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? '' : `${value}`);
  }
  element.append(...present(children));
  return element;
}

export function fill(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren(...present(children));
}

const present = (children: readonly Child[]) =>
  children.filter(
    (child): child is Node | string => child !== null && child !== undefined && child !== false,
  );

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });
const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

export const dayOf = (iso: string): string => day.format(new Date(iso));
export const momentOf = (iso: string): string => moment.format(new Date(iso));

/** What stands in one line below a title. */
export const facts = (...parts: readonly (string | null | undefined | false)[]): string =>
  parts.filter(Boolean).join(' · ');

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** A link may lead to the web, to nothing else. */
export const isWeb = (address: string | null): address is string =>
  address !== null && /^https?:\/\//i.test(address);
