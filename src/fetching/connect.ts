/** To which machines may a connection be opened? The name is resolved once, every address is judged, and the judged one is dialled. */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import { AppError } from '../article/errors.ts';
import { addressKind } from './address.ts';

/** All addresses of a name, as texts. */
export type Resolve = (host: string) => Promise<readonly string[]>;
export type Connector = ReturnType<typeof buildConnector>;

export interface ConnectOptions {
  /** Also this machine and private networks, and any port. */
  readonly allowPrivate: boolean;
  readonly timeoutMs: number;
  readonly resolve?: Resolve | undefined;
  /** Opens a connection to an address that was judged before. For tests. */
  readonly dial?: Connector | undefined;
}

/** So many addresses of a name are tried, in the resolver's order. */
const MAX_TRIES = 4;

/** For undici's Agent. Keeps no answer of the resolver: a connection is to the address that was judged for it. */
export function guardedConnector({
  allowPrivate,
  timeoutMs,
  resolve = systemResolve,
  dial = buildConnector({ timeout: timeoutMs, maxCachedSessions: 20 }),
}: ConnectOptions): Connector {
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '');
    void judged(host, resolve, allowPrivate).then(
      (addresses) => dialOneOf(addresses, 0),
      (error: Error) => callback(error, null),
    );

    function dialOneOf(addresses: readonly string[], at: number): void {
      const servername = isIP(host) === 0 ? host.replace(/\.$/, '') : '';
      dial({ ...options, hostname: addresses[at] ?? '', servername }, (...[error, socket]) => {
        if (error === null) callback(null, socket);
        else if (at + 1 < addresses.length) dialOneOf(addresses, at + 1);
        else callback(error, null);
      });
    }
  };
}

/** The addresses of the host. One bad address among them refuses the host: nobody mixes them without intent. */
async function judged(host: string, resolve: Resolve, allowPrivate: boolean): Promise<readonly string[]> {
  const addresses = isIP(host) === 0 ? await resolve(host) : [host];
  if (addresses.length === 0) throw new AppError('unavailable', `the host ${host} has no address`);
  for (const address of addresses) refuseUnless(addressKind(address), host, allowPrivate);
  return addresses.slice(0, MAX_TRIES);
}

/** The message does not say which address it was: names of a network are nobody's business outside it. */
function refuseUnless(kind: ReturnType<typeof addressKind>, host: string, allowPrivate: boolean): void {
  if (kind === 'public' || (kind === 'private' && allowPrivate)) return;
  throw new AppError(
    'forbidden',
    kind === 'private'
      ? `${host} is on this machine or in a private network, which is refused unless --allow-private or ALLOW_PRIVATE_SOURCES says otherwise`
      : `${host} has an address that no site can have`,
  );
}

async function systemResolve(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);
  } catch (cause) {
    throw new AppError('unavailable', `the host ${host} is not known`, undefined, { cause });
  }
}
