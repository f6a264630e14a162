/** Which articles show best what goes wrong? The report's examples: the worst queries with their lists, the worst pairs. */
import { html } from 'hono/html';
import type { Markup } from './charts.ts';
import type { ReportContent } from './content.ts';
import { count, figure } from './wording.ts';

export function exampleSections({ worstQueries, worstPairs }: ReportContent): Markup {
  return html`${
    worstQueries.length > 0 &&
    html`<section><h2>Worst queries</h2>
<p class="soft">The lists with the lowest nDCG@10, the surest wrong ones first. Labels are often incomplete: judge by the titles.</p>
<ul class="examples">${worstQueries.map(
      ({ title, relevant, ndcg10, shown }) => html`<li><h3>${title}</h3>
<p class="soft">${count(relevant)} relevant in the collection, nDCG@10 ${figure(ndcg10)}</p>
${shown.length === 0 ? html`<p>The list is empty.</p>` : html`<ol>${shown.map(shownItem)}</ol>`}</li>`,
    )}</ul></section>`
  }${
    worstPairs.length > 0 &&
    html`<section><h2>Worst pairs</h2>
<p class="soft">Where the order by score and the order by rating differ most.</p>
<ul class="examples">${worstPairs.map(
      ({ a, b, score, gain, error }) => html`<li><h3>${a}<br>${b}</h3>
<p class="soft">score ${figure(score)}, rating ${figure(gain)}: the score is too ${error}</p></li>`,
    )}</ul></section>`
  }`;
}

function shownItem({
  title,
  score,
  isRelevant,
}: {
  title: string;
  score: number;
  isRelevant: boolean;
}): Markup {
  return html`<li>${
    isRelevant
      ? html`<span class="mark-yes" aria-hidden="true">✓</span>`
      : html`<span class="mark-no" aria-hidden="true">✗</span>`
  }<span><span class="hidden">${isRelevant ? 'relevant: ' : 'not relevant: '}</span>${title}</span><span class="soft">${figure(score)}</span></li>`;
}
