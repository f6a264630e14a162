/**
 * What is in the cookie of a session? The holder's id and the end of it, sealed. The seal covers the digest of the key: with the
 * key revoked or changed the session is over too. Nothing is stored, so every replica with the same secret knows it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Holder } from './keyring.ts';

const FORM = /^([0-9a-z ]{1,40})\.(\d{13})\.([\w-]{43})$/;

export function sealSession({ id, digest }: Holder, expiresAtMs: number, secret: Uint8Array): string {
  return `${id}.${expiresAtMs}.${seal(id, expiresAtMs, digest, secret).toString('base64url')}`;
}

/** The holder; undefined when it is over, forged, or the holder's key is not valid any more. */
export function openSession(
  text: string,
  holderById: (id: string) => Holder | undefined,
  secret: Uint8Array,
  now: number,
): Holder | undefined {
  const [, id = '', expires = '', given = ''] = FORM.exec(text) ?? [];
  const holder = holderById(id);
  if (holder === undefined || Number(expires) <= now) return undefined;
  const expected = seal(id, Number(expires), holder.digest, secret);
  const bytes = Buffer.from(given, 'base64url');
  return bytes.length === expected.length && timingSafeEqual(bytes, expected) ? holder : undefined;
}

function seal(id: string, expiresAtMs: number, digest: Uint8Array, secret: Uint8Array): Buffer {
  return createHmac('sha256', secret).update(`${id}.${expiresAtMs}.`).update(digest).digest();
}
