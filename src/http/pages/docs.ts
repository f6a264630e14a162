/** What can be asked of the service, and what does it answer? The page at `/docs/api`, made from the OpenAPI document. */
import { html } from 'hono/html';
import { PROBLEMS } from '../problems.ts';
import { foldable, layout, type Markup, prose } from './layout.ts';
import { type Call, callsOf, type OpenApiDocument, type Schema } from './openapi.ts';
import { exampleBlock, fieldTable, operationSection } from './operation.ts';

const UNTAGGED = 'Calls';

/** `embedding`: how a page gets a box. */
export function docsPage(document: OpenApiDocument, embedding?: Markup): Markup {
  const { title, version, description } = document.info;
  const groups = groupedByTag(callsOf(document));
  return layout({
    title: `${title} ${version} – API reference`,
    description: description ?? 'API reference',
    current: '/docs/api',
    aside: sideNavigation(groups, embedding !== undefined),
    body: html`<h1>${title} API <span class="soft">${version}</span></h1>
${description && html`<div class="lead">${prose(description)}</div>`}
${embedding}
${[...groups].map(
  ([tag, calls]) => html`<section aria-labelledby="${anchorOf(tag)}">
<h2 id="${anchorOf(tag)}">${tag}</h2>
${calls.map((call) => operationSection(document, call))}
</section>`,
)}
${problemSection(document)}`,
  });
}

function groupedByTag(calls: readonly Call[]): Map<string, Call[]> {
  const groups = new Map<string, Call[]>();
  for (const call of calls) {
    const tag = call.operation.tags?.[0] ?? UNTAGGED;
    groups.set(tag, [...(groups.get(tag) ?? []), call]);
  }
  return groups;
}

function sideNavigation(groups: ReadonlyMap<string, readonly Call[]>, hasEmbedding: boolean): Markup {
  return foldable(html`${hasEmbedding && html`<p class="side-title"><a href="#embedding">On a page</a></p>`}
${[...groups].map(
  ([tag, calls]) => html`<p class="side-title"><a href="#${anchorOf(tag)}">${tag}</a></p>
<ul>${calls.map(
    ({ anchor, method, path, operation }) =>
      html`<li><a href="#${anchor}" title="${operation.summary ?? path}"><span class="method method-${method.toLowerCase()}">${method}</span> <code>${path}</code></a></li>`,
  )}</ul>`,
)}
<p class="side-title"><a href="#problems">Problems</a></p>`);
}

/** The addresses in the `type` of a problem document lead here. */
function problemSection(document: OpenApiDocument): Markup {
  const { schemas = {} } = (document.components ?? {}) as {
    readonly schemas?: Readonly<Record<string, Schema>>;
  };
  const { Problem: schema } = schemas;
  return html`<section aria-labelledby="problems">
<h2 id="problems">Problems</h2>
${schema?.description && prose(schema.description)}
${schema && exampleBlock(document, { 'application/problem+json': { schema } }, 'least')}
${schema && fieldTable(document, schema, 'Fields of a problem document')}
<h3>Codes</h3>
<dl class="answers">${Object.entries(PROBLEMS).map(
    ([code, { status, title }]) =>
      html`<div class="answer" id="problem-${code}"><dt>${status}</dt><dd><p><code>${code}</code> ${title}</p></dd></div>`,
  )}</dl>
</section>`;
}

const anchorOf = (tag: string) => `tag-${tag.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
