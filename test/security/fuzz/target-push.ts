/** What publishers' systems and hubs send: signed messages, feeds with their hubs, what a hub asks back, WordPress' own API. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { AppError } from '../../../src/article/errors.ts';
import { Subscriber } from '../../../src/sources/push/subscriber.ts';
import { PUSH_SYSTEMS, type PushSystem, pushEvent } from '../../../src/sources/push/webhook.ts';
import { hubLinks, isSignedDelivery } from '../../../src/sources/push/websub.ts';
import { wordpressPost } from '../../../src/sources/web/wordpress-post.ts';
import { address, anything, date, mostly, text } from './made-text.ts';
import { checkArticle, orRefusal } from './promises.ts';
import type { Target } from './target.ts';
import { feedTarget } from './target-xml.ts';

const SECRET = 'a secret of sixteen bytes';
const NOW = 1_700_000_000_000;

const sign = (...parts: readonly (string | Uint8Array)[]) => {
  const hmac = createHmac('sha256', SECRET);
  for (const part of parts) hmac.update(part);
  return hmac.digest('hex');
};

const signature: Readonly<Record<PushSystem, (body: Buffer) => string>> = {
  wordpress: (body) => `t=${NOW / 1000}, v1=${sign(`${NOW / 1000}.`, body)}`,
  ghost: (body) => `sha256=${sign(body, String(NOW))}, t=${NOW}`,
};

const wordpress = fc.record({
  event: mostly(fc.constantFrom('put', 'put', 'delete')),
  post: mostly(
    fc.record(
      {
        id: mostly(fc.constantFrom('7', 8)),
        url: mostly(address),
        title: mostly(text),
        content: mostly(text),
        excerpt: mostly(text),
        categories: mostly(fc.array(mostly(text), { maxLength: 3 })),
        tags: mostly(fc.array(mostly(text), { maxLength: 3 })),
        modifiedAt: mostly(date),
      },
      { requiredKeys: ['id', 'title'] },
    ),
  ),
});
const ghostPost = fc.record(
  {
    id: mostly(fc.constantFrom('7', 8)),
    status: mostly(fc.constant('published')),
    title: mostly(text),
    html: mostly(text),
    lexical: mostly(
      fc.constantFrom('{"root":{"children":[{"children":[{"text":"x"}]}]}}', '[]', '{"root":1}'),
    ),
    mobiledoc: mostly(
      fc.constantFrom(
        '{"cards":[],"sections":[[1,"p",[[0,[],0,"y"]]]]}',
        '{"sections":[[10,{"toString":1,"valueOf":1}]]}',
      ),
    ),
    tags: mostly(fc.array(fc.record({ name: mostly(text) }), { maxLength: 3 })),
    updated_at: mostly(date),
  },
  { requiredKeys: ['id', 'status', 'title'] },
);
const ghost = fc.record({ post: mostly(fc.record({ current: mostly(ghostPost), previous: anything })) });

export const webhookTarget: Target = {
  name: 'webhook',
  seeds: [
    '{"event":"put","post":{"id":"7","url":"https://news.example/7","title":"T","content":"<p>x[gallery]</p>","categories":["Sea"],"tags":["a"],"modifiedAt":"2024-04-29T14:10:00Z"}}',
    '{"event":"delete","post":{"id":"7","modifiedAt":"0000-00-00"}}',
    '{"post":{"current":{"id":"7","status":"published","title":"T","mobiledoc":"{\\"sections\\":[[10,{\\"toString\\":1,\\"valueOf\\":1}]]}"},"previous":{}}}',
    '{"post":{"current":{},"previous":{"id":"7","updated_at":"2024-04-29T14:10:00.000Z"}}}',
    '{"id":7,"modified":"2024-04-29T12:00:00","title":{"rendered":"T"},"content":{"rendered":"<p>x</p>"},"_embedded":{"author":[{"name":"A"}],"wp:term":[[{"name":"Sea","taxonomy":"category"}]]}}',
  ],
  made: fc.oneof(wordpress, ghost).map((value) => JSON.stringify(value)),
  words: [
    ...'{ } [ ] : , " \\ \\u0000 \\ud800 null -0 1e400 "event":"put" "delete" {"toString":1,"valueOf":1} __proto__ <p> [gallery]'.split(
      ' ',
    ),
  ],
  pairs: [
    ['[', ']'],
    ['{"post":', '}'],
    ['<div>', '</div>'],
    ['{"children":[', ']}'],
  ],
  async read(bytes, chance) {
    const system = PUSH_SYSTEMS[chance % PUSH_SYSTEMS.length] as PushSystem;
    const header = signature[system](bytes);
    // Another header, of which it is as good as sure that it signs nothing.
    const at = chance % header.length;
    const spoilt =
      header.slice(0, at) + String.fromCharCode(header.charCodeAt(at) ^ 1) + header.slice(at + 1);
    await assert.rejects(
      async () => pushEvent(system, spoilt, bytes, SECRET, NOW + 300_000),
      (error) =>
        error instanceof AppError &&
        (error.code === 'unauthorized' || header.toLowerCase() === spoilt.toLowerCase()),
    );
    const event = await orRefusal(() => pushEvent(system, header, bytes, SECRET, NOW));
    await checkWordpressPost(bytes);
    if (event instanceof AppError) return 'refused';
    if (event.kind === 'delete') {
      assert.ok(event.id !== '' && Buffer.byteLength(event.id) <= 200, 'the id');
      assert.ok(event.asOf === null || !Number.isNaN(event.asOf.getTime()), 'a date that is none');
    } else {
      assert.ok(!(event.record.result instanceof AppError), 'a refused record as an event');
      checkArticle(event.record.result);
    }
    return 'taken';
  },
};

/** The same bytes as an answer of WordPress' API. */
async function checkWordpressPost(bytes: Buffer): Promise<void> {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString());
  } catch {
    return;
  }
  const post = await orRefusal(() => wordpressPost(value));
  if (post !== undefined && !(post instanceof AppError)) assert.match(post.id, /^\d+$/);
}

