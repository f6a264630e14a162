/** What does a reader see first? The front page of an edition, and the pages of its sections. */
import { html } from 'hono/html';
import type { Article } from '../article/article.ts';
import { editionAddress, sectionAddress } from './addresses.ts';
import { layout, type Markup } from './layout.ts';
import type { Edition, Newspaper, Section } from './newspaper.ts';
import { card, leadCard, line } from './teasers.ts';
import { sectionLabel, wordingOf } from './wording.ts';

const LATEST = 6;
const PER_SECTION = 4;

/** `lead`: the story on top, one of the edition. */
export function frontPage(newspaper: Newspaper, edition: Edition, lead: Article): Markup {
  const { language, sections, stories } = edition;
  const wording = wordingOf(language);
  const others = newspaper.editions.filter((other) => other !== edition);
  const latest = stories.filter((story) => story !== lead).slice(0, LATEST);
  const shown = new Set([lead, ...latest]);
  return layout(newspaper, {
    title: 'The Harbour Post',
    description: wording.motto,
    edition,
    isFront: true,
    body: html`<div class="top">
${leadCard(lead)}
<section class="latest" aria-labelledby="latest">
<h2 class="rubric" id="latest">${wording.latest}</h2>
<ol>${latest.map((story) => line(story))}</ol>
</section>
</div>
${sections.map((section, i) => strip(section, shown, i % 3 === 1))}
${others.map(foreignStrip)}`,
  });
}

export function sectionPage(newspaper: Newspaper, section: Section, edition: Edition): Markup {
  const label = sectionLabel(section.name);
  const [first, ...others] = section.stories;
  return layout(newspaper, {
    title: label,
    description: `${label} – The Harbour Post`,
    edition,
    section: section.slug,
    body: html`<h1 class="section-title">${label}</h1>
<div class="section-front">
${first && card(first, { size: 'card-wide', heading: 'h2' })}
<div class="cards">${others.map((story) => card(story, { heading: 'h2' }))}</div>
</div>`,
  });
}

/** Stories of a section that the page does not show already; all of them when too few are left. */
function strip(section: Section, shown: ReadonlySet<Article>, isFeature: boolean): Markup {
  const fresh = section.stories.filter((story) => !shown.has(story));
  const stories = (fresh.length >= PER_SECTION ? fresh : section.stories).slice(0, PER_SECTION);
  const [first, ...others] = stories;
  const label = sectionLabel(section.name);
  return html`<section class="strip" aria-label="${label}">
<h2 class="rubric"><a href="${sectionAddress(section.slug)}">${label}</a></h2>
${
  isFeature && first && others.length > 0
    ? html`<div class="feature">${card(first, { size: 'card-wide' })}<ol class="lines">${others.map((story) => line(story, { withSection: false }))}</ol></div>`
    : html`<div class="cards">${stories.map((story) => card(story))}</div>`
}
</section>`;
}

/** Another edition, announced at the foot of the page in its own language. */
function foreignStrip(edition: Edition): Markup {
  const { edition: label } = wordingOf(edition.language);
  return html`<section class="strip strip-foreign" lang="${edition.language}" aria-label="${label}">
<h2 class="rubric"><a href="${editionAddress(edition.language)}">${label}</a></h2>
<div class="cards">${edition.stories.slice(0, PER_SECTION).map((story) => card(story, { withKicker: true }))}</div>
</section>`;
}
