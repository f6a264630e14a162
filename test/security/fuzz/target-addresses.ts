/** What is decoded from addresses and headers: canonical URLs, permalinks, dates, patterns, session cookies, keys, clients, robots.txt. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { clientAddress, neighbourhood } from '../../../src/access/client.ts';
import { newKey, parseKey } from '../../../src/access/key.ts';
import { adminHolder } from '../../../src/access/keyring.ts';
import { openSession, sealSession } from '../../../src/access/session.ts';
import { canonicalUrl } from '../../../src/article/url.ts';
import { stableId, webAddress } from '../../../src/sources/draft.ts';
import { parseFieldMap, valueAtPath } from '../../../src/sources/field-map.ts';
import { parseMoment } from '../../../src/sources/moment.ts';
import { permalink } from '../../../src/sources/permalink.ts';
import { signatureParts } from '../../../src/sources/push/signature.ts';
import { fits } from '../../../src/sources/wanted.ts';
import { address, date, text } from './made-text.ts';
import { orRefusal } from './promises.ts';
import type { Target } from './target.ts';

const SECRET = Buffer.alloc(32, 7);
const NOW = 1_700_000_000_000;
const holder = adminHolder('a key for the tests of parsers');
const session = sealSession(holder, NOW + 60_000, SECRET);
const { key } = newKey(['read', 'write']);

export const addressTarget: Target = {
  name: 'addresses',
  seeds: [
    session,
    key,
    'https://www.News.example:443/a//b/?utm_source=x&b=1&a=2#top',
    'http://[fe80::1%25eth0]:80/',
    '203.0.113.7, 2001:db8::1, ::ffff:1.2.3.4, fe80::1%eth0, 0x7f.1',
    'Mon, 29 Apr 2024 14:10:00 CEST',
    '2024-04-29 4:10:00.123456789 +02:00',
    '/:year/:month/:day/:slug/:categories/:path/:constructor/',
    'body=content.rendered',
    't=1700000000, v1=00ff',
    '*/2024/*/thaw*',
  ],
  made: fc.oneof(address, date, text, fc.constantFrom(session, key)),
  words: [
    ...': / // ? # % %zz %00 @ [ ] .. \\ . = , * | & utm_x= :year :slug :__proto__ 0x7f.1 ::1 xn-- ı ß ٣ T Z +14:00'.split(
      ' ',
    ),
    'https://',
    '2024-',
  ],
  pairs: [
    ['[', ']'],
    ['/', ''],
    ['a=b&', ''],
    ['*', ''],
    ['(', ')'],
    ['%25', ''],
    [',', ''],
  ],
  async read(bytes, chance) {
    const whole = bytes.toString(chance % 4 ? 'utf8' : 'utf16le');
    const canonical = canonicalUrl(whole);
    if (canonical !== undefined) {
      // The scheme is left out; a port may be the other one's.
      const again = ['https', 'http'].map((scheme) => canonicalUrl(`${scheme}://${canonical}`));
      assert.ok(again.includes(canonical), `the canonical URL ${canonical} has another: ${again}`);
    }
    const absolute = webAddress(whole, 'https://news.example/a/');
    if (absolute !== undefined) assert.equal(webAddress(absolute), absolute);
    const id = stableId(whole);
    assert.ok(id === undefined || (id !== '' && Buffer.byteLength(id) <= 200), 'the id');
    const moment = parseMoment(whole);
    assert.ok(moment === undefined || parseMoment(moment) === moment, 'a date that means another');
    checkPermalink(whole, chance);
    await checkPatterns(whole);
    checkSecrets(whole);
    return canonical !== undefined || moment !== undefined || whole === session || whole === key
      ? 'taken'
      : 'refused';
  },
};

function checkPermalink(whole: string, chance: number): void {
  const place = {
    path: `content/${whole.slice(0, 300)}.md`,
    given: undefined,
    slug: undefined,
    date: whole,
    section: whole,
  };
  const made =
    chance % 2
      ? permalink(place, 'https://news.example/', whole)
      : permalink({ ...place, given: whole, slug: whole }, 'https://news.example/');
  assert.ok(made === undefined || /^https?:/.test(made), 'an address of another kind');
}

async function checkPatterns(whole: string): Promise<void> {
  const half = whole.length >> 1;
  assert.equal(fits(whole, whole.replaceAll('*', '') === whole ? whole : '*'), true);
  fits(whole.slice(0, half), whole.slice(half));
  await orRefusal(() => parseFieldMap([whole]));
  valueAtPath({ a: [{ b: 1 }, null, 'x'] }, whole);
  const parts = signatureParts(whole);
  assert.ok([...parts].join('').length <= 3 * whole.length + parts.size, 'more parts than header');
}

function checkSecrets(whole: string): void {
  const opened = openSession(whole, () => holder, SECRET, NOW);
  // The last of 43 letters carries four bits: those that differ in the other two say the same.
  assert.ok(
    opened === undefined || whole.slice(0, -1) === session.slice(0, -1),
    'a seal of nobody is believed',
  );
  const parsed = parseKey(whole);
  if (parsed !== undefined) assert.ok(whole.includes(parsed.id) && parsed.secret.length === 64, 'a key');
  for (const proxies of [1, 3]) {
    const client = clientAddress('192.0.2.1', whole, proxies);
    assert.ok(neighbourhood(client).length <= 60, 'who shares a limit');
  }
}
