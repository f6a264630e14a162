/** What surrounds the service's own pages? Head, header with the ways between them, main part. */
import { html } from 'hono/html';

/** Markup whose holes were escaped. */
export type Markup = ReturnType<typeof html>;

export const STYLE_ADDRESS = '/pages.css';
export const ICON_ADDRESS = '/icon.svg';

/** Where the service listens unless it is told otherwise: for examples that can be pasted. */
export const DEFAULT_ORIGIN = 'http://127.0.0.1:3000';

export interface Page {
  readonly title: string;
  readonly description: string;
  readonly current: '/' | '/docs/' | '/docs/api';
  /** What stands left of the main part on wide screens. */
  readonly aside?: Markup;
  readonly body: Markup;
}

const WAYS = [
  ['/', 'Overview'],
  ['/docs/', 'Documentation'],
  ['/docs/api', 'API reference'],
  ['/openapi.json', 'OpenAPI'],
] as const;

export function layout({ title, description, current, aside, body }: Page): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="description" content="${description}">
<title>${title}</title>
<link rel="icon" href="${ICON_ADDRESS}" type="image/svg+xml">
<link rel="stylesheet" href="${STYLE_ADDRESS}">
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="top">
<a class="brand" href="/"><img src="${ICON_ADDRESS}" alt="" width="28" height="28">Kindred</a>
<nav aria-label="Pages">
<ul>${WAYS.map(
    ([address, label]) =>
      html`<li><a href="${address}"${address === current && html` aria-current="page"`}>${label}</a></li>`,
  )}</ul>
</nav>
</header>
<div class="${aside ? 'page page-with-aside' : 'page'}">
${aside}
<main id="main">
${body}
</main>
</div>
</body>
</html>`;
}

/** What stands beside a page: a list on wide screens, on others the same list to be unfolded; a stylesheet shows one of them. */
export function foldable(list: Markup, kind = ''): Markup {
  return html`<div class="side ${kind}">
<nav class="contents-wide" aria-label="Contents">${list}</nav>
<details class="contents-narrow"><summary>Contents</summary><nav aria-label="Contents">${list}</nav></details>
</div>`;
}

/** Text in which `…` marks code and an empty line a new paragraph, as descriptions of an API have it. */
export function prose(text: string): Markup[] {
  return text.split(/\n\s*\n/).map((paragraph) => html`<p>${inline(paragraph)}</p>`);
}

/** The same within a line. */
export function inline(text: string): (Markup | string)[] {
  return text.split('`').map((part, i, parts) => {
    const isClosed = i < parts.length - 1;
    if (i % 2 === 0) return part;
    return isClosed ? html`<code>${part}</code>` : `\`${part}`;
  });
}