const question = fc
  .record({
    'hub.mode': fc.constantFrom('subscribe', 'unsubscribe', 'denied', 'x'),
    'hub.topic': fc.constantFrom('https://news.example/feed', 'https://other.example/feed'),
    'hub.challenge': text,
    'hub.lease_seconds': fc.constantFrom('864000', '-1', '1e999', 'NaN', '', '0x10'),
  })
  .map((fields) => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) query.append(name, value.toWellFormed());
    return query.toString();
  });
const header = fc
  .array(fc.tuple(address, fc.constantFrom('hub', 'self', '"hub self"', 'x')), { maxLength: 3 })
  .map((links) => links.map(([href, rel]) => `<${href}>; rel=${rel}`).join(', '));
const hubFeed = address.map(
  (href) =>
    `<feed xmlns="http://www.w3.org/2005/Atom"><link rel="hub" href="${href}"/><link rel="self" href="${href}"/></feed>`,
);

export const websubTarget: Target = {
  name: 'websub',
  seeds: [
    'hub.mode=subscribe&hub.topic=https%3A%2F%2Fnews.example%2Ffeed&hub.challenge=abc&hub.lease_seconds=864000',
    '<https://hub.example/>; rel="hub", <https://news.example/feed>; rel=self; x="a,b"',
    '<rss><channel><atom:link rel="hub" href="https://hub.example/"/><atom10:link rel="self" href="/feed"/></channel></rss>',
    `sha256=${'0'.repeat(64)}`,
  ],
  made: fc.oneof(question, header, hubFeed, feedTarget.made),
  words: [...'< > ; , = " rel=hub rel=self hub.mode= hub.topic= & % %zz sha1= sha512= <link'.split(' ')],
  pairs: [
    ['<', '>'],
    [';a="', '"'],
    ['<a>', ''],
    ['; a=b', ''],
  ],
  async read(bytes) {
    const whole = bytes.toString('utf8');
    const topic = 'https://news.example/feed';
    for (const links of [hubLinks(whole, topic, undefined), hubLinks('', topic, whole)]) {
      if (links === undefined) continue;
      assert.match(links.hub, /^https?:/);
      assert.match(links.topic, /^https?:/);
    }
    const subscriber = new Subscriber({
      source: topic,
      publicUrl: 'https://kindred.example',
      secret: SECRET,
      post: async () => 202,
      now: () => NOW,
    });
    const query = new URLSearchParams(whole);
    assert.equal(subscriber.verify(query).kind, 'unknown', 'what nobody asked for is confirmed');
    await subscriber.renew({ hub: 'https://hub.example/', topic });
    const intent = subscriber.verify(query);
    if (intent.kind === 'subscribe' || intent.kind === 'unsubscribe') {
      assert.equal(query.get('hub.topic'), topic);
      assert.equal(intent.kind, 'subscribe');
      assert.ok(intent.challenge !== '' && intent.challenge.length <= 2_000, 'the challenge');
      assert.ok(intent.leaseSeconds > 0 && intent.leaseSeconds <= 30 * 86_400, 'the lease');
    }
    assert.ok(!isSignedDelivery(whole, bytes, SECRET), 'a signature of nobody is believed');
    return intent.kind === 'subscribe' || hubLinks(whole, topic, whole) !== undefined ? 'taken' : 'refused';
  },
};
