/** Where does a link of a page lead, once the pages are a site? */
import { posix } from 'node:path';
import { START } from './contents.ts';

export const ROOT = '/docs/';

/** Examples call a service that runs on this machine; on the site a link to it is one to the site's own service. */
const OWN = 'http://127.0.0.1:3000/';

export type Link =
  | { readonly kind: 'page'; readonly file: string; readonly anchor: string; readonly address: string }
  | { readonly kind: 'service'; readonly address: string }
  | { readonly kind: 'web'; readonly address: string }
  /** Of the repository, which the site does not have; relative to the folder of the pages. */
  | { readonly kind: 'file'; readonly file: string };

/** `from`: the file of the page that has the link. Throws for a link that is none of these. */
export function resolveLink(from: string, href: string): Link {
  if (href.startsWith(OWN)) return { kind: 'service', address: href.slice(OWN.length - 1) };
  if (/^https?:\/\//.test(href)) return { kind: 'web', address: href };
  if (/^[a-z]+:|^\//i.test(href))
    throw new Error(`${from}: a link must be relative or begin with http, got ${href}`);
  const [path = '', anchor = ''] = href.split('#', 2);
  const file = path === '' ? from : posix.join(posix.dirname(from), path);
  if (file.startsWith('../') || !file.endsWith('.md')) return { kind: 'file', file };
  return { kind: 'page', file, anchor, address: `${addressOf(file)}${anchor && `#${anchor}`}` };
}

/** `how-to/import.md` → `/docs/how-to/import`. */
export function addressOf(file: string): string {
  return file === START ? ROOT : ROOT + file.replace(/\.md$/, '');
}
