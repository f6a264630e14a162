/** How does a template of the newspaper ask for a box? The element with its attributes, as markup and as the text of it. */
import { html } from 'hono/html';
import { IMAGE_TEMPLATE, LINK_TEMPLATE } from './addresses.ts';
import type { Markup } from './layout.ts';

export type Attributes = Readonly<Record<string, string>>;

/** `own`: what the page shows when the service has nothing or does not answer. */
export function relatedArticles(attributes: Attributes, own: Markup): Markup {
  const all = { ...attributes, link: LINK_TEMPLATE, image: IMAGE_TEMPLATE };
  return html`<related-articles${Object.entries(all).map(([name, value]) => html` ${name}="${value}"`)}>${own}</related-articles>`;
}

/** As one would type it, an attribute a line; where this site has its stories and pictures is left out. */
export function asTyped(attributes: Attributes): string {
  const typed = Object.entries(attributes).map(
    ([name, value]) => `\n  ${name}="${value.replaceAll('"', '&quot;')}"`,
  );
  return `<related-articles${typed.join('')}>\n</related-articles>`;
}

/** The fragment with the same parameters. */
export function fragmentAddress({ article = '', ...parameters }: Attributes): string {
  const query = new URLSearchParams(parameters);
  return `/v1/articles/${encodeURIComponent(article)}/box.html?${query}`;
}
