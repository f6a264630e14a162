/** How does a page get a box? The tags to paste, with the version and the hash of the script that this service has. */
import { html } from 'hono/html';
import type { boxFiles } from '../box-files.ts';
import { SCRIPT_ADDRESS, STYLE_ADDRESS } from '../box-files.ts';
import { DEFAULT_ORIGIN, type Markup, prose } from './layout.ts';

type BoxFiles = Awaited<ReturnType<typeof boxFiles>>;

export function embeddingSection({ script, style }: BoxFiles): Markup {
  const element = `<script async src="${DEFAULT_ORIGIN}${SCRIPT_ADDRESS}"></script>
<related-articles article="story-4711" layout="cards" heading="You may also like">
  <a href="/news/">More news</a>
</related-articles>`;
  const pinned = `<script async src="${DEFAULT_ORIGIN}${SCRIPT_ADDRESS}?v=${script.version}"
  integrity="${script.integrity}" crossorigin="anonymous"></script>`;
  const include = `<link rel="stylesheet" href="${DEFAULT_ORIGIN}${STYLE_ADDRESS}?v=${style.version}">
<!--#include virtual="/v1/articles/story-4711/box.html?layout=cards&heading=You+may+also+like" -->`;
  return html`<section aria-labelledby="embedding">
<h2 id="embedding">On a page</h2>
${prose('One script tag and one element. Its attributes are the parameters of a lookup (`min-score` for `minScore`), `article` or `url`, `layout` (`list`, `cards`, `strip`), `heading`, `service` and `timeout` in milliseconds. What stands inside is shown when the service has nothing or does not answer. From its first moment the element takes the space that its box will need. Where it stands in the first view of a page, reserve it until the script is there: `related-articles:not(:defined) { display: block; min-height: 24rem; }`.')}
<pre tabindex="0"><code>${element}</code></pre>
${prose('Under this version the script may be kept for good. With `integrity` the browser runs these bytes and no others: after an update of the service, update the hash, or the page shows its own content.')}
<pre tabindex="0"><code>${pinned}</code></pre>
${prose('Without scripts: the fragment, put into the page by a server-side include.')}
<pre tabindex="0"><code>${include}</code></pre>
</section>`;
}
