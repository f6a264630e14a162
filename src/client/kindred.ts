/** What can a program ask of Kindred? One method for each call. */
import { batches } from './batches.ts';
import { ProblemError } from './errors.ts';
import { type Sender, type SendOptions, send } from './send.ts';
import type * as shapes from './shapes.ts';

export interface KindredOptions extends Omit<SendOptions, 'signal'> {
  /** Where the service is, e.g. `https://related.example.com`. */
  readonly url: string;
  /** For writing. Never give it to a browser. */
  readonly key?: string;
  /** Default the global one. */
  readonly fetch?: typeof fetch;
  /** Default 200. */
  readonly backoffMs?: number;
  /** Default Math.random. */
  readonly random?: () => number;
}

type Parameters = Readonly<Record<string, unknown>>;

/** Methods throw ProblemError, TimeoutError or ConnectionError, or the reason of an aborted `signal`. */
export class Kindred {
  readonly #home: string;
  readonly #key: string | undefined;
  readonly #sender: Sender;
  readonly #defaults: SendOptions;

  constructor(options: KindredOptions) {
    const { url, key, fetch: given, backoffMs = 200, random = Math.random, ...defaults } = options;
    this.#home = url.replace(/\/*$/, '');
    this.#key = key;
    this.#sender = { fetch: given ?? ((input, init) => fetch(input, init)), backoffMs, random };
    this.#defaults = defaults;
  }

  /** The box beside an article, by its id or by `{ url }` of its page. */
  related(
    which: shapes.Which,
    parameters: shapes.BoxParameters = {},
    options: SendOptions = {},
  ): Promise<shapes.Box> {
    return this.#json('GET', pathOf(which, 'related', parameters), undefined, options);
  }

  /** The same as HTML, complete and escaped; an empty box is a comment. The page loads `/box.css` for its look. */
  boxHtml(
    which: shapes.Which,
    parameters: shapes.FragmentParameters = {},
    options: SendOptions = {},
  ): Promise<string> {
    const path = pathOf(which, 'box.html', parameters);
    return this.#send('GET', path, undefined, options, (response) => response.text());
  }

  /** All boxes of a page, 1 to 20, without an article twice: in their order the box, or a ProblemError in its place. */
  async boxes(
    wishes: readonly shapes.Wish[],
    options: SendOptions = {},
  ): Promise<(shapes.Box | ProblemError)[]> {
    const { boxes } = await this.#json<shapes.PageAnswer>(
      'POST',
      '/v1/related',
      JSON.stringify({ boxes: wishes }),
      options,
    );
    return boxes.map((box) =>
      'items' in box ? box : new ProblemError(box.status, box.code, box.detail, box.field, box.errors),
    );
  }

  /** The box beside a text that is not stored. */
  draft(draft: shapes.Draft, options: SendOptions = {}): Promise<shapes.Box> {
    return this.#json('POST', '/v1/related', JSON.stringify(draft), options);
  }

  /** One article as it is stored. */
  article(id: string, options: SendOptions = {}): Promise<shapes.StoredArticle> {
    return this.#json('GET', articlePath(id), undefined, options);
  }

  /** Stores one article. The same content again is recognised as unchanged. */
  put(id: string, fields: shapes.ArticleFields, options: SendOptions = {}): Promise<shapes.PutResult> {
    return this.#json('PUT', articlePath(id), JSON.stringify(fields), options);
  }

  /**
   * Stores many, one request for at most 500 or 5 MB after the other. Each gets its own result, `index` counted over all; a
   * refused one does not spoil the rest. When a request fails, those before it are stored. The time is that of each request.
   */
  async putMany(
    articles: Iterable<shapes.Article> | AsyncIterable<shapes.Article>,
    options: SendOptions = {},
  ): Promise<shapes.BulkResult> {
    const counts = { created: 0, updated: 0, unchanged: 0, outdated: 0, refused: 0 };
    const results: shapes.BulkResult['results'][number][] = [];
    for await (const batch of batches(articles)) {
      const stored: shapes.BulkResult = await this.#json('POST', '/v1/articles', batch, options);
      const before = results.length;
      for (const result of stored.results) {
        results.push({ ...result, index: before + result.index });
        counts[result.status]++;
      }
    }
    return { counts, results };
  }

  /** Takes an article out of all boxes. Whether it was there: an earlier try may have removed it. */
  async remove(id: string, options: SendOptions = {}): Promise<boolean> {
    try {
      return await this.#send('DELETE', articlePath(id), undefined, options, async () => true);
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'not_found') return false;
      throw error;
    }
  }

  /** Starts a new index generation. It is not tried again: one that has begun would answer `busy`. */
  reindex(options: SendOptions = {}): Promise<shapes.Reindex> {
    return this.#json('POST', '/v1/reindex', undefined, { ...options, retries: 0 });
  }

  /** How far the newest generation is. */
  reindexState(options: SendOptions = {}): Promise<shapes.Reindex> {
    return this.#json('GET', '/v1/reindex', undefined, options);
  }

  #json<T>(method: string, path: string, body: string | undefined, options: SendOptions): Promise<T> {
    return this.#send(method, path, body, options, async (response) => (await response.json()) as T);
  }

  #send<T>(
    method: string,
    path: string,
    body: string | undefined,
    options: SendOptions,
    use: (response: Response) => Promise<T>,
  ): Promise<T> {
    const headers: Record<string, string> = {
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(this.#key !== undefined && { Authorization: `Bearer ${this.#key}` }),
    };
    const init: RequestInit = { method, headers, ...(body !== undefined && { body }) };
    return send(this.#sender, { url: this.#home + path, init }, { ...this.#defaults, ...options }, use);
  }
}

const articlePath = (id: string) => `/v1/articles/${encodeURIComponent(id)}`;

function pathOf(which: shapes.Which, what: string, parameters: Parameters): string {
  const query = new URLSearchParams();
  if (typeof which !== 'string') query.append('url', which.url);
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) continue;
    for (const each of Array.isArray(value) ? value : [value]) query.append(name, String(each));
  }
  const path = typeof which === 'string' ? `${articlePath(which)}/${what}` : `/v1/${what}`;
  return query.size > 0 ? `${path}?${query}` : path;
}
