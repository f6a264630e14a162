/** What runs here, in which state, and where next? The page at `/`. */
import { html } from 'hono/html';
import { DEFAULT_ORIGIN, layout, type Markup } from './layout.ts';

export interface HomeState {
  readonly name: string;
  readonly version: string;
  readonly ready: boolean;
  /** Why it is not ready. */
  readonly reason?: string;
  readonly articles: number;
  readonly generation: number | null;
  readonly indexedAt: Date | null;
  readonly database: 'postgres' | 'embedded';
  /** Is the demonstration site served? */
  readonly demo: boolean;
  /** An article whose lookup is worth a look. */
  readonly sampleId?: string;
  /** Scheme, host and port for the examples; default `http://127.0.0.1:3000`. */
  readonly origin?: string;
}

const DATABASES = { postgres: 'Postgres', embedded: 'embedded (PGlite)' } as const;

export function homePage(state: HomeState): Markup {
  const { name, version, articles, origin = DEFAULT_ORIGIN } = state;
  return layout({
    title: `${name} ${version}`,
    description: 'Which stories belong beside this one?',
    current: '/',
    body: html`<h1>${name} finds the stories that belong beside this one.</h1>
<p class="lead">It fills the “You May Also Like” box of a news site or a blog: articles go in over HTTP, related ones come out. This is version ${version}.</p>
${stateAtAGlance(state)}
${articles === 0 && filling(origin)}
<h2>Where next</h2>
<ul class="ways">${waysOn(state).map(
      ([address, label, about]) => html`<li><a href="${address}">${label}</a><p>${about}</p></li>`,
    )}</ul>
${state.sampleId !== undefined && articles > 0 && sample(state.sampleId, origin)}`,
  });
}

function stateAtAGlance({ ready, reason, articles, generation, indexedAt, database }: HomeState): Markup {
  return html`<section aria-labelledby="state">
<h2 id="state" class="${ready ? 'state state-ready' : 'state state-waiting'}">${ready ? 'Ready' : 'Not ready yet'}</h2>
${!ready && html`<p>${reason ?? 'The index is being loaded'}. Lookups are answered with 503 until then.</p>`}
<dl class="facts">
<div><dt>Articles in the index</dt><dd>${articles.toLocaleString('en')}</dd></div>
<div><dt>Index generation</dt><dd>${generation ?? 'none yet'}</dd></div>
<div><dt>Last change visible</dt><dd>${indexedAt ? html`<time datetime="${indexedAt.toISOString()}">${readable(indexedAt)}</time>` : 'nothing yet'}</dd></div>
<div><dt>Database</dt><dd>${DATABASES[database]}</dd></div>
</dl>
</section>`;
}

function filling(origin: string): Markup {
  const article = JSON.stringify({
    title: 'Ferries wait out the storm',
    body: 'Ferries stayed in port while the storm flooded the quay.',
  });
  return html`<section aria-labelledby="fill">
<h2 id="fill">Fill it</h2>
<p>There is no article in the index. In the project’s folder, start it with a sample newsroom and a small news site:</p>
<pre tabindex="0"><code>npm run demo</code></pre>
<p>or import your own articles, one JSON object a line:</p>
<pre tabindex="0"><code>npm run import -- articles.ndjson</code></pre>
<p>or push them one by one, as a content management system would:</p>
<pre tabindex="0"><code>curl -X PUT ${origin}/v1/articles/story-1 \\
  -H 'Content-Type: application/json' \\
  -d '${article}'</code></pre>
</section>`;
}

function waysOn({ demo, sampleId, articles }: HomeState): (readonly [string, string, string])[] {
  return [
    ...(demo
      ? [['/demo/', 'The Harbour Post', 'A small news site whose boxes this service fills.'] as const]
      : []),
    ...(sampleId !== undefined && articles > 0
      ? [[lookup(sampleId), 'A lookup', 'The box beside one article, as a page gets it.'] as const]
      : []),
    ['/studio/', 'The studio', 'See why each story is in a box, and steer the boxes: for editors.'],
    ['/docs/', 'Documentation', 'A tutorial, how-to pages, the reference, and why it is as it is.'],
    ['/docs/api', 'API reference', 'Every call with its parameters, answers and an example.'],
    ['/openapi.json', 'OpenAPI document', 'The same for machines, version 3.1.'],
    [
      '/readyz',
      'Readiness',
      'For a load balancer: 200 when lookups are answered, 503 with a reason when not.',
    ],
  ];
}

function sample(id: string, origin: string): Markup {
  return html`<section aria-labelledby="ask">
<h2 id="ask">Ask it</h2>
<p>The box beside an article, with the words that brought each story there:</p>
<pre tabindex="0"><code>curl '${origin}${lookup(id)}&amp;explain=true'</code></pre>
</section>`;
}

const lookup = (id: string) =>
  `/v1/articles/${encodeURIComponent(id).replaceAll("'", '%27')}/related?limit=4`;
/** `2024-05-12 17:40:03 UTC`. */
const readable = (date: Date) =>
  date
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');
