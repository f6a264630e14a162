/** What does a post of Ghost say? From its HTML, or the documents that its editors stored: Lexical, Mobiledoc, plain text. */
import { htmlToText } from './html/text.ts';
import { fieldOf, listOf, stringOf } from './values.ts';

const MAX_DEPTH = 100;

export function ghostText(row: unknown): string {
  const html = stringOf(fieldOf(row, 'html'));
  if (html !== undefined) return htmlToText(html);
  const lexical = document(fieldOf(row, 'lexical'));
  if (lexical !== undefined) return lexicalText(lexical);
  const mobiledoc = document(fieldOf(row, 'mobiledoc'));
  if (mobiledoc !== undefined) return mobiledocText(mobiledoc);
  return stringOf(fieldOf(row, 'plaintext'))?.trim() ?? '';
}

function document(value: unknown): unknown {
  const text = stringOf(value);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Blocks are the children of the root; cards hold HTML or Markdown of their own. */
function lexicalText(value: unknown): string {
  const blocks = listOf(fieldOf(fieldOf(value, 'root'), 'children'));
  return blocks
    .map((block) => inlineText(block, 0).trim())
    .filter((text) => text !== '')
    .join('\n\n');
}

function inlineText(node: unknown, depth: number): string {
  if (depth > MAX_DEPTH) return '';
  const type = fieldOf(node, 'type');
  if (type === 'linebreak') return '\n';
  if (type === 'html' || type === 'callout' || type === 'toggle')
    return htmlToText(
      ['heading', 'content', 'html', 'calloutText']
        .map((name) => stringPart(fieldOf(node, name)))
        .join('<br>'),
    );
  if (type === 'markdown') return stringPart(fieldOf(node, 'markdown'));
  const text = stringPart(fieldOf(node, 'text'));
  const inner = listOf(fieldOf(node, 'children')).map((child) => inlineText(child, depth + 1));
  return text + inner.join(type === 'list' ? '\n' : '');
}

/** Sections: `[1, tag, markers]` a paragraph, `[3, tag, items]` a list, `[10, card]`. A marker's text is its last part. */
function mobiledocText(value: unknown): string {
  const cards = listOf(fieldOf(value, 'cards'));
  const markersText = (markers: unknown) =>
    listOf(markers)
      .map((marker) => stringPart(listOf(marker).at(-1)))
      .join('');
  const blocks = listOf(fieldOf(value, 'sections')).map((section) => {
    const [kind, second, third] = listOf(section);
    if (kind === 1) return markersText(third);
    if (kind === 3) return listOf(third).map(markersText).join('\n');
    const [name, payload] = kind === 10 && typeof second === 'number' ? listOf(cards[second]) : [];
    if (name === 'html') return htmlToText(stringPart(fieldOf(payload, 'html')));
    return name === 'markdown' || name === 'card-markdown' ? stringPart(fieldOf(payload, 'markdown')) : '';
  });
  return blocks
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .join('\n\n');
}

const stringPart = (value: unknown) => (typeof value === 'string' ? value : '');
