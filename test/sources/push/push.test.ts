import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/article/errors.ts';
import { ghostEvent, isSigned, type PushEvent, wordpressEvent } from '../../../src/sources/push/webhook.ts';
import {
  hubLinks,
  isSignedDelivery,
  subscriptionForm,
  verifyIntent,
} from '../../../src/sources/push/websub.ts';

const SECRET = 'a secret of some length';
const BODY = Buffer.from('{"post":{"current":{}}}');
const hmac = (text: string | Buffer, hash = 'sha256', secret = SECRET) =>
  createHmac(hash, secret).update(text).digest('hex');
const NOW = Date.UTC(2024, 3, 29);

function article(event: PushEvent) {
  if (event.kind !== 'put' || event.record.result instanceof AppError) throw new Error('no article');
  return event.record.result;
}

describe('a hub', () => {
  it.each([
    [
      'the header',
      '',
      '<https://hub.example/>; rel="hub", <https://ice.example/feed?a=1,2>; rel=self; type="x"',
    ],
    [
      'RSS',
      '<rss><channel><atom:link rel="hub" href="https://hub.example/"/><atom:link href="https://ice.example/feed?a=1,2" rel="self"/></channel></rss>',
      undefined,
    ],
    [
      'Atom',
      '<feed><link rel="hub" href="https://hub.example/"/><link rel="self" href="/feed?a=1,2"/></feed>',
      undefined,
    ],
  ])('is found in %s', (_, feed, header) => {
    expect(hubLinks(feed, 'https://ice.example/x', header)).toEqual({
      hub: 'https://hub.example/',
      topic: 'https://ice.example/feed?a=1,2',
    });
  });

  it('may be missing, or be none', () => {
    expect(hubLinks('<feed/>', 'https://ice.example/x', undefined)).toBeUndefined();
    expect(hubLinks('', 'https://ice.example/x', '<javascript:x>; rel=hub')).toBeUndefined();
    expect(
      hubLinks('', 'https://ice.example/x', `${'<a>;'.repeat(5000)}${' ;a=b'.repeat(5000)}`),
    ).toBeUndefined();
  });

  it('is asked with a form', () => {
    const subscription = {
      topic: 'https://ice.example/feed',
      callback: 'https://us.example/hook/1',
      secret: SECRET,
      leaseSeconds: 864_000,
    };
    expect(Object.fromEntries(subscriptionForm('subscribe', subscription))).toEqual({
      'hub.mode': 'subscribe',
      'hub.topic': 'https://ice.example/feed',
      'hub.callback': 'https://us.example/hook/1',
      'hub.secret': SECRET,
      'hub.lease_seconds': '864000',
    });
    expect(subscriptionForm('unsubscribe', subscription).has('hub.secret')).toBe(false);
  });

  it('is confirmed only what we asked for', () => {
    const query = (fields: object) =>
      new URLSearchParams({
        'hub.mode': 'subscribe',
        'hub.topic': 'https://ice.example/feed',
        'hub.challenge': 'c',
        'hub.lease_seconds': '60',
        ...fields,
      });
    const pending = { topic: 'https://ice.example/feed', mode: 'subscribe' } as const;
    expect(verifyIntent(query({}), pending)).toEqual({ kind: 'subscribe', challenge: 'c', leaseSeconds: 60 });
    expect(verifyIntent(query({ 'hub.lease_seconds': '-1' }), pending)).toMatchObject({
      leaseSeconds: 2_592_000,
    });
    expect(verifyIntent(query({ 'hub.mode': 'denied' }), pending)).toEqual({ kind: 'denied' });
    for (const fields of [
      { 'hub.topic': 'https://evil.example/' },
      { 'hub.mode': 'unsubscribe' },
      { 'hub.mode': 'constructor' },
      { 'hub.challenge': '' },
      { 'hub.challenge': 'x'.repeat(5000) },
    ])
      expect(verifyIntent(query(fields), pending), JSON.stringify(fields)).toEqual({ kind: 'unknown' });
    expect(verifyIntent(query({}), undefined)).toEqual({ kind: 'unknown' });
  });

  it('signs what it delivers', () => {
    for (const hash of ['sha1', 'sha256', 'sha384', 'sha512'])
      expect(isSignedDelivery(`${hash}=${hmac(BODY, hash)}`, BODY, SECRET), hash).toBe(true);
    const good = hmac(BODY);
    for (const header of [
      undefined,
      '',
      'sha256=',
      `sha256=${good.slice(2)}`,
      `sha512=${good}`,
      `md5=${good}`,
      `sha256=${hmac(BODY, 'sha256', 'x')}`,
      `sha224=${hmac(BODY, 'sha224')}`,
      `sha256=${good.replace(/^./, 'g')}`,
    ])
      expect(isSignedDelivery(header, BODY, SECRET), String(header)).toBe(false);
    expect(isSignedDelivery(`sha256=${good}`, Buffer.from('x'), SECRET)).toBe(false);
  });
});

