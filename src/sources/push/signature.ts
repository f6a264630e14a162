/** Does a message come from somebody who knows the secret? HMACs compared in constant time. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export type HashName = 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** `hex`: as it was sent, from outside. */
export function isHmac(
  hash: HashName,
  secret: string,
  parts: readonly (string | Uint8Array)[],
  hex: string,
): boolean {
  const hmac = createHmac(hash, secret);
  for (const part of parts) hmac.update(part);
  const expected = hmac.digest();
  const given = Buffer.from(hex, 'hex');
  return /^[0-9a-f]+$/i.test(hex) && given.length === expected.length && timingSafeEqual(given, expected);
}

/** `a=1, b=2` → its parts, by name; the first of a name counts. */
export function signatureParts(header: string): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  if (header.length > 1_000) return parts;
  for (const part of header.split(',')) {
    const at = part.indexOf('=');
    const name = part.slice(0, at).trim().toLowerCase();
    if (at !== -1 && !parts.has(name)) parts.set(name, part.slice(at + 1).trim());
  }
  return parts;
}
