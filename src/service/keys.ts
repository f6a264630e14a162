/** How are API keys made, exchanged and taken back? */

import { newKey } from '../access/key.ts';
import type { StoredKey } from '../access/keyring.ts';
import { type Scope, sortedScopes } from '../access/scopes.ts';
import { AppError, shown } from '../article/errors.ts';
import type { Orm } from '../database/connect.ts';
import { countLiveKeys, insertKey, markRevoked, readKeys, shortenLife } from '../database/keys.ts';

export const KEY_LIMITS = { name: 100, live: 1_000, days: 3_650 } as const;

export interface KeyWish {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date | null;
}

/** A key as it is stored, and `key`, the text of it, which can never be shown again. */
export interface CreatedKey {
  readonly key: string;
  readonly stored: StoredKey;
}

export async function createKey(
  orm: Orm,
  { name, scopes, expiresAt }: KeyWish,
  now: Date,
): Promise<CreatedKey> {
  if ((await countLiveKeys(orm, now)) >= KEY_LIMITS.live)
    throw new AppError('invalid', `there are ${KEY_LIMITS.live} keys in use: revoke one first`);
  const held = sortedScopes(scopes);
  const { id, key, digest } = newKey(held);
  const stored = {
    ...{ id, name, scopes: held, digest, createdAt: now, expiresAt },
    ...{ revokedAt: null, lastUsedOn: null },
  };
  await insertKey(orm, stored);
  return { key, stored };
}

/** A key with the same name, scopes and length of life; the old one goes on for `graceMs`, so that nothing stands still meanwhile. */
export async function rotateKey(orm: Orm, id: string, graceMs: number, now: Date): Promise<CreatedKey> {
  const old = (await readKeys(orm)).find((key) => key.id === id);
  if (old === undefined) throw unknown(id);
  if (old.revokedAt !== null) throw new AppError('invalid', `the key ${id} is revoked: create another one`);
  const expiresAt =
    old.expiresAt && new Date(now.getTime() + old.expiresAt.getTime() - old.createdAt.getTime());
  const created = await createKey(orm, { name: old.name, scopes: old.scopes, expiresAt }, now);
  await shortenLife(orm, id, new Date(now.getTime() + graceMs));
  return created;
}

export async function revokeKey(orm: Orm, id: string, now: Date): Promise<void> {
  if (!(await markRevoked(orm, id, now))) throw unknown(id);
}

const unknown = (id: string) => new AppError('not_found', `there is no key ${shown(id)}`, 'id');
