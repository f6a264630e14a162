/** F2: keys, their life, their hashes, sessions, and who guesses. */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newKey, parseKey } from '../../src/access/key.ts';
import { Keyring } from '../../src/access/keyring.ts';
import { SCOPES } from '../../src/access/scopes.ts';
import { openDatabase } from '../../src/database/connect.ts';
import { Service } from '../../src/service/service.ts';
import { describeDatabase } from '../support/database.ts';
import { runCommand } from '../support/server.ts';
import { ADMIN_KEY, type Ask, appOf, askerOf, json, keyWith, OUTSIDE, silent, startService } from './app.ts';

describeDatabase('F2: a key', (openOptions) => {
  let service: Service;
  let options: Awaited<ReturnType<typeof openOptions>>;
  let ask: Ask;
  beforeAll(async () => {
    options = await openOptions();
    service = await startService(options);
    ask = askerOf(appOf(service));
  });
  afterAll(() => service.stop());
  const write = async (key: string) => (await ask('/v1/articles/a', json('PUT', { title: 'A' }, key))).status;

  it('is made over HTTP, used, listed without its secret, and revoked at once', async () => {
    const made = await ask(
      '/v1/keys',
      json('POST', { name: 'CMS', scopes: ['write'], expiresInDays: 1 }, ADMIN_KEY),
    );
    expect(made.status).toBe(201);
    const { id, key } = (await made.json()) as { id: string; key: string };
    expect([200, 201]).toContain(await write(key));
    const list = await (await ask('/v1/keys', { key: ADMIN_KEY })).text();
    expect(list).toContain(id);
    expect(list).not.toContain(key.split('_')[3]);
    expect(list).not.toContain('digest');
    expect((await ask(`/v1/keys/${id}`, { method: 'DELETE', key: ADMIN_KEY })).status).toBe(204);
    expect(await write(key)).toBe(401);
    expect((await ask('/v1/keys/000000000000', { method: 'DELETE', key: ADMIN_KEY })).status).toBe(404);
  });

  it('that is malformed, mistyped, expired or of another secret is refused', async () => {
    const { key, stored } = await keyWith(service, ['write']);
    const [, scope, id, secret = ''] = key.split('_');
    const another = newKey(['write']).key.split('_')[3];
    const changed = `${key.slice(0, 40)}${key[40] === '0' ? '1' : '0'}${key.slice(41)}`;
    const expired = (await keyWith(service, ['write'], new Date(Date.now() - 1))).key;
    const fresh = () => askerOf(appOf(service));
    for (const bad of [
      'x',
      'kn_',
      key.slice(0, -1),
      `${key}0`,
      changed,
      expired,
      `kn_${scope}_${id}_${another}_00000000`,
    ]) {
      expect((await fresh()('/v1/articles/a', json('PUT', { title: 'A' }, bad))).status, bad).toBe(401);
    }
    // Right in form, right in id, of another secret.
    const twin = new Keyring([{ ...stored, digest: newKey(['write']).digest }]);
    expect(twin.holderOf(key, 0)).toBeUndefined();
    expect(new Keyring([stored]).holderOf(key, 0)?.id).toBe(id);
    expect(parseKey(key)?.secret).toBe(secret);
    expect(await write(key)).toBe(200);
  });

  it('is in no table in clear: 100 issued ones are not found in a dump', async () => {
    const database = await openDatabase({ ...options });
    const keys = [];
    for (let i = 0; i < 100; i++) keys.push((await keyWith(service, ['read'])).key);
    await pause(300);
    const dump = JSON.stringify([
      ...(await database.orm.execute(sql`select k::text as row from api_keys k`)).rows,
      ...(await database.orm.execute(sql`select a::text as row from audit_log a`)).rows,
    ]);
    await database.close();
    expect(dump).toContain(keys[99]?.split('_')[2]);
    expect(keys.filter((key) => dump.includes(key.split('_')[3] as string))).toEqual([]);
  });

  it('that another process makes or revokes is known within five seconds, and its use is dated', async () => {
    const environment = {
      LOG_LEVEL: 'silent',
      DATA_DIR: options.dataDir,
      ...(options.databaseUrl !== undefined && { DATABASE_URL: options.databaseUrl }),
    };
    const made = await runCommand(
      'keys',
      ['create', '--scope', 'write', '--name', 'Import', '--expires', '90d'],
      environment,
    );
    expect(made.code, made.stderr).toBe(0);
    const key = made.stdout.trim();
    const { id = '' } = parseKey(key) ?? {};
    await pause(2_000);
    expect(await write(key)).toBe(200);
    const rotated = await runCommand('keys', ['rotate', id, '--grace', '1'], environment);
    expect(rotated.code, rotated.stderr).toBe(0);
    await pause(2_000);
    expect([await write(key), await write(rotated.stdout.trim())]).toEqual([200, 200]);
    expect((await runCommand('keys', ['revoke', id], environment)).code).toBe(0);
    const revokedAt = performance.now();
    while ((await write(key)) !== 401) await pause(50);
    expect(performance.now() - revokedAt).toBeLessThan(5_000);
    const listed = await runCommand('keys', ['list'], environment);
    expect(listed.stdout).toMatch(new RegExp(`${id}\twrite\t.*revoked .*used 20\\d\\d-.*Import`));
    const audit = await (await ask('/v1/audit', { key: ADMIN_KEY })).json();
    expect(JSON.stringify(audit)).toContain(`"action":"key.revoke","target":"${id}"`);
    expect((await runCommand('keys', ['create', '--scope', 'all', '--name', 'x'], environment)).code).toBe(2);
  });

  it('closes the door that was open to this machine, also when it is revoked', async () => {
    const own = await openOptions();
    const fresh = await startService(own);
    const local = askerOf(appOf(fresh, { adminKey: undefined as never, remoteAddress: () => '127.0.0.1' }));
    expect((await local('/v1/articles/b', json('PUT', { title: 'B' }))).status).toBe(201);
    const { stored } = await keyWith(fresh, ['write']);
    expect((await local('/v1/articles/b', json('PUT', { title: 'B' }))).status).toBe(401);
    await fresh.keys.revoke(stored.id, new Date());
    expect((await local('/v1/articles/b', json('PUT', { title: 'B' }))).status).toBe(401);
    await fresh.stop();
  });

  it('goes on being known while the database is away, and one that ends meanwhile ends', async () => {
    const fresh = await startService(await openOptions());
    const { key } = await keyWith(fresh, ['read']);
    const short = await keyWith(fresh, ['read'], new Date(Date.now() + 1_500));
    const away = askerOf(appOf(fresh));
    expect((await away('/v1/session', { key: short.key })).status).toBe(200);
    await fresh.stop();
    await pause(1_600);
    expect((await away('/v1/session', { key })).status).toBe(200);
    expect((await away('/v1/session', { key: short.key })).status).toBe(401);
  });
});

