/** Which format is this? By what its first bytes say; where they say nothing, by its name. */
import { AppError, shown } from '../article/errors.ts';
import { delimiterOf } from './csv.ts';
import { encodingOf } from './decode.ts';
import { WRAPPERS } from './json.ts';

export const FORMATS = [
  'ndjson',
  'json',
  'csv',
  'tsv',
  'wxr',
  'rss',
  'atom',
  'jsonfeed',
  'markdown',
  'ghost',
  'html',
  'sitemap',
  'wordpress',
] as const;
export type SourceFormat = (typeof FORMATS)[number];

/** So much of a file should be given: the opening comment of a WordPress export alone has 2 KB. */
export const HEAD_BYTES = 16_384;

/** The value of `--format`. Throws `invalid` for another name. */
export function parseFormat(text: string): SourceFormat {
  const format = FORMATS.find((name) => name === text);
  if (format === undefined)
    throw new AppError('invalid', `format must be ${FORMATS.join(', ')}, got ${shown(text)}`);
  return format;
}

/** `head`: the first bytes, unpacked. `name`: path or address. Undefined when neither says anything. */
export function recognise(head: Uint8Array, name: string): SourceFormat | undefined {
  const text = new TextDecoder(encodingOf(head))
    .decode(head)
    .replace(/^\ufeff/, '')
    .trimStart();
  const ending = /\.([a-z]+)(?:\.gz)?$/i.exec(name.split(/[?#]/, 1)[0] ?? '')?.[1]?.toLowerCase();
  // Front matter may be JSON, and Markdown may begin with HTML.
  if (ending === 'md' || ending === 'markdown' || ending === 'mdx') return 'markdown';
  if (text.startsWith('<')) return inMarkup(text, ending);
  if (text.startsWith('[')) return 'json';
  if (text.startsWith('{')) return inObject(text, ending);
  if (/^(?:---|\+\+\+)(?:json|toml|yaml)?[ \t]*\r?\n/.test(text)) return 'markdown';
  const byName = formatOf(ending);
  if (byName !== undefined) return byName;
  return /^\s*https?:\/\/\S+\s*(?:\n|$)/.test(text) ? 'sitemap' : inTable(text);
}

const BY_ENDING: Readonly<Record<string, SourceFormat>> = {
  ndjson: 'ndjson',
  jsonl: 'ndjson',
  json: 'json',
  csv: 'csv',
  tsv: 'tsv',
  tab: 'tsv',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
};

const formatOf = (ending = '') => (Object.hasOwn(BY_ENDING, ending) ? BY_ENDING[ending] : undefined);

function inMarkup(text: string, ending: string | undefined): SourceFormat | undefined {
  // Comments and a DTD may name anything.
  const markup = text.replace(/<!--[\s\S]*?(?:-->|$)/g, '').replace(/<!ENTITY[^>]*>/g, '');
  const [, root = ''] = /<(?:[a-zA-Z][\w.-]{0,20}:)?([a-zA-Z][\w.-]{0,40})/.exec(markup) ?? [];
  if (/^(?:rss|rdf|RDF)$/.test(root)) return /https?:\/\/wordpress\.org\/export\//.test(text) ? 'wxr' : 'rss';
  if (root === 'feed') return 'atom';
  if (root === 'urlset' || root === 'sitemapindex') return 'sitemap';
  const isPage = /^(?:html|head|body|title|meta|div|article|main|p|h1|section)$/i.test(root);
  return isPage || /^<!doctype html/i.test(text) || formatOf(ending) === 'html' ? 'html' : undefined;
}

function inObject(text: string, ending: string | undefined): SourceFormat {
  if (/^\{[^{]{0,2000}"version"\s*:\s*"https?:\/\/(?:www\.)?jsonfeed\.org\//.test(text)) return 'jsonfeed';
  if (/^\{\s*"db"\s*:\s*\[/.test(text)) return 'ghost';
  if (/^\{\s*"meta"\s*:\s*\{[^}]{0,500}"exported_on"/.test(text)) return 'ghost';
  const before = WRAPPED.exec(text)?.[1];
  if (before !== undefined && !hasTitle(before)) return 'json';
  const [first = '', second] = text.split('\n', 2);
  if (isObject(first))
    return second === undefined && ending === 'json' && !hasTitle(first) ? 'json' : 'ndjson';
  // A line that is longer than the head, or an object over several lines.
  return ending === 'json' || (second !== undefined && !second.trimStart().startsWith('{'))
    ? 'json'
    : 'ndjson';
}

/** A document that keeps its articles in a list, with what stands before the list. */
const WRAPPED = new RegExp(`^(\\{[^{}[\\]]{0,2000})"(?:${WRAPPERS.join('|')})"\\s*:\\s*\\[\\s*\\{`);

function isObject(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}

const hasTitle = (line: string) => /"(?:title|headline|text|body)"\s*:\s*"/.test(line.slice(0, 2000));

/** A header with at least two names, one of which every export has. */
function inTable(text: string): SourceFormat | undefined {
  const [header = ''] = text.split('\n', 1);
  const delimiter = delimiterOf(header);
  const names = header.split(delimiter).map((name) =>
    name
      .replace(/^"|"\s*$/g, '')
      .trim()
      .toLowerCase(),
  );
  const isHeader =
    names.length > 1 &&
    names.some((name) => /^(?:id|title|headline|url|link|body|text|content|guid)$/.test(name));
  if (!isHeader) return undefined;
  return delimiter === '\t' ? 'tsv' : 'csv';
}
