/** How is something fetched safely? Only from public machines over http(s), within bounds of size, redirects and time. */
import { Agent, request } from 'undici';
import { AppError, shown } from '../article/errors.ts';
import { canonicalUrl, parsedUrl, URL_CHARACTERS } from '../article/url.ts';
import { type Connector, guardedConnector, type Resolve } from './connect.ts';
import { ENCODINGS, unpacked } from './unpack.ts';

export interface FetcherOptions {
  /** Who we are, to the sites that are read: a name, a version and an address that explains. */
  readonly userAgent: string;
  /** Also this machine and private networks, and any port. Default: no. */
  readonly allowPrivate?: boolean | undefined;
  /** Until a connection stands. Default: 5 s. */
  readonly connectMs?: number | undefined;
  /** Until the head of the answer is there, and between two pieces of its body. Default: 15 s. */
  readonly idleMs?: number | undefined;
  readonly resolve?: Resolve | undefined;
  /** For tests. */
  readonly dial?: Connector | undefined;
}

export interface FetchRequest {
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** `Authorization`, sent to the origin of the first address only. */
  readonly authorization?: string | undefined;
  /** Posted, where there is one. Redirects that would turn it into a GET are not followed. */
  readonly form?: URLSearchParams | undefined;
  /** Unpacked. Default: 5 MB. */
  readonly bytes?: number | undefined;
  /** For everything, redirects included. Default: 30 s. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Asked before a redirect is followed; what it throws ends the fetch. */
  readonly mayFollow?: ((url: string) => Promise<void>) | undefined;
}

export interface Answer {
  /** Where it came from, after redirects. */
  readonly url: string;
  readonly status: number;
  /** By lower-case name; of several with one name all, joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** Unpacked. Empty unless the status is 200. */
  readonly bytes: Buffer;
}

/** What any reader takes, and more than anybody writes. */
const HEADER_BYTES = 16_384;
const MAX_REDIRECTS = 3;
/** Pages pack to a tenth, lists of addresses to a fiftieth. */
const MAX_RATIO = 200;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const REDIRECTS_OF_A_POST = new Set([307, 308]);

export class Fetcher {
  readonly userAgent: string;
  readonly #agent: Agent;
  readonly #allowPrivate: boolean;