describe('F2: guessing', () => {
  const unready = () =>
    new Service({ databaseUrl: 'postgres://nobody@127.0.0.1:9/none', dataDir: '/nonexistent', log: silent });
  const keysRead = (service: Service) =>
    Object.defineProperty(service.keys, 'ring', { value: new Keyring([]), configurable: true });

  it('gets ten tries a minute from an address; others go on', async () => {
    const service = unready();
    keysRead(service);
    let address = OUTSIDE;
    const ask = askerOf(appOf(service, { remoteAddress: () => address }));
    const guess = async (key: string) => ask('/v1/session', { key });
    for (let i = 0; i < 10; i++) expect((await guess(`guess-${i}`)).status).toBe(401);
    const refused = await guess('guess-11');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await guess(ADMIN_KEY)).status).toBe(429);
    address = '198.51.100.7';
    expect((await guess(ADMIN_KEY)).status).toBe(200);
    await service.stop();
  });

  it('before the keys are read a key of ours is neither right nor wrong', async () => {
    const service = unready();
    const ask = askerOf(appOf(service));
    expect((await ask('/v1/session', { key: newKey(['read']).key })).status).toBe(503);
    expect((await ask('/v1/session', { key: ADMIN_KEY })).status).toBe(200);
    await service.stop();
  });

  it('learns nothing from the time it takes', { timeout: 120_000 }, () => {
    // Many keys: how long a text is read depends a little on its own letters, which whoever sent it knows.
    const made = Array.from({ length: 2_000 }, () => newKey(['write']));
    const ring = new Keyring(
      made.map(({ id, digest }) => ({
        ...{ id, digest, name: 'x', scopes: SCOPES, createdAt: new Date(0) },
        ...{ expiresAt: null, revokedAt: null, lastUsedOn: null },
      })),
    );
    const samples = { first: [] as number[], last: [] as number[] };
    for (let i = 0; i < 22_000; i++) {
      const { id, key } = made[(i * 7) % made.length] ?? newKey(['write']);
      const secret = key.split('_')[3] ?? '';
      for (const which of i % 2 ? (['first', 'last'] as const) : (['last', 'first'] as const)) {
        const at = which === 'first' ? 0 : 63;
        const other = ((Number.parseInt(secret[at] ?? '', 16) + 1 + (i % 15)) % 16).toString(16);
        const wrong = composed(id, secret.slice(0, at) + other + secret.slice(at + 1));
        // A string of its own each time, as a request brings one.
        const text = Buffer.from(wrong).toString('latin1');
        const from = process.hrtime.bigint();
        const holder = ring.holderOf(text, 0);
        const took = Number(process.hrtime.bigint() - from);
        if (holder) throw new Error('a wrong secret was right');
        if (i >= 2_000) samples[which].push(took);
      }
    }
    const t = welch(trimmed(samples.first), trimmed(samples.last));
    expect(Math.abs(t), `|t| = ${t}`).toBeLessThan(4.5);
  });
});

