/** What kinds of boxes are there? A page for each, with what one types for it. */
import { html, raw } from 'hono/html';
import type { Article } from '../article/article.ts';
import { IMAGE_TEMPLATE, LINK_TEMPLATE, storyAddress, windowAddress } from './addresses.ts';
import { type Attributes, asTyped, fragmentAddress, relatedArticles } from './element.ts';
import { layout, type Markup } from './layout.ts';
import type { Edition, Newspaper } from './newspaper.ts';

/** The text of an answer of the service. */
export type Ask = (path: string) => Promise<string>;

interface Kind {
  readonly slug: string;
  readonly title: string;
  readonly about: string;
  readonly boxes: readonly Attributes[];
  readonly isDark?: boolean;
  readonly isPhone?: boolean;
  /** Boxes come with the page; it loads no script. */
  readonly isPlain?: boolean;
}

const LIST = { layout: 'list', limit: '6', fallback: 'section', heading: 'You may also like' };
const CARDS = { layout: 'cards', limit: '4', fallback: 'section', heading: 'You may also like' };
const STRIP = { layout: 'strip', limit: '6', fallback: 'latest', heading: 'More from the newsroom' };

export const KINDS: readonly Kind[] = [
  {
    slug: 'list',
    title: 'A list',
    about: 'Headlines with a picture beside them: two columns where there is room.',
    boxes: [LIST],
  },
  {
    slug: 'cards',
    title: 'Cards',
    about: 'Pictures first, as many side by side as the place is wide for.',
    boxes: [CARDS],
  },
  {
    slug: 'strip',
    title: 'A strip',
    about: 'One line that scrolls sideways, for between two paragraphs.',
    boxes: [STRIP],
  },
  {
    slug: 'several',
    title: 'Several boxes',
    about: 'Three boxes on one page are one request, and no story is in two of them.',
    boxes: [CARDS, { ...LIST, limit: '4', heading: 'Read on' }, STRIP],
  },
  {
    slug: 'dark',
    title: 'Dark',
    about:
      'The box takes its colours from the text around it, so it is dark where the page is dark, whatever the reader’s system prefers.',
    boxes: [CARDS, STRIP],
    isDark: true,
  },
  {
    slug: 'phone',
    title: 'On a phone',
    about: 'The box looks at the place that it has, not at the window: these are 390 pixels.',
    boxes: [CARDS, { ...LIST, limit: '3', heading: 'Read on' }, STRIP],
    isPhone: true,
  },
  {
    slug: 'strict',
    title: 'Under a strict policy',
    about:
      'This site allows no inline script, no inline style and no text that becomes code (Trusted Types). The box needs script-src for its script and connect-src for its request.',
    boxes: [CARDS],
  },
  {
    slug: 'plain',
    title: 'Without a script',
    about:
      'The same boxes as HTML, put into the page before it is sent. The page loads a stylesheet, and nothing of it runs.',
    boxes: [CARDS, { ...LIST, heading: 'Read on' }, STRIP],
    isPlain: true,
  },
];

export function windowFront(newspaper: Newspaper, edition: Edition): Markup {
  return layout(newspaper, {
    title: 'All kinds of boxes',
    description: 'The boxes of the service in every form',
    edition,
    body: html`<div class="window">
<h1>All kinds of boxes</h1>
<p>Each page shows a box as a site would have it, filled by the service, and what one types for it.</p>
<ul class="window-ways">${KINDS.map(
      ({ slug, title, about }) =>
        html`<li><h2 class="headline"><a href="${windowAddress(slug)}">${title}</a></h2><p>${about}</p></li>`,
    )}</ul>
</div>`,
  });
}

/** Undefined when there is no such kind. */
export async function windowPage(
  newspaper: Newspaper,
  edition: Edition,
  story: Article,
  slug: string,
  ask: Ask,
): Promise<Markup | undefined> {
  const kind = KINDS.find((candidate) => candidate.slug === slug);
  if (!kind) return undefined;
  const { title, about, isDark = false, isPlain } = kind;
  const boxes = kind.boxes.map((box) => ({ article: story.id, ...box }));
  const shown = isPlain
    ? await Promise.all(boxes.map((box) => included(box, ask)))
    : boxes.map((box) => relatedArticles(box, own(story)));
  return layout(newspaper, {
    title,
    description: about,
    edition,
    isDark,
    loads: isPlain ? 'style' : 'script',
    body: html`<div class="window">
<h1>${title}</h1>
<p>${about}</p>
<p>Beside the story <a href="${storyAddress(story.id)}">${story.title}</a>:</p>
<div class="window-boxes${kind.isPhone && ' phone'}">
${shown}
</div>
<section class="window-code" aria-labelledby="typed">
<h2 id="typed">What one types</h2>
<pre tabindex="0"><code>${typed(boxes, isPlain)}</code></pre>
</section>
</div>`,
  });
}

const own = (story: Article) =>
  html`<p class="box-more"><a href="${storyAddress(story.id)}">Back to the story</a></p>`;

/** What a server-side include does. Without an answer the page is sent without the box. */
async function included(box: Attributes, ask: Ask): Promise<Markup> {
  const address = `${fragmentAddress(box)}&link=${LINK_TEMPLATE}&image=${IMAGE_TEMPLATE}`;
  return html`${raw(await ask(address).catch(() => ''))}`;
}

function typed(boxes: readonly Attributes[], isPlain = false): string {
  if (isPlain) {
    const includes = boxes.map((box) => `<!--#include virtual="${fragmentAddress(box)}" -->`);
    return ['<link rel="stylesheet" href="https://related.example/box.css">', ...includes].join('\n');
  }
  return ['<script async src="https://related.example/box.js"></script>', ...boxes.map(asTyped)].join('\n');
}
