/** What is the box as HTML? The parts of `<related-articles>`, complete and escaped, with classes only: no script, no style. */

import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { parsedUrl } from '../../article/url.ts';
import type { BoxItem } from '../../box/box.ts';
import { addressOf } from './addresses.ts';

export const LAYOUTS = ['list', 'cards', 'strip'] as const;

export interface FragmentOptions {
  readonly layout: (typeof LAYOUTS)[number];
  readonly heading: string | undefined;
  /** Items that the box was asked for. */
  readonly limit: number;
  /** Addresses with `{id}` in them, of a site that knows better where its stories and pictures are. */
  readonly link: string | undefined;
  readonly image: string | undefined;
  /** Address of the page that the box stands in, as far as it is known. */
  readonly page: string | null;
}

type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

export function fragment(items: readonly BoxItem[], options: FragmentOptions): Markup {
  const { layout, heading, limit } = options;
  const hasImages = items.some(({ card }) => addressOf(options.image, card.id, card.image) !== undefined);
  return html`<div class="kindred"><nav class="kindred-box kindred-as-${layout} kindred-of-${columnsOf(limit)}" aria-label="${heading ?? 'Related articles'}">
${heading && html`<h2 class="kindred-heading">${heading}</h2>\n`}<ul class="kindred-list" role="list">
${items.map((item) => entry(item, options, hasImages))}</ul>
</nav></div>
`;
}

/** As many cards side by side as leave no lone one in the last row. */
const columnsOf = (limit: number) => (limit < 6 ? limit : limit % 3 ? 4 : 3);

function entry({ card, source }: BoxItem, options: FragmentOptions, hasImages: boolean): Markup {
  const { id, title, teaser, section, language, publishedAt } = card;
  const href = addressOf(options.link, id, card.url);
  const src = addressOf(options.image, id, card.image);
  const picture = src && html`<img src="${src}" alt="" loading="lazy" decoding="async">`;
  const lang = language !== 'und' && html` lang="${language}"`;
  return html`<li class="kindred-item kindred-${source}">${hasImages && html`<span class="kindred-image">${picture}</span>`}<div class="kindred-words" dir="auto"${lang}><a class="kindred-link"${href !== undefined && html` href="${href}"${relOf(href, options.page)}`}><span class="kindred-title">${title}</span></a><p class="kindred-excerpt">${teaser}</p><small class="kindred-meta"><strong class="kindred-section">${section}</strong>${publishedAt !== null && html` <time datetime="${new Date(publishedAt).toISOString()}">${day(publishedAt, language)}</time>`}</small></div></li>
`;
}

/** Nobody here vetted another site's article. A path stays on the page's own. */
function relOf(href: string, page: string | null): Markup | undefined {
  const host = hostOf(href);
  const isOwn = href.startsWith('/') || (host !== undefined && host === hostOf(page));
  return isOwn ? undefined : html` rel="noopener nofollow ugc"`;
}

function hostOf(address: string | null): string | undefined {
  return address === null ? undefined : parsedUrl(address)?.host.replace(/^www\./, '');
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** In the language of the article and in UTC, so that every replica writes the same. */
function day(moment: number, language: string): string {
  let format = formats.get(language);
  if (format === undefined) {
    format = new Intl.DateTimeFormat([language, 'en'], { dateStyle: 'medium', timeZone: 'UTC' });
    formats.set(language, format);
  }
  return format.format(moment);
}
