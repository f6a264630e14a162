/** `npm run keys`: who may write? */
import { SCOPES, type Scope } from '../src/access/scopes.ts';
import { type AuditEntry, insertAudit } from '../src/database/audit.ts';
import type { Orm } from '../src/database/connect.ts';
import { readKeys } from '../src/database/keys.ts';
import { type CreatedKey, createKey, KEY_LIMITS, revokeKey, rotateKey } from '../src/service/keys.ts';
import { numberOption, run, say, UsageError, withDatabase } from './command.ts';

const help = `Makes, lists, exchanges and takes back API keys. Works beside a running server, which knows of it within five seconds.

  npm run -s keys -- create --scope write --name CMS --expires 90d
  npm run keys -- list
  npm run -s keys -- rotate 0f1e2d3c4b5a --grace 24
  npm run keys -- revoke 0f1e2d3c4b5a

  --scope SCOPE    ${SCOPES.join(', ')}; several with a comma. write and rules include read, admin includes all
  --name TEXT      whose it is, at most ${KEY_LIMITS.name} characters
  --expires DAYSd  1d to ${KEY_LIMITS.days}d; default never
  --grace HOURS    how long the old key goes on after rotate, 0 to 720; default 24

create and rotate print the key to standard output, this once: only its SHA-256 is stored.
`;

const options = {
  scope: { type: 'string' },
  name: { type: 'string' },
  expires: { type: 'string' },
  grace: { type: 'string' },
} as const;

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

await run({ help, options }, async ({ values, positionals: [action, id], config }) => {
  const now = new Date();
  const work = {
    async create(orm: Orm) {
      const wish = {
        scopes: scopesOf(values.scope),
        name: nameOf(values.name),
        expiresAt: expiryOf(values.expires, now),
      };
      show(await createKey(orm, wish, now));
    },
    async list(orm: Orm) {
      const keys = await readKeys(orm);
      if (keys.length === 0) say('there is no key yet');
      for (const { id, scopes, name, createdAt, expiresAt, revokedAt, lastUsedOn } of keys) {
        const state = revokedAt
          ? `revoked ${day(revokedAt)}`
          : expiresAt
            ? `${expiresAt <= now ? 'expired' : 'expires'} ${day(expiresAt)}`
            : 'never expires';
        const used = `used ${lastUsedOn ?? 'never'}`;
        process.stdout.write(
          `${[id, scopes.join(','), `made ${day(createdAt)}`, state, used, name].join('\t')}\n`,
        );
      }
    },
    async rotate(orm: Orm) {
      const hours = numberOption('grace', values.grace, 0, 720) ?? 24;
      show(await rotateKey(orm, needed(id, 'rotate'), hours * HOUR_MS, now));
      say(`the key ${id} ends in ${hours} hours`);
    },
    async revoke(orm: Orm) {
      await revokeKey(orm, needed(id, 'revoke'), now);
      say(`the key ${id} is revoked; every server refuses it within five seconds`);
    },
  };
  const chosen = Object.keys(work).find((name): name is keyof typeof work => name === action);
  if (chosen === undefined)
    throw new UsageError(`say create, list, rotate or revoke, got ${JSON.stringify(action ?? '')}`);
  await withDatabase(config, async ({ orm }) => {
    await work[chosen](orm);
    if (chosen !== 'list') await insertAudit(orm, [entryOf(chosen, id ?? nameOf(values.name), now)]);
  });
});

function show({ key, stored }: CreatedKey): void {
  say(`key ${stored.id} of ${stored.name}: ${stored.scopes.join(', ')}`);
  process.stdout.write(`${key}\n`);
}

function entryOf(action: string, target: string, at: Date): AuditEntry {
  return { at, actor: 'command', action: `key.${action}`, target, outcome: 'done' };
}

function day(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

function needed(id: string | undefined, action: string): string {
  if (id === undefined) throw new UsageError(`say which key: npm run keys -- ${action} ID`);
  return id;
}

function scopesOf(text: string | undefined): Scope[] {
  return (text ?? '').split(',').map((word) => {
    const scope = SCOPES.find((candidate) => candidate === word.trim());
    if (scope === undefined)
      throw new UsageError(`--scope must be of ${SCOPES.join(', ')}, got ${JSON.stringify(word)}`);
    return scope;
  });
}

function nameOf(text: string | undefined): string {
  if (!text || text.length > KEY_LIMITS.name || /\p{Cc}/u.test(text))
    throw new UsageError(`--name must have 1 to ${KEY_LIMITS.name} characters`);
  return text;
}

function expiryOf(text: string | undefined, now: Date): Date | null {
  if (text === undefined) return null;
  const days = /^(\d{1,5})d$/.exec(text)?.[1];
  const life = numberOption('expires', days ?? text, 1, KEY_LIMITS.days) ?? 0;
  if (days === undefined)
    throw new UsageError(`--expires must be a number of days such as 90d, got ${JSON.stringify(text)}`);
  return new Date(now.getTime() + life * DAY_MS);
}
