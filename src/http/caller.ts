/** Who is calling? The holder of a key or of a session, this machine while there is no key at all, or nobody. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { clientAddress, isLoopback, neighbourhood } from '../access/client.ts';
import { digestOf } from '../access/key.ts';
import { ADMIN_ID, adminHolder, type Holder } from '../access/keyring.ts';
import { Pace } from '../access/pace.ts';
import { SCOPES } from '../access/scopes.ts';
import { openSession, sealSession } from '../access/session.ts';
import { AppError } from '../article/errors.ts';
import type { AppDependencies } from './dependencies.ts';
import { Slower } from './slower.ts';

const LOOPBACK_HOST = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/i;
const UNSAFE = /^(?!GET$|HEAD$|OPTIONS$)/;

/** Wrong keys from one address in a minute. */
export const WRONG_KEYS = 10;
export const SESSION_COOKIE = 'kn_session';
export const SESSION_SECONDS = 8 * 3_600;

export const LOOPBACK_HOLDER: Holder = {
  id: 'loopback',
  name: 'this machine',
  scopes: SCOPES,
  digest: new Uint8Array(),
};

export class Callers {
  readonly #admin: Holder | undefined;
  readonly #sessionSecret: Uint8Array;
  readonly #wrong = new Pace({ perMinute: WRONG_KEYS, burst: WRONG_KEYS });

  constructor(private readonly dependencies: AppDependencies) {
    const { adminKey } = dependencies;
    this.#admin = adminKey === undefined ? undefined : adminHolder(adminKey);
    // Replicas share ADMIN_KEY, and so their sessions; without it a session is of one process.
    this.#sessionSecret = adminKey === undefined ? randomBytes(32) : digestOf(`session ${adminKey}`);
  }

  /** The client's address, as far as the proxies in front are known. */
  address(c: Context): string | undefined {
    const { remoteAddress, access } = this.dependencies;
    return clientAddress(remoteAddress(c), c.req.header('x-forwarded-for'), access?.trustProxy ?? 0);
  }

  /** Undefined: nobody. Throws `unauthorized`, `forbidden`, `unavailable` and Slower. */
  of(c: Context): Holder | undefined {
    const authorization = c.req.header('authorization');
    if (authorization !== undefined)
      return this.withKey(c, /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '');
    const cookie = getCookie(c, SESSION_COOKIE);
    const holder = cookie === undefined ? undefined : this.#withSession(c, cookie);
    if (holder) return holder;
    return this.isOpen && isOwnMachine(c, this.dependencies.remoteAddress(c)) ? LOOPBACK_HOLDER : undefined;
  }

  /** The holder of a key. A wrong one counts against the address. */
  withKey(c: Context, text: string): Holder {
    // A key of ours cannot be guessed, so its holder is never locked out by others at the same address.
    const holder = this.#ring?.holderOf(text, Date.now());
    if (holder) {
      this.dependencies.service.keys.used(holder.id, new Date());
      return holder;
    }
    const who = neighbourhood(this.address(c));
    const waitMs = this.#wrong.wait(who, performance.now());
    if (waitMs > 0) throw new Slower(waitMs, `more than ${WRONG_KEYS} wrong keys a minute from this address`);
    if (this.#admin && timingSafeEqual(digestOf(text), this.#admin.digest)) return this.#admin;
    if (this.#ring === undefined) throw notRead();
    this.#wrong.take(who, performance.now());
    throw new AppError('unauthorized', 'the key is unknown, expired or revoked');
  }

  seal(holder: Holder, expiresAtMs: number): string {
    return sealSession(holder, expiresAtMs, this.#sessionSecret);
  }

  /** Is there no key at all, so that this machine may do everything? Throws `unavailable` while that is not known. */
  get isOpen(): boolean {
    if (this.#admin) return false;
    if (this.#ring === undefined) throw notRead();
    return this.#ring.isEmpty;
  }

  get #ring() {
    return this.dependencies.service.keys.ring;
  }

  /** Another site's page can make a browser send the cookie; it cannot make it lie about where the request comes from. */
  #withSession(c: Context, cookie: string): Holder | undefined {
    const now = Date.now();
    const holderById = (id: string) => (id === ADMIN_ID ? this.#admin : this.#ring?.holderById(id, now));
    const holder = openSession(cookie, holderById, this.#sessionSecret, now);
    if (holder && UNSAFE.test(c.req.method) && !isSameOrigin(c)) {
      throw new AppError('forbidden', "with a session, changes are taken from this service's own pages only");
    }
    return holder;
  }
}

const notRead = () => new AppError('unavailable', 'the keys are not read yet');

export function isOwnMachine(c: Context, address: string | undefined): boolean {
  if (!isLoopback(address)) return false;
  if (c.req.header('x-forwarded-for') !== undefined || c.req.header('forwarded') !== undefined) return false;
  const host = c.req.header('host') ?? '';
  const origin = c.req.header('origin');
  return LOOPBACK_HOST.test(host) && (origin === undefined || origin === `http://${host}`);
}

export function hasLoopbackHost(c: Context): boolean {
  return LOOPBACK_HOST.test(c.req.header('host') ?? '');
}

function isSameOrigin(c: Context): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin') return false;
  const origin = c.req.header('origin');
  if (origin === undefined) return site === 'same-origin';
  const host = c.req.header('host');
  return host !== undefined && (origin === `https://${host}` || origin === `http://${host}`);
}
