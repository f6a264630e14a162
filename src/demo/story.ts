/** What does a reader see of a story? Its text as a newspaper prints it, and the box that the service fills. */
import { html } from 'hono/html';
import type { Article } from '../article/article.ts';
import { teaser } from '../article/teaser.ts';
import { artAddress, lookupAddress, sectionAddress } from './addresses.ts';
import { relatedArticles } from './element.ts';
import { layout, type Markup } from './layout.ts';
import type { Edition, Newspaper, Section } from './newspaper.ts';
import { credit, kicker, line } from './teasers.ts';
import { sectionLabel, wordingOf } from './wording.ts';

const RAIL_STORIES = 5;

export function storyPage(
  newspaper: Newspaper,
  article: Article,
  section: Section,
  edition: Edition,
): Markup {
  const wording = wordingOf(edition.language);
  const label = sectionLabel(section.name);
  const neighbours = section.stories.filter((story) => story !== article).slice(0, RAIL_STORIES);
  return layout(newspaper, {
    title: article.title,
    description: teaser(article.excerpt ?? article.body),
    edition,
    section: section.slug,
    loads: 'script',
    body: html`<div class="spread">
<article class="story">
<header class="story-head">
${kicker(article)}
<h1>${article.title}</h1>
${article.excerpt && html`<p class="standfirst">${article.excerpt}</p>`}
${credit(article)}
</header>
<figure>
<img class="art" src="${artAddress(article.id)}" alt="" width="1200" height="675">
<figcaption>${wording.illustration}</figcaption>
</figure>
<div class="story-text">
${paragraphsOf(article.body).map((paragraph) => html`<p>${paragraph}</p>`)}
</div>
${article.tags.length > 0 && html`<ul class="tags">${article.tags.map((tag) => html`<li>${tag}</li>`)}</ul>`}
</article>
${box(article, section)}
${
  neighbours.length > 0 &&
  html`<aside class="rail" aria-labelledby="rail">
<div class="rail-content">
<h2 class="rubric" id="rail"><a href="${sectionAddress(section.slug)}">${label}</a></h2>
<ol>${neighbours.map((story) => line(story, { withSection: false }))}</ol>
</div>
</aside>`
}
</div>`,
  });
}

/** Paragraphs are separated by an empty line. */
export function paragraphsOf(body: string): string[] {
  return body
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean);
}

/** The service's element. What stands in it is shown when there is nothing else to show. */
function box(article: Article, section: Section): Markup {
  const { box: title, moreFrom } = wordingOf(section.language);
  const call = lookupAddress(article.id);
  return html`<div class="box">
${relatedArticles({ article: article.id, layout: 'cards', limit: '4', fallback: 'section', heading: title }, html`<p class="box-more"><a href="${sectionAddress(section.slug)}">${moreFrom(sectionLabel(section.name))}</a></p>`)}
<p class="box-call" lang="en">This box is one request: <a href="${call}"><code>GET ${call}</code></a></p>
</div>`;
}
