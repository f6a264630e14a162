/** How is one operation described? Parameters, body, answers, an example: a section of the reference. */
import { html } from 'hono/html';
import { curlOf } from './curl.ts';
import { exampleOfMedia } from './example.ts';
import { inline, type Markup, prose } from './layout.ts';
import {
  type Answer,
  type Call,
  type Content,
  type OpenApiDocument,
  type Parameter,
  resolved,
  type Schema,
} from './openapi.ts';
import { defaultOf, fieldsOf, limitsOf, typeOf } from './schema.ts';

const PROBLEM_TYPE = 'application/problem+json';

export function operationSection(document: OpenApiDocument, call: Call): Markup {
  const { method, path, anchor, operation } = call;
  const parameters = (operation.parameters ?? [])
    .map((parameter) => resolved(document, parameter))
    .sort((a, b) => Number(b.required ?? false) - Number(a.required ?? false));
  const body = operation.requestBody && resolved(document, operation.requestBody);
  return html`<section class="operation" id="${anchor}" aria-labelledby="${anchor}-name">
<h3 id="${anchor}-name"><a class="anchor" href="#${anchor}"><span class="method method-${method.toLowerCase()}">${method}</span> <code>${breakable(path)}</code></a></h3>
${operation.summary && html`<p class="summary">${inline(operation.summary)}</p>`}
${operation.description && prose(operation.description)}
${parameters.length > 0 && parameterTable(document, parameters)}
${
  body?.content &&
  html`<h4>Body${body.required === false && ' (optional)'}</h4>${body.description && prose(body.description)}${bodyOf(document, body.content)}`
}
<h4>Example</h4>
<pre tabindex="0"><code>${curlOf(document, call)}</code></pre>
<h4>Answers</h4>
<dl class="answers">${Object.entries(operation.responses ?? {}).map(([status, answer]) =>
    answerEntry(document, status, resolved(document, answer)),
  )}</dl>
</section>`;
}

/** Name, type, meaning; the limits and the default of a field stand with its meaning. */
export function fieldTable(document: OpenApiDocument, schema: Schema, label: string): Markup | undefined {
  const fields = fieldsOf(document, schema);
  if (fields.length === 0) return undefined;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${label}"><table>
<thead><tr><th scope="col">Field</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead>
<tbody>${fields.map(
    ({ path, type, isRequired, schema: field }) =>
      html`<tr><th scope="row"><code>${breakable(path)}</code></th><td>${type}${!isRequired && html` <span class="soft">optional</span>`}</td><td>${meaning(document, field)}</td></tr>`,
  )}</tbody>
</table></div>`;
}

export function exampleBlock(
  document: OpenApiDocument,
  content: Content,
  extent: 'whole' | 'least',
): Markup[] {
  return Object.entries(content).map(([type, media]) => {
    const example = exampleOfMedia(document, media, extent);
    if (example === undefined) return html``;
    const text = typeof example === 'string' ? example : JSON.stringify(example, null, 2);
    return html`<figure><figcaption><code>${type}</code></figcaption><pre tabindex="0"><code>${text}</code></pre></figure>`;
  });
}

function parameterTable(document: OpenApiDocument, parameters: readonly Parameter[]): Markup {
  return html`<h4>Parameters</h4>
<div class="scroll" tabindex="0" role="group" aria-label="Parameters"><table>
<thead><tr><th scope="col">Name</th><th scope="col">In</th><th scope="col">Type</th><th scope="col">Default</th><th scope="col">Range</th><th scope="col">Meaning</th></tr></thead>
<tbody>${parameters.map(({ name = '', in: place = '', required, description, schema = {} }) => {
    const usual = defaultOf(document, schema);
    return html`<tr><th scope="row"><code>${name}</code></th><td data-label="in">${place}</td><td>${typeOf(document, schema)}${required && html` <span class="soft">required</span>`}</td><td data-label="default">${usual !== undefined && html`<code>${usual}</code>`}</td><td>${limitsOf(document, schema).map((limit) => html`<span class="limit">${inline(limit)}</span>`)}</td><td>${inline(description ?? schema.description ?? '')}</td></tr>`;
  })}</tbody>
</table></div>`;
}

function answerEntry(
  document: OpenApiDocument,
  status: string,
  { description, content = {} }: Answer,
): Markup {
  const isProblem = Object.hasOwn(content, PROBLEM_TYPE);
  return html`<div class="${isProblem ? 'answer answer-problem' : 'answer'}"><dt>${status}</dt>
<dd><p>${inline(description ?? '')}${isProblem && html` <a href="#problems">problem</a>`}</p>
${!isProblem && Object.keys(content).length > 0 && answerContent(document, content, `Fields of answer ${status}`)}
</dd></div>`;
}

/** Example and fields of the first schema: the media types of a body differ in framing, not in meaning. */
function bodyOf(document: OpenApiDocument, content: Content): Markup {
  const [first] = Object.values(content);
  return html`${exampleBlock(document, content, 'least')}${first?.schema && fieldTable(document, first.schema, 'Fields of the body')}`;
}

/** Fields of an answer are folded: its example shows most of them, and answers recur. */
function answerContent(document: OpenApiDocument, content: Content, label: string): Markup {
  const [first] = Object.values(content);
  const table = first?.schema && fieldTable(document, first.schema, label);
  return html`${exampleBlock(document, content, 'whole')}
${table && html`<details><summary>Fields${first?.schema && html` of <strong>${typeOf(document, first.schema)}</strong>`}</summary>${table}</details>`}`;
}

function meaning(document: OpenApiDocument, schema: Schema): Markup {
  const usual = defaultOf(document, schema);
  const { description } = resolved(document, schema);
  const limits = [...limitsOf(document, schema), ...(usual === undefined ? [] : [`default \`${usual}\``])];
  return html`${description && inline(description)}${limits.length > 0 && html`<div class="soft">${inline(limits.join(' · '))}</div>`}`;
}

/** May be broken after each part. */
function breakable(path: string): Markup[] {
  return path.split(/(?<=[/.])/).map((part) => html`${part}<wbr>`);
}