  constructor({
    userAgent,
    allowPrivate = false,
    connectMs = 5_000,
    idleMs = 15_000,
    resolve,
    dial,
  }: FetcherOptions) {
    this.userAgent = userAgent;
    this.#allowPrivate = allowPrivate;
    this.#agent = new Agent({
      connect: guardedConnector({ allowPrivate, timeoutMs: connectMs, resolve, dial }),
      maxHeaderSize: HEADER_BYTES,
      headersTimeout: idleMs,
      bodyTimeout: idleMs,
      keepAliveTimeout: 5_000,
      keepAliveMaxTimeout: 30_000,
      pipelining: 1,
      connections: 8,
    });
  }

  /**
   * Any status is an answer. Throws `invalid` for an address that is not fetched, `forbidden` for a machine that is refused,
   * `too_large`, `unsupported_media`, and `unavailable` for everything that may be better another time.
   */
  async get(url: string, options: FetchRequest = {}): Promise<Answer> {
    const { timeoutMs = 30_000, signal } = options;
    const clock = new AbortController();
    const timer = setTimeout(() => clock.abort(), timeoutMs);
    const either = signal ? AbortSignal.any([clock.signal, signal]) : clock.signal;
    try {
      return await this.#follow(url, options, either);
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      if (error instanceof AppError) throw error;
      throw failure(error, url, clock.signal.aborted ? timeoutMs : undefined);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends every connection. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #follow(url: string, options: FetchRequest, signal: AbortSignal): Promise<Answer> {
    let address = this.#checked(url, undefined);
    const first = address;
    const { form } = options;
    const redirecting = form === undefined ? REDIRECTS : REDIRECTS_OF_A_POST;
    for (let redirects = 0; ; redirects++) {
      const isHome = address.origin === first.origin;
      const { statusCode, headers, body } = await request(address, {
        dispatcher: this.#agent,
        method: form === undefined ? 'GET' : 'POST',
        body: form?.toString() ?? null,
        signal,
        headers: {
          ...options.headers,
          ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
          ...(isHome && options.authorization ? { authorization: options.authorization } : {}),
          'user-agent': this.userAgent,
          'accept-encoding': ENCODINGS,
        },
      });
      // What is left of a body that nobody reads; undici throws into it when the connection goes.
      body.on('error', () => {});
      const target = redirecting.has(statusCode) ? textOf(headers.location) : undefined;
      if (target === undefined) {
        const name = shown(address.href);
        const bytes =
          statusCode === 200
            ? await this.#read(body, textOf(headers['content-encoding']), name, options.bytes)
            : Buffer.alloc(0);
        body.destroy();
        return { url: address.href, status: statusCode, headers: flat(headers), bytes };
      }
      body.destroy();
      if (redirects === MAX_REDIRECTS)
        throw new AppError('invalid', `${shown(url)} redirects over ${MAX_REDIRECTS} times`);
      address = this.#checked(target, address);
      await options.mayFollow?.(address.href);
    }
  }

  async #read(
    body: AsyncIterable<Uint8Array>,
    encoding: string | undefined,
    name: string,
    bytes = 5_000_000,
  ): Promise<Buffer> {
    return unpacked(body, encoding, name, { bytes, ratio: MAX_RATIO });
  }

  /** `from`: of a redirect; what it says is not repeated. */
  #checked(text: string, from: URL | undefined): URL {
    const url = parsedUrl(text, from?.href);
    const name = from ? `${shown(from.href)} redirects to an address that` : shown(nameOf(url) ?? text);
    if (url === undefined) throw new AppError('invalid', `${name} is no address`);
    if (canonicalUrl(url.href) === undefined)
      throw new AppError(
        'invalid',
        `${name} is not fetched: only http and https are, without a user name and at most ${URL_CHARACTERS} characters`,
      );
    // WHATWG drops the default port.
    const isUsualPort = url.port === '' || url.port === '443' || url.port === '80';
    if (!isUsualPort && !this.#allowPrivate)
      throw new AppError(
        'forbidden',
        `${name} is not fetched: only the ports 80 and 443 are, unless --allow-private or ALLOW_PRIVATE_SOURCES says otherwise`,
      );
    url.hash = '';
    return url;
  }
}

/** Never what the other side sent. */
function failure(error: unknown, url: string, timeoutMs: number | undefined): AppError {
  const name = shown(url);
  if (timeoutMs !== undefined)
    return new AppError('unavailable', `${name} took over ${timeoutMs} ms`, undefined, { cause: error });
  const code = (error as { code?: unknown } | null)?.code;
  const reason =
    REASONS[String(code)] ?? (/^(?:Z_|ERR__ERROR)/.test(String(code)) ? 'it is damaged' : undefined);
  return new AppError(
    'unavailable',
    `${name} could not be fetched: ${reason ?? 'the connection failed'}`,
    undefined,
    { cause: error },
  );
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_BODY_TIMEOUT: 'the answer stopped',
  UND_ERR_HEADERS_OVERFLOW: `its head has over ${HEADER_BYTES} bytes`,
  HPE_HEADER_OVERFLOW: `its head has over ${HEADER_BYTES} bytes`,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'it is shorter or longer than it says',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate cannot be verified',
};

/** Without user name and password. */
function nameOf(url: URL | undefined): string | undefined {
  if (url === undefined) return undefined;
  const named = new URL(url);
  named.username = '';
  named.password = '';
  return named.href;
}

const textOf = (value: string | readonly string[] | undefined) =>
  value === undefined || typeof value === 'string' ? value : value.join(', ');

function flat(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, textOf(value) ?? '']));
}
