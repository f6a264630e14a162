/** How does a page of Markdown become HTML? Headings get the anchors that GitHub gives them, so that links fit both. */
import { Marked, type Tokens } from 'marked';
import { resolveLink } from './links.ts';

export interface Heading {
  readonly depth: number;
  readonly text: string;
  readonly anchor: string;
}

export interface Rendered {
  readonly title: string;
  readonly html: string;
  readonly headings: readonly Heading[];
}

/** What pages show of other files. */
export interface Surroundings {
  /** The text of a file of the repository, undefined when it is not one that is shown. */
  included(file: string): string | undefined;
  picture(file: string): { readonly address: string; readonly width: number; readonly height: number };
}

/** Tables with more columns are not broken up on narrow screens, but scroll. */
const MOST_COLUMNS = 4;

export function render(file: string, markdown: string, surroundings: Surroundings): Rendered {
  const headings: Heading[] = [];
  const anchors = new Map<string, number>();
  const anchorFor = (text: string) => {
    const slug = slugOf(text);
    const before = anchors.get(slug) ?? 0;
    anchors.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  };
  const marked = new Marked({ gfm: true, async: false });
  marked.use({
    renderer: {
      heading({ tokens, depth }) {
        const inner = this.parser.parseInline(tokens);
        const text = this.parser.parseInline(tokens, this.parser.textRenderer);
        const anchor = anchorFor(text);
        headings.push({ depth, text: unescaped(text), anchor });
        if (depth === 1) return `<h1 id="${anchor}">${inner}</h1>\n`;
        return `<h${depth} id="${anchor}"><a class="anchor" href="#${anchor}">${inner}</a></h${depth}>\n`;
      },
      paragraph({ tokens }) {
        const [only] = tokens;
        if (tokens.length === 1 && only?.type === 'link') {
          const link = resolveLink(file, (only as Tokens.Link).href);
          const text = link.kind === 'file' ? surroundings.included(link.file) : undefined;
          if (text !== undefined) return figure(text, (only as Tokens.Link).text);
        }
        if (tokens.length === 1 && only?.type === 'image') return this.parser.parseInline(tokens);
        return `<p>${this.parser.parseInline(tokens)}</p>\n`;
      },
      code: ({ text }) => figure(text),
      link({ href, tokens }) {
        const link = resolveLink(file, href);
        const inner = this.parser.parseInline(tokens);
        // The site has no such page; its reader knows where the repository is.
        if (link.kind === 'file') return `<span class="file">${inner}</span>`;
        return `<a href="${escaped(link.address)}">${inner}</a>`;
      },
      image({ href, text }) {
        const { address, width, height } = surroundings.picture(resolvePicture(file, href));
        return `<figure class="picture"><img src="${escaped(address)}" alt="${escaped(text)}" width="${width}" height="${height}" loading="lazy" decoding="async"></figure>\n`;
      },
      table({ header, rows }) {
        const labels = header.map(({ text }) => escaped(text));
        const cells = (row: readonly Tokens.TableCell[], isHead: boolean) =>
          row.map(({ tokens }, i) => {
            const inner = this.parser.parseInline(tokens);
            if (inner !== '' && isHead) return `<th scope="col">${inner}</th>`;
            if (inner !== '' && i === 0) return `<th scope="row">${inner}</th>`;
            // Where a row of more than a name and what it means is broken up, each part says what it is.
            const isLabelled = !isHead && i > 0 && row.length > 2;
            return `<td${isLabelled ? ` data-label="${labels[i]}"` : ''}>${inner}</td>`;
          });
        const line = (row: readonly Tokens.TableCell[], isHead: boolean) =>
          `<tr>${cells(row, isHead).join('')}</tr>`;
        return `<div class="scroll" tabindex="0" role="group" aria-label="Table"><table${header.length > MOST_COLUMNS ? ' class="wide"' : ''}><thead>${line(header, true)}</thead><tbody>
${rows.map((row) => line(row, false)).join('\n')}
</tbody></table></div>\n`;
      },
      // Comments say something to the next writer; markup has no place here.
      html: ({ text }) => (/^\s*<!--[\s\S]*-->\s*$/.test(text) ? '' : escaped(text)),
    },
  });
  const html = marked.parse(markdown) as string;
  const title = headings.find(({ depth }) => depth === 1)?.text;
  if (title === undefined) throw new Error(`${file}: a page must begin with a heading`);
  return { title, html, headings };
}

/** As GitHub makes them: lower case, without punctuation, blanks as hyphens. */
export function slugOf(text: string): string {
  return unescaped(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
}

function resolvePicture(from: string, href: string): string {
  const link = resolveLink(from, href);
  if (link.kind !== 'file') throw new Error(`${from}: a picture must be a file of the folder, got ${href}`);
  return link.file;
}

function figure(text: string, caption?: string): string {
  return `<figure>${caption === undefined ? '' : `<figcaption><code>${escaped(caption)}</code></figcaption>`}<pre tabindex="0"><code>${escaped(text.replace(/\n$/, ''))}</code></pre></figure>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const CHARACTERS = Object.fromEntries(
  Object.entries(ENTITIES).map(([character, entity]) => [entity, character]),
);

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
const unescaped = (text: string) =>
  text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => CHARACTERS[entity] as string);
