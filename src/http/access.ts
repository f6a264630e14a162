/** Who may write? With a key configured, its bearer; without one, only this machine. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { AppError } from '../article/errors.ts';

const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const LOOPBACK_HOST = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/i;

/**
 * `remoteAddress` tells where a connection comes from; undefined when unknown, which is not loopback.
 * A request that a proxy forwarded, that another site's page sent, or that came under a foreign host name does not count
 * as this machine's own.
 */
export function writersOnly(
  adminKey: string | undefined,
  remoteAddress: (c: Context) => string | undefined,
): MiddlewareHandler {
  const expected = adminKey === undefined ? undefined : digest(adminKey);
  return async (c, next) => {
    if (expected === undefined) {
      if (!isOwnMachine(c, remoteAddress(c))) {
        throw new AppError(
          'forbidden',
          'writing needs a key: start the service with ADMIN_KEY set and send it as Authorization: Bearer',
        );
      }
    } else {
      const given = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
      if (given === undefined || !timingSafeEqual(digest(given), expected)) {
        throw new AppError('unauthorized', 'writing needs the header Authorization: Bearer with a valid key');
      }
    }
    await next();
  };
}

/** Does the request come from this machine, and not through it? */
export function isOwnMachine(c: Context, address: string | undefined): boolean {
  if (address === undefined || !LOOPBACK.test(address)) return false;
  if (c.req.header('x-forwarded-for') !== undefined || c.req.header('forwarded') !== undefined) return false;
  const host = c.req.header('host') ?? '';
  const origin = c.req.header('origin');
  return LOOPBACK_HOST.test(host) && (origin === undefined || origin === `http://${host}`);
}

const digest = (text: string) => createHash('sha256').update(text).digest();
