/** Whose key is this? All keys of the table at one moment; a change is another keyring. */
import { timingSafeEqual } from 'node:crypto';
import { digestOf, parseKey } from './key.ts';
import { SCOPES, type Scope } from './scopes.ts';

/** As it is stored; `digest` is the SHA-256 of the secret. */
export interface StoredKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly digest: Uint8Array;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** Day, e.g. `2024-04-29`. */
  readonly lastUsedOn: string | null;
}

export interface Holder {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly digest: Uint8Array;
}

/** The id under which the holder of ADMIN_KEY acts; no stored key can have it. */
export const ADMIN_ID = 'admin key';

/** The holder of ADMIN_KEY: it begins everything, so it may do everything. */
export function adminHolder(adminKey: string): Holder {
  return { id: ADMIN_ID, name: 'ADMIN_KEY', scopes: SCOPES, digest: digestOf(adminKey) };
}

export class Keyring {
  readonly #keys: ReadonlyMap<string, StoredKey>;

  constructor(keys: readonly StoredKey[]) {
    this.#keys = new Map(keys.map((key) => [key.id, key]));
  }

  /** Was there never a key? A revoked one counts: taking back the last must not open the door. */
  get isEmpty(): boolean {
    return this.#keys.size === 0;
  }

  /** The holder, when the key is known, right, and neither expired nor revoked at `now`. */
  holderOf(text: string, now: number): Holder | undefined {
    const given = parseKey(text);
    if (given === undefined) return undefined;
    const holder = this.holderById(given.id, now);
    return holder && timingSafeEqual(digestOf(given.secret), holder.digest) ? holder : undefined;
  }

  holderById(id: string, now: number): Holder | undefined {
    const key = this.#keys.get(id);
    if (key === undefined || key.revokedAt !== null) return undefined;
    return key.expiresAt !== null && key.expiresAt.getTime() <= now ? undefined : key;
  }
}
