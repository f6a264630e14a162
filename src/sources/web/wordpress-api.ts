/** How is the REST API of a WordPress asked? Its addresses, with pretty permalinks or without, and its lists. */
import { AppError } from '../../article/errors.ts';
import type { Answer } from '../../fetching/fetcher.ts';
import { webAddress } from '../draft.ts';
import { elements, parsedJson } from '../json.ts';
import { LIST_BYTES, LIST_TIMEOUT_MS, type WebContext } from './context.ts';
import { chunksOf } from './source.ts';

export interface ListAnswer {
  readonly status: number;
  readonly items: readonly unknown[];
  /** Of the whole list, as far as the site says. */
  readonly total: number | undefined;
  readonly pages: number | undefined;
}

/** `root`: `https://site.example/wp-json/` or `https://site.example/?rest_route=/`. `path`: `wp/v2/posts`. */
export function apiAddress(
  root: string,
  path: string,
  parameters: Readonly<Record<string, string | number>>,
): string {
  const url = new URL(root);
  const route = url.searchParams.get('rest_route');
  if (route === null) url.pathname = `${url.pathname.replace(/\/$/, '')}/${path}`;
  else url.searchParams.set('rest_route', `${route.replace(/\/$/, '')}/${path}`);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, String(value));
  return url.href;
}

/** The root within an address that is one of the API's; undefined for any other. */
export function rootIn(address: string): string | undefined {
  const url = new URL(address);
  const route = url.searchParams.get('rest_route');
  if (route?.startsWith('/')) return webAddress('?rest_route=/', `${url.origin}${url.pathname}`);
  const at = url.pathname.search(/\/wp-json(?:\/|$)/);
  return at === -1 ? undefined : `${url.origin}${url.pathname.slice(0, at)}/wp-json/`;
}

/** The home page of the site whose API is at `root`. */
export function homeOf(root: string): string {
  const url = new URL(root);
  url.search = '';
  url.pathname = url.pathname.replace(/wp-json\/?$/, '').replace(/index\.php\/?$/, '');
  return url.href;
}

/** Statuses other than 200 come back, for whoever asks knows what they mean. */
export async function askList(address: string, { fetcher, signal }: WebContext): Promise<ListAnswer> {
  const answer = await fetcher.get(address, {
    bytes: LIST_BYTES,
    timeoutMs: LIST_TIMEOUT_MS,
    signal,
    headers: { accept: 'application/json' },
  });
  const number = (name: string) => {
    const value = Number(answer.headers[name]);
    return answer.headers[name] !== undefined && Number.isInteger(value) ? value : undefined;
  };
  const items = answer.status === 200 ? await itemsOf(answer, address) : [];
  return { status: answer.status, items, total: number('x-wp-total'), pages: number('x-wp-totalpages') };
}

async function itemsOf(answer: Answer, address: string): Promise<unknown[]> {
  const items: unknown[] = [];
  // Plugins that print warnings spoil their own JSON; what stands before it is passed over.
  const start = answer.bytes.indexOf('[');
  if (start === -1) throw new AppError('invalid', `${address} does not answer with a list`);
  const list = chunksOf(answer.bytes.subarray(start));
  for await (const [bytes] of elements(list, address, (path) => path.length === 1))
    if (bytes !== undefined) items.push(parsedJson(bytes));
  return items;
}