describe('a webhook', () => {
  it('of Ghost is signed with its time, by older versions without', () => {
    expect(isSigned('ghost', `sha256=${hmac(`${BODY}${NOW}`)}, t=${NOW}`, BODY, SECRET, NOW + 1000)).toBe(
      true,
    );
    expect(isSigned('ghost', `sha256=${hmac(BODY)}, t=${NOW}`, BODY, SECRET, NOW)).toBe(true);
    for (const header of [
      undefined,
      '',
      `sha256=${hmac(BODY)}`,
      `sha256=${hmac(BODY)}, t=${NOW - 400_000}`,
      `sha256=${hmac(BODY)}, t=x`,
      `sha256=, t=${NOW}`,
      `t=${NOW}`,
      `${'a=b,'.repeat(1000)}`,
    ])
      expect(isSigned('ghost', header, BODY, SECRET, NOW), String(header)).toBe(false);
  });

  it('of WordPress is signed with its time', () => {
    const seconds = NOW / 1000;
    const header = `t=${seconds}, v1=${hmac(`${seconds}.${BODY}`)}`;
    expect(isSigned('wordpress', header, BODY, SECRET, NOW)).toBe(true);
    expect(isSigned('wordpress', header, BODY, SECRET, NOW + 301_000)).toBe(false);
    expect(isSigned('wordpress', header.replace('t=1', 't=2'), BODY, SECRET, NOW)).toBe(false);
    expect(isSigned('wordpress', `t=${seconds}, v1=${hmac(BODY)}`, BODY, SECRET, NOW)).toBe(false);
  });

  it('of Ghost tells of a post that is there, or not any more', () => {
    const current = {
      id: '5ddc9141c35e7700383b2937',
      status: 'published',
      title: 'Thaw &amp; ice',
      html: '<p>One.</p><p>Two.</p>',
      url: 'https://ice.example/thaw/',
      tags: [{ name: 'Sea' }, { name: '#internal' }, { name: 'Ice' }],
      authors: [{ name: 'Ana Ruiz' }, { name: 'Ben Ode' }],
      feature_image: 'https://ice.example/a.jpg',
      published_at: '2024-04-29T12:00:00.000Z',
      updated_at: '2024-04-30T12:00:00.000Z',
    };
    expect(article(ghostEvent({ post: { current, previous: {} } }))).toMatchObject({
      id: current.id,
      title: 'Thaw & ice',
      body: 'One.\n\nTwo.',
      section: 'Sea',
      tags: ['Ice'],
      author: 'Ana Ruiz, Ben Ode',
      url: current.url,
    });
    const gone = { kind: 'delete', id: current.id, asOf: new Date(current.updated_at) };
    expect(
      ghostEvent({ post: { current: { ...current, status: 'draft' }, previous: { status: 'published' } } }),
    ).toEqual(gone);
    expect(ghostEvent({ post: { current: {}, previous: { id: current.id } } })).toEqual({
      ...gone,
      asOf: null,
    });
    expect(ghostEvent({ page: { current, previous: {} } })).toMatchObject({ kind: 'put' });
  });

  it.each([
    undefined,
    null,
    7,
    'x',
    [],
    {},
    { post: null },
    { post: { current: { id: {} } } },
    { event: 'put' },
    { event: 'x', post: { id: '1' } },
    { event: 'put', post: { id: '1' } },
  ])('of anything else is refused: %j', (value) => {
    for (const read of [ghostEvent, wordpressEvent])
      expect(() => read(value)).toThrow(expect.objectContaining({ code: 'invalid' }));
  });
});