describeDatabase('F2: a session', (openOptions) => {
  let service: Service;
  let ask: Ask;
  beforeAll(async () => {
    service = await startService(await openOptions());
    ask = askerOf(appOf(service));
  });
  afterAll(() => service.stop());
  const begin = async (key: string, host = 'news.example') => {
    const response = await ask('/v1/session', {
      ...json('POST', { key }),
      headers: { 'content-type': 'application/json', host },
    });
    return {
      response,
      set: response.headers.get('set-cookie') ?? '',
      cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
    };
  };
  const remove = (headers: Record<string, string>) => ask('/v1/articles/none', { method: 'DELETE', headers });

  it('is a cookie that no script reads and no other site sends', async () => {
    const { response, set } = await begin((await keyWith(service, ['write'])).key);
    expect(response.status).toBe(200);
    expect(set).toMatch(/HttpOnly/);
    expect(set).toMatch(/SameSite=Strict/);
    expect(set).toMatch(/Secure/);
    expect((await begin(ADMIN_KEY, 'localhost:3000')).set).not.toMatch(/Secure/);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
  });

  it('does what its key may, for requests of its own origin only', async () => {
    const { cookie } = await begin((await keyWith(service, ['write'])).key);
    const host = 'news.example';
    expect((await ask('/v1/articles/storm', { headers: { cookie, host } })).status).toBe(200);
    expect((await remove({ cookie, host, origin: 'https://news.example' })).status).toBe(404);
    expect((await remove({ cookie, host, 'sec-fetch-site': 'same-origin' })).status).toBe(404);
    for (const headers of [
      { cookie, host },
      { cookie, host, origin: 'https://evil.example' },
      { cookie, host, origin: 'null' },
      { cookie, host, origin: 'https://news.example.evil.example' },
      { cookie, host, origin: 'https://news.example', 'sec-fetch-site': 'cross-site' },
      { cookie, host, 'sec-fetch-site': 'same-site' },
    ] as Record<string, string>[]) {
      expect((await remove(headers)).status, JSON.stringify(headers)).toBe(403);
    }
    expect((await ask('/v1/keys', { headers: { cookie, host } })).status).toBe(403);
  });

  it('ends with its key, and a forged one is nobody', async () => {
    const { key, stored } = await keyWith(service, ['write']);
    const { cookie } = await begin(key);
    const status = async (value: string) =>
      (await ask('/v1/articles/storm', { headers: { cookie: value } })).status;
    expect(await status(cookie)).toBe(200);
    const [name, value = ''] = cookie.split('=');
    const [id, expires, seal = ''] = decodeURIComponent(value).split('.');
    for (const forged of [
      `${id}.${Number(expires) + 1}.${seal}`,
      `admin key.${expires}.${seal}`,
      `${id}.${expires}.${'A'.repeat(43)}`,
      `${id}.${expires}`,
      'x',
    ])
      expect(await status(`${name}=${encodeURIComponent(forged)}`), forged).toBe(401);
    await service.keys.revoke(stored.id, new Date());
    expect(await status(cookie)).toBe(401);
  });

  it('is dropped on request, and tells who one is', async () => {
    const { cookie } = await begin(ADMIN_KEY);
    expect(await (await ask('/v1/session', { headers: { cookie } })).json()).toEqual({
      holder: 'ADMIN_KEY',
      scopes: [...SCOPES],
    });
    expect(await (await ask('/v1/session')).json()).toEqual({ holder: null, scopes: [] });
    const gone = await ask('/v1/session', {
      method: 'DELETE',
      headers: { cookie, host: 'a', origin: 'http://a' },
    });
    expect(gone.status).toBe(204);
    expect(gone.headers.get('set-cookie')).toMatch(/kn_session=; Max-Age=0/);
  });

  it('is not needed on this machine while there is no key', async () => {
    const fresh = await startService(await openOptions());
    const local = askerOf(appOf(fresh, { adminKey: undefined as never, remoteAddress: () => '127.0.0.1' }));
    expect(await (await local('/v1/session', json('POST', { key: 'any' }))).json()).toMatchObject({
      scopes: [...SCOPES],
    });
    expect((await local('/v1/keys')).status).toBe(200);
    const outside = askerOf(appOf(fresh, { adminKey: undefined as never }));
    expect((await outside('/v1/session', json('POST', { key: 'any' }))).status).toBe(401);
    expect((await outside('/v1/keys')).status).toBe(403);
    await fresh.stop();
  });
});

import { crc32 } from 'node:zlib';

function composed(id: string, secret: string): string {
  const start = `kn_write_${id}_${secret}`;
  return `${start}_${crc32(start).toString(16).padStart(8, '0')}`;
}

/** Without the slowest tenth, which is other work of the machine. */
function trimmed(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b).slice(0, Math.floor(values.length * 0.9));
}

function welch(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = (values: readonly number[], middle: number) =>
    values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
  const [meanA, meanB] = [mean(a), mean(b)];
  return (meanA - meanB) / Math.sqrt(variance(a, meanA) / a.length + variance(b, meanB) / b.length);
}
