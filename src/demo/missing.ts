/** What does a reader see where there is nothing? */
import { html } from 'hono/html';
import { editionAddress } from './addresses.ts';
import { layout, type Markup } from './layout.ts';
import type { Edition, Newspaper } from './newspaper.ts';
import { line } from './teasers.ts';

const SUGGESTED = 5;

/** `what` was looked for: a story, a section, a page. */
export function missingPage(newspaper: Newspaper, edition: Edition, what: string): Markup {
  return layout(newspaper, {
    title: 'Not found',
    description: `There is no such ${what}`,
    edition,
    body: html`<div class="missing">
<p class="kicker">404</p>
<h1>There is no such ${what} in The Harbour Post</h1>
<p>It may have been pushed to the service without being part of the sample newsroom, or the address has a slip in it. <a href="${editionAddress(edition.language)}">The front page</a> has everything else.</p>
<h2 class="rubric">Latest</h2>
<ol class="lines">${edition.stories.slice(0, SUGGESTED).map((story) => line(story))}</ol>
</div>`,
  });
}
