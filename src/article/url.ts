/** When are two addresses the same page? Canonical form of an article's URL. */

/** Query parameters that say where a reader came from, never which page it is. */
const TRACKING =
  /^(?:utm_\w*|mtm_\w*|pk_\w*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|mc_cid|mc_eid|_ga|_gl|cmpid|ocid|ncid|ref|ref_src|ref_url|smid|smtyp|s_cid|at_medium|at_campaign|sr_share|share|spm|__twitter_impression|amp)$/i;

export const URL_CHARACTERS = 2048;

/**
 * The form under which URLs are compared: no scheme, no `www.`, no default port, no trailing slash,
 * no fragment, no tracking parameters; the remaining parameters sorted.
 * `https://www.Example.com/a/?utm_source=x&b=1#top` → `example.com/a?b=1`.
 * Returns undefined when the text is no http(s) URL, carries a user name or password, or is too long: as it is, or once
 * everything but ASCII is escaped, for which an index of the database has no room.
 */
export function canonicalUrl(text: string): string | undefined {
  const url = text.length > URL_CHARACTERS ? undefined : parsedUrl(text);
  if (url === undefined) return undefined;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  const parameters = [...url.searchParams].filter(([name]) => !TRACKING.test(name));
  parameters.sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1));
  const query = new URLSearchParams(parameters).toString();
  const host = url.host.replace(/^(?:www\.)+(?=[^.:])/, '').replace(/\.(?=:|$)/, '');
  const path = url.pathname.replace(/\/{2,}/g, '/').replace(/\/$/, '');
  const canonical = `${host}${path}${query === '' ? '' : `?${query}`}`;
  return canonical.length > URL_CHARACTERS ? undefined : canonical;
}

/**
 * Undefined for what is no URL. `URL.canParse` would say so without an error, but in Node 20, once it is compiled, it denies
 * every URL with a character from U+0080 to U+00FF.
 */
export function parsedUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
