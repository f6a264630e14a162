/** Which answers can be given again as they are? Those that depend on nothing that has changed since. */
import type { Context, MiddlewareHandler } from 'hono';
import type { Dependency } from '../service/dependency.ts';
import type { Lookup } from '../service/service.ts';

interface Remembered {
  readonly body: string;
  readonly headers: Record<string, string>;
  readonly etag: string;
  readonly bytes: number;
  readonly dependency: Dependency;
}

/** An answer may be a minute old, and up to ten while a newer one is fetched, and a day when the service is down (RFC 5861). */
const CACHED = 'public, max-age=60, stale-while-revalidate=600, stale-if-error=86400';

/** How long others may give the answer to a lookup again. */
export const cacheControlOf = ({ box }: Lookup): string => (box === 'pending' ? 'public, max-age=1' : CACHED);

/** What an entry takes beside its body and address. */
const ENTRY_BYTES = 1_000;

/** Answers by address, at most `capacityBytes` of them; the one that was not asked for longest goes first. */
export class RememberedAnswers {
  readonly #answers = new Map<string, Remembered>();
  readonly #dependencies = new WeakMap<Context, Dependency>();
  #bytes = 0;
  hits = 0;
  misses = 0;

  constructor(
    private readonly capacityBytes: number,
    private readonly holds: (dependency: Dependency) => boolean,
  ) {}

  /** Answers what is remembered, or lets the route answer and remembers that when the route said what it depends on. */
  readonly middleware: MiddlewareHandler = async (c, next) => {
    const { url, method } = c.req.raw;
    if (method !== 'GET') return next();
    const address = url.slice(url.indexOf('/', 8));
    const known = this.#get(address);
    if (known) {
      this.hits++;
      return c.req.raw.headers.get('if-none-match') === known.etag
        ? new Response(null, { status: 304, headers: notModified(known.headers) })
        : new Response(known.body, { headers: known.headers });
    }
    this.misses++;
    await next();
    const dependency = this.#dependencies.get(c);
    const etag = c.res.headers.get('etag');
    if (dependency === undefined || c.res.status !== 200 || etag === null) return;
    const body = await c.res.clone().text();
    const bytes = 2 * (body.length + address.length) + ENTRY_BYTES;
    if (bytes > this.capacityBytes) return;
    this.#put(address, { body, headers: Object.fromEntries(c.res.headers), etag, bytes, dependency });
  };

  get bytes(): number {
    return this.#bytes;
  }

  /** Says what the answer of the present request depends on. */
  dependsOn(c: Context, dependency: Dependency): void {
    this.#dependencies.set(c, dependency);
  }

  #get(address: string): Remembered | undefined {
    const known = this.#answers.get(address);
    if (known === undefined) return undefined;
    this.#delete(address, known);
    if (!this.holds(known.dependency)) return undefined;
    this.#put(address, known);
    return known;
  }

  #put(address: string, answer: Remembered): void {
    const before = this.#answers.get(address);
    if (before) this.#delete(address, before);
    this.#answers.set(address, answer);
    this.#bytes += answer.bytes;
    for (const [oldest, { bytes }] of this.#answers) {
      if (this.#bytes <= this.capacityBytes) break;
      this.#answers.delete(oldest);
      this.#bytes -= bytes;
    }
  }

  #delete(address: string, { bytes }: Remembered): void {
    this.#answers.delete(address);
    this.#bytes -= bytes;
  }
}

function notModified(headers: Record<string, string>): Record<string, string> {
  const { 'content-type': _, 'content-length': __, ...kept } = headers;
  return kept;
}
