/** How does the studio ask the service? Over the API that everybody has; the cookie goes along by itself. */
import type { components } from '../../client/openapi.ts';

type Schemas = components['schemas'];
export type Found = Schemas['Found'];
export type Item = Schemas['Item'];
export type Box = Schemas['Box'];
export type Rule = Schemas['Rule'];
export type RuleFields = Schemas['RuleFields'];
export type Target = Rule['target'];
export type Label = Schemas['Label'];
export type Placement = Schemas['Placement'];
export type Session = Schemas['Session'];

export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** Told of every answer that wants somebody to sign in. */
export const signedOut = new EventTarget();

export async function ask<T>(
  path: string,
  query: Query = {},
  { signal, ...init }: RequestInit & { signal?: AbortSignal } = {},
): Promise<T> {
  const answer = await fetch(`/v1/${path}${textOf(query)}`, {
    cache: 'no-store',
    ...(signal && { signal }),
    ...init,
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new ApiError(0, 'The service does not answer. Try again in a moment.');
  });
  if (answer.status === 204) return undefined as T;
  const body: unknown = await answer.json().catch(() => ({}));
  if (answer.ok) return body as T;
  if (answer.status === 401) signedOut.dispatchEvent(new Event('signed-out'));
  const { detail = `the answer was ${answer.status}` } = body as { detail?: string };
  throw new ApiError(
    answer.status,
    `${detail.charAt(0).toUpperCase()}${detail.slice(1).replace(/\.?$/, '.')}`,
  );
}

export function send<T>(method: 'PUT' | 'POST' | 'DELETE', path: string, body?: object): Promise<T> {
  return ask<T>(
    path,
    {},
    {
      method,
      ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    },
  );
}

export function textOf(query: Query): string {
  const text = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const each of [value].flat()) text.append(name, String(each));
  }
  return text.size > 0 ? `?${text}` : '';
}

export const articlePath = (id: string, rest = ''): string => `articles/${encodeURIComponent(id)}${rest}`;

export const findArticles = async (query: Query, signal?: AbortSignal): Promise<Found[]> =>
  (await ask<{ articles: Found[] }>('articles', query, signal ? { signal } : {})).articles;

/** Id → title, of those that are in the index. */
export async function titlesOf(ids: readonly string[], signal?: AbortSignal): Promise<Map<string, string>> {
  const titles = new Map<string, string>();
  const wanted = [...new Set(ids)];
  // More ids do not fit into an address.
  for (let from = 0; from < wanted.length; from += 15) {
    const found = await findArticles({ id: wanted.slice(from, from + 15) }, signal);
    for (const { id, title } of found) titles.set(id, title);
  }
  return titles;
}
