/** What is an element called, whatever prefix the document gives its namespace? By the prefix that everybody uses. */

/** The document's own vocabulary: its elements go without a prefix. */
const MAIN = new Set([
  '',
  'http://www.w3.org/2005/Atom',
  'http://purl.org/atom/ns#',
  'http://purl.org/rss/1.0/',
  'http://backend.userland.com/rss2',
  'http://www.sitemaps.org/schemas/sitemap/0.9',
  'http://www.google.com/schemas/sitemap/0.84',
]);

const PREFIXES: Readonly<Record<string, string>> = {
  'http://purl.org/rss/1.0/modules/content/': 'content:',
  'http://purl.org/dc/elements/1.1/': 'dc:',
  'http://purl.org/dc/terms/': 'dcterms:',
  'http://search.yahoo.com/mrss/': 'media:',
  'http://search.yahoo.com/mrss': 'media:',
  'http://www.w3.org/1999/xhtml': 'xhtml:',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf:',
  'http://www.google.com/schemas/sitemap-news/0.9': 'news:',
  'http://www.google.com/schemas/sitemap-image/1.1': 'image:',
  'http://www.itunes.com/dtds/podcast-1.0.dtd': 'itunes:',
};

/** With its colon. Atom within RSS keeps its prefix: `<atom:link>` is not `<link>`. */
export function prefixOf(uri: string, written: string): string {
  if (written === 'atom' || written === 'atom10') return 'atom:';
  if (MAIN.has(uri)) return written === '' || uri !== '' ? '' : `${written}:`;
  const wordpress = /^https?:\/\/wordpress\.org\/export\/[\d.]+\/(excerpt\/)?$/.exec(uri);
  if (wordpress) return wordpress[1] === undefined ? 'wp:' : 'excerpt:';
  if (Object.hasOwn(PREFIXES, uri)) return PREFIXES[uri] ?? '';
  return written === '' ? '' : `${written}:`;
}
