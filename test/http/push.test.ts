import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_BOX } from '../../src/box/settings.ts';
import { createApp } from '../../src/http/app.ts';
import { Service, type ServiceOptions } from '../../src/service/service.ts';
import { site } from '../sources/web/fixture.ts';
import { checkedClient, type OpenApi, type Send } from '../support/contract.ts';
import { describeDatabase } from '../support/database.ts';

const silent = { info() {}, warn() {}, error() {} };
const SECRET = 'a secret of some length';
const hmac = (parts: string, secret = SECRET) => createHmac('sha256', secret).update(parts).digest('hex');

/** On one subject, but no copies of each other. */
const TEXTS = [
  'A storm flooded the old harbour of Varnes. Ferries stayed in port and the quay was closed.',
  'Ferries in Varnes stayed in port while the storm flooded the harbour and its quay.',
];

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

describeDatabase('what systems push', (openOptions) => {
  async function served(options: Partial<ServiceOptions> = {}): Promise<{ service: Service; request: Send }> {
    const service = new Service({ ...(await openOptions()), log: silent, webhookSecret: SECRET, ...options });
    cleanUps.push(() => service.stop());
    await service.whenReady();
    const app = createApp({
      service,
      version: '0.0.0',
      defaults: DEFAULT_BOX,
      log: silent,
      // From anywhere: the signature is what lets a message in.
      remoteAddress: () => '203.0.113.9',
    });
    const document = (await (await app.request('/openapi.json')).json()) as OpenApi;
    return { service, request: checkedClient((path, init) => app.request(path, init), document) };
  }

  const signedByWordpress = (event: object, { at = Date.now(), secret = SECRET } = {}): RequestInit => {
    const body = JSON.stringify(event);
    const seconds = Math.floor(at / 1000);
    const signature = `t=${seconds}, v1=${hmac(`${seconds}.${body}`, secret)}`;
    return {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-kindred-signature': signature },
      body,
    };
  };
  const signedByGhost = (event: object): RequestInit => {
    const body = JSON.stringify(event);
    const now = Date.now();
    return {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-ghost-signature': `sha256=${hmac(`${body}${now}`)}, t=${now}`,
      },
      body,
    };
  };
  const post = (id: string, title: string, modifiedAt = '2024-04-29T12:00:00Z') => ({
    event: 'put',
    post: {
      id,
      title,
      content: `<p>${TEXTS[Number(id) % 2]}</p>`,
      url: `https://ice.example/${id}/`,
      modifiedAt,
    },
  });
  const boxOf = async ({ service, request }: { service: Service; request: Send }, id: string) => {
    await service.settled();
    const answer = await request(`/v1/articles/${id}/related?minScore=0`);
    return answer.status === 200
      ? ((await answer.json()) as { items: { id: string }[] }).items.map((item) => item.id)
      : answer.status;
  };
  const answered = async (answer: Response | Promise<Response>) => {
    const { status, code, id } = (await (await answer).json()) as Record<string, string>;
    return code ?? [id, status];
  };

  it('a signed post of WordPress is in a box; taken down, it is in none', async () => {
    const one = await served();
    const send = (event: object) => answered(one.request('/v1/webhooks/wordpress', signedByWordpress(event)));
    expect(await send(post('1', 'Storm in the harbour'))).toEqual(['1', 'created']);
    expect(await send(post('2', 'Ferries stay in the harbour'))).toEqual(['2', 'created']);
    expect(await boxOf(one, '1')).toEqual(['2']);
    expect(await send({ event: 'delete', post: { id: '2', modifiedAt: '2024-04-29T13:00:00Z' } })).toEqual([
      '2',
      'deleted',
    ]);
    expect(await boxOf(one, '1')).toEqual([]);
    expect(await boxOf(one, '2')).toBe(404);
  });

  it('a signed post of Ghost is in a box', async () => {
    const one = await served();
    const ghost = (id: string) => ({
      post: {
        current: {
          id,
          status: 'published',
          title: id === 'a' ? 'Storm in the harbour' : 'Ferries wait at the quay',
          html: `<p>${TEXTS[id === 'a' ? 0 : 1]}</p>`,
          url: `https://ice.example/${id}/`,
          updated_at: '2024-04-29T12:00:00.000Z',
        },
        previous: {},
      },
    });
    for (const id of ['a', 'b'])
      expect(await answered(one.request('/v1/webhooks/ghost', signedByGhost(ghost(id))))).toEqual([
        id,
        'created',
      ]);
    expect(await boxOf(one, 'a')).toEqual(['b']);
  });

  it('what is not signed, signed with another secret or long ago is refused, and nothing is stored', async () => {
    const one = await served();
    const event = post('1', 'Storm');
    const good = signedByWordpress(event);
    for (const init of [
      { ...good, headers: { 'content-type': 'application/json' } },
      { ...good, body: `${good.body} ` },
      signedByWordpress(event, { secret: 'another secret of some length' }),
      signedByWordpress(event, { at: Date.now() - 400_000 }),
      signedByWordpress(event, { at: Date.now() + 400_000 }),
    ])
      expect(await answered(one.request('/v1/webhooks/wordpress', init))).toBe('unauthorized');
    expect(await answered(one.request('/v1/webhooks/ghost', good))).toBe('unauthorized');
    expect(await answered(one.request('/v1/webhooks/drupal', good))).toBe('not_found');
    expect(await answered(one.request('/v1/webhooks/wordpress', signedByWordpress({ event: 'put' })))).toBe(
      'invalid',
    );
    const large = signedByWordpress({ event: 'put', post: { id: '1', content: 'x'.repeat(4_000_000) } });
    expect(await answered(one.request('/v1/webhooks/wordpress', large))).toBe('too_large');
    expect(await boxOf(one, '1')).toBe(404);
    const without = await served({ webhookSecret: undefined as unknown as string });
    expect(await answered(without.request('/v1/webhooks/wordpress', good))).toBe('forbidden');
  });

  it('a message that is sent again changes nothing, in whatever order', async () => {
    const one = await served();
    const send = (init: RequestInit) => answered(one.request('/v1/webhooks/wordpress', init));
    const first = signedByWordpress(post('1', 'Storm', '2024-04-29T12:00:00Z'));
    const trashed = signedByWordpress({
      event: 'delete',
      post: { id: '1', modifiedAt: '2024-04-29T13:00:00Z' },
    });
    // Later than the deletion by our own clock as well.
    const back = signedByWordpress(post('1', 'Storm again', new Date(Date.now() + 60_000).toISOString()));
    expect(await send(first)).toEqual(['1', 'created']);
    expect(await send(first)).toEqual(['1', 'unchanged']);
    expect(await send(trashed)).toEqual(['1', 'deleted']);
    expect(await send(first)).toEqual(['1', 'outdated']);
    expect(await send(trashed)).toEqual(['1', 'absent']);
    expect(await send(back)).toEqual(['1', 'created']);
    expect(await send(trashed)).toEqual(['1', 'outdated']);
    expect(await send(first)).toEqual(['1', 'outdated']);
    expect((await one.service.article('1')).title).toBe('Storm again');
  });

  it('a post that was imported from the site under another id keeps that id', async () => {
    const one = await served();
    await one.service.put({ title: 'Storm', url: 'https://ice.example/7/' }, 'imported');
    expect(
      await answered(one.request('/v1/webhooks/wordpress', signedByWordpress(post('7', 'Storm, changed')))),
    ).toEqual(['imported', 'updated']);
  });

  describe('a hub of a followed feed', () => {
    const entry = (id: number) =>
      `<entry><id>e${id}</id><title>Storm ${id}</title><content>Ferries of Varnes wait for storm ${id} to end.</content></entry>`;

    it('is asked for a subscription, confirmed, and a signed delivery brings the new entry into the box', async () => {
      const entries = [1, 2];
      const forms: URLSearchParams[] = [];
      const feed = await site((path, request) => {
        if (path === '/feed')
          return `<feed xmlns="http://www.w3.org/2005/Atom"><link rel="hub" href="${feed.url}/hub"/><link rel="self" href="${feed.url}/feed"/>${entries.map(entry).join('')}</feed>`;
        if (path !== '/hub') return undefined;
        request.on('data', (chunk: Buffer) => forms.push(new URLSearchParams(chunk.toString())));
        return { status: 202 };
      });
      cleanUps.push(() => feed.close());
      const one = await served({
        sites: {
          sources: [`${feed.url}/feed`],
          version: '0.0.0',
          allowPrivate: true,
          intervalMs: 0,
          everyMs: 3_600_000,
          publicUrl: 'https://us.example',
          secret: SECRET,
        },
      });
      while (forms.length === 0 || one.service.following()[0]?.phase !== 'waiting') await pause(20);
      const [form] = forms;
      const callback = new URL(form?.get('hub.callback') ?? '');
      expect([form?.get('hub.mode'), form?.get('hub.topic'), callback.origin]).toEqual([
        'subscribe',
        `${feed.url}/feed`,
        'https://us.example',
      ]);
      expect(form?.get('hub.secret')).not.toContain(SECRET);

      const ask = (fields: object) =>
        one.request(
          `${callback.pathname}?${new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.topic': `${feed.url}/feed`, 'hub.challenge': 'c-7', 'hub.lease_seconds': '864000', ...fields })}`,
        );
      const confirmed = await ask({});
      expect([confirmed.status, await confirmed.text()]).toEqual([200, 'c-7']);
      for (const fields of [{ 'hub.topic': 'https://evil.example/' }, { 'hub.mode': 'unsubscribe' }])
        expect((await ask(fields)).status).toBe(404);
      expect((await one.request(`/v1/websub/${'0'.repeat(32)}`, { method: 'POST' })).status).toBe(404);

      entries.push(3);
      const deliver = (secret: string) =>
        one.request(callback.pathname, {
          method: 'POST',
          headers: { 'x-hub-signature': `sha256=${hmac('<feed/>', secret)}` },
          body: '<feed/>',
        });
      feed.asked.length = 0;
      expect((await deliver('not the secret')).status).toBe(202);
      await pause(100);
      expect(feed.asked).toEqual([]);
      const deliverTwice = [
        await deliver(form?.get('hub.secret') ?? ''),
        await deliver(form?.get('hub.secret') ?? ''),
      ];
      expect(deliverTwice.map(({ status }) => status)).toEqual([202, 202]);
      while ((one.service.following()[0]?.created ?? 0) < 3) await pause(20);
      expect((await boxOf(one, 'e1')) as string[]).toContain('e3');
      // Confirmed, it is not asked for again.
      expect(forms).toHaveLength(1);
    });
  });
});
