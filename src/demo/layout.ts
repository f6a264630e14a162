/** What surrounds every page of the newspaper? Head, masthead, navigation, footer. */
import { html } from 'hono/html';
import {
  BASE,
  BOX_STYLE_ADDRESS,
  editionAddress,
  SCRIPT_ADDRESS,
  STYLE_ADDRESS,
  sectionAddress,
  WINDOW_ADDRESS,
} from './addresses.ts';
import type { Edition, Newspaper } from './newspaper.ts';
import { dateline, sectionLabel, wordingOf } from './wording.ts';

/** Markup whose holes were escaped. */
export type Markup = ReturnType<typeof html>;

export interface Page {
  readonly title: string;
  readonly description: string;
  readonly edition: Edition;
  /** Slug of the section that the page belongs to. */
  readonly section?: string;
  /** The masthead is the page's heading. */
  readonly isFront?: boolean;
  /** Does the page load the box's script, or its stylesheet? Before its first view, so that nothing moves in it. */
  readonly loads?: 'script' | 'style';
  /** Whatever the reader's system prefers. */
  readonly isDark?: boolean;
  readonly body: Markup;
}

const NAME = 'The Harbour Post';

export function layout(newspaper: Newspaper, page: Page): Markup {
  const { edition, body, loads, isDark } = page;
  const wording = wordingOf(edition.language);
  return html`<!doctype html>
<html lang="${edition.language}"${isDark && html` class="dark"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="description" content="${page.description}">
<title>${page.title === NAME ? NAME : `${page.title} – ${NAME}`}</title>
<link rel="icon" href="${BASE}/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${STYLE_ADDRESS}">
${loads === 'style' && html`<link rel="stylesheet" href="${BOX_STYLE_ADDRESS}">`}
${loads === 'script' && html`<script src="${SCRIPT_ADDRESS}"></script>`}
</head>
<body>
<a class="skip" href="#main">${wording.skip}</a>
<aside class="notice" aria-label="About this site" lang="en">
<p>The demonstration site of <a href="/">Kindred</a>. The newspaper is made up; its “You May Also Like” boxes are real answers of the service. <a href="${WINDOW_ADDRESS}">All kinds of boxes</a></p>
</aside>
<header class="masthead">
${masthead(newspaper, page)}
</header>
<nav class="sections" aria-label="${wording.sections}">
<ul>
${edition.sections.map(
  ({ slug, name }) =>
    html`<li><a href="${sectionAddress(slug)}"${slug === page.section && html` aria-current="page"`}>${sectionLabel(name)}</a></li>`,
)}
</ul>
</nav>
<main id="main">
${body}
</main>
<footer class="footer">
<p class="footer-name">${NAME}</p>
<p lang="en">An invented newspaper with invented towns, people and companies, made to show <a href="/">what Kindred does</a>. For developers: <a href="/docs/">the documentation</a>.</p>
</footer>
</body>
</html>`;
}

function masthead(newspaper: Newspaper, { edition, isFront }: Page): Markup {
  const { language, stories } = edition;
  const wording = wordingOf(language);
  const printed = stories[0]?.publishedAt;
  const name = html`<a href="${editionAddress(language)}" lang="en">${NAME}</a>`;
  return html`${isFront ? html`<h1 class="name">${name}</h1>` : html`<p class="name">${name}</p>`}
<p class="motto">${wording.motto}</p>
<p class="dateline">${printed && html`<time datetime="${printed.toISOString()}">${dateline(printed, language)}</time>`}</p>
<nav class="editions" aria-label="${wording.editions}">
<ul>
${newspaper.editions.map((other) => {
  const isCurrent = other.language === language;
  return html`<li><a href="${editionAddress(other.language)}" lang="${other.language}" hreflang="${other.language}"${isCurrent && html` aria-current="true"`}>${wordingOf(other.language).edition}</a></li>`;
})}
</ul>
</nav>`;
}
