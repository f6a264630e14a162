/** How is a story announced on another page? Cards and lines, from large to small. */
import { html } from 'hono/html';
import type { Article } from '../article/article.ts';
import { teaser } from '../article/teaser.ts';
import { artAddress, sectionAddress, storyAddress } from './addresses.ts';
import type { Markup } from './layout.ts';
import { languageOf, sectionSlugOf } from './newspaper.ts';
import { longDate, sectionLabel, shortMoment, wordingOf } from './wording.ts';

/** The opening as the front page prints it below its first headline: longer than a teaser, cut at a sentence. */
const STANDFIRST_CHARACTERS = 260;

/** The story on top of the page. Its picture is above the fold, so it is not loaded lazily. */
export function leadCard(article: Article): Markup {
  return html`<article class="card card-lead">
${picture(article, 'eager')}
<div class="card-text">
${kicker(article)}
<h2 class="headline">${storyLink(article)}</h2>
<p class="teaser">${article.excerpt ?? standfirst(article.body)}</p>
${credit(article)}
</div>
</article>`;
}

interface CardOptions {
  readonly withKicker?: boolean;
  readonly size?: '' | 'card-wide';
  /** Of the level that follows in the page. */
  readonly heading?: 'h2' | 'h3';
}

export function card(
  article: Article,
  { withKicker = false, size = '', heading = 'h3' }: CardOptions = {},
): Markup {
  return html`<article class="card ${size}" lang="${languageOf(article)}">
${picture(article, 'lazy')}
<div class="card-text">
${withKicker && kicker(article)}
<${heading} class="headline">${storyLink(article)}</${heading}>
<p class="teaser">${teaser(article.excerpt ?? article.body)}</p>
${credit(article)}
</div>
</article>`;
}

/** Headline, section and time: an entry of a list. */
export function line(article: Article, { withSection = true } = {}): Markup {
  const { publishedAt, section } = article;
  const language = languageOf(article);
  return html`<li class="line" lang="${language}">
<p class="line-meta">${withSection && section && html`<span class="line-section">${sectionLabel(section)}</span>`}${
    publishedAt &&
    html`<time datetime="${publishedAt.toISOString()}">${shortMoment(publishedAt, language)}</time>`
  }</p>
<h3 class="headline">${storyLink(article)}</h3>
</li>`;
}

/** Author and date, where they are known. */
export function credit(article: Article): Markup {
  const { author, publishedAt } = article;
  const language = languageOf(article);
  return html`<p class="credit">${author && html`<span class="author">${wordingOf(language).by(author)}</span>`}${
    publishedAt &&
    html`<time datetime="${publishedAt.toISOString()}">${longDate(publishedAt, language)}</time>`
  }</p>`;
}

export function kicker(article: Article): Markup | undefined {
  if (article.section === null) return undefined;
  return html`<p class="kicker"><a href="${sectionAddress(sectionSlugOf(article))}">${sectionLabel(article.section)}</a></p>`;
}

/** The picture says nothing that the headline beside it does not: hidden from screen readers. */
function picture(article: Article, loading: 'eager' | 'lazy'): Markup {
  return html`<img class="art" src="${artAddress(article.id)}" alt="" width="1200" height="675" loading="${loading}">`;
}

function storyLink(article: Article): Markup {
  return html`<a href="${storyAddress(article.id)}">${article.title}</a>`;
}

/** Not after a number or a short word, which may be an abbreviation. */
const SENTENCE_END = /(?<=\p{L}{3})[.?!][”“»"]?(?=\s+[\p{Lu}„“«¿¡"])/gu;

/** Whole sentences of the first paragraph up to the limit; a teaser when not even one fits. */
function standfirst(body: string): string {
  const [paragraph = ''] = body.split(/\n\s*\n/);
  if (paragraph.length <= STANDFIRST_CHARACTERS) return paragraph;
  const last = [...paragraph.slice(0, STANDFIRST_CHARACTERS).matchAll(SENTENCE_END)].at(-1);
  return last ? paragraph.slice(0, last.index + last[0].length) : teaser(body);
}
