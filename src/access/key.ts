/**
 * What does an API key look like? `kn_<scopes>_<id>_<secret>_<crc>`, e.g. `kn_write_…`. The beginning lets secret scanners and
 * people recognise it; the CRC-32 finds typing mistakes before anything is looked up. What counts is the SHA-256 of the
 * secret: 32 random bytes cannot be guessed, so a slow hash would protect nothing.
 */
import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Scope } from './scopes.ts';

export const SECRET_BYTES = 32;
const ID_BYTES = 6;
const FORM = /^(kn_[a-z]{4,5}(?:-[a-z]{4,5}){0,3}_([0-9a-f]{12})_([0-9a-f]{64}))_([0-9a-f]{8})$/;

export interface NewKey {
  readonly id: string;
  /** The whole key, shown once. */
  readonly key: string;
  readonly digest: Uint8Array;
}

export function newKey(scopes: readonly Scope[]): NewKey {
  const id = randomBytes(ID_BYTES).toString('hex');
  const secret = randomBytes(SECRET_BYTES).toString('hex');
  const start = `kn_${scopes.join('-')}_${id}_${secret}`;
  return { id, key: `${start}_${checksum(start)}`, digest: digestOf(secret) };
}

/** Undefined when it is not of the form or was mistyped. */
export function parseKey(text: string): { readonly id: string; readonly secret: string } | undefined {
  const [, start = '', id = '', secret = '', crc] = FORM.exec(text) ?? [];
  return crc === undefined || crc !== checksum(start) ? undefined : { id, secret };
}

export function digestOf(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest();
}

const checksum = (text: string) => crc32(text).toString(16).padStart(8, '0');
