import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressKind } from '../../src/fetching/address.ts';
import { Fetcher } from '../../src/fetching/fetcher.ts';
import { dialTo, type Loopback, loopback } from './servers.ts';

let server: Loopback;
beforeAll(async () => {
  server = await loopback((request, response) => {
    if (request.url?.startsWith('/to?')) {
      // As UTF-8, whatever Node thinks of it.
      const location = Buffer.from(request.url.slice(4), 'hex').toString('latin1');
      response.writeHead(302, { location });
      response.end('secret in a redirect');
    } else response.end('secret');
  });
});
afterAll(() => server.close());

/** What names of the test mean. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'public.example': ['93.184.215.14'],
  'local.example': ['127.0.0.1'],
  'local6.example': ['::1'],
  'mixed.example': ['93.184.215.14', '10.0.0.7'],
  'mapped.example': ['::ffff:192.168.1.1'],
  'metadata.example': ['169.254.169.254'],
  'none.example': [],
  localhost: ['127.0.0.1', '::1'],
};

function fetcher(allowPrivate = false) {
  const { dial, dialled } = dialTo(server.port);
  const resolve = async (host: string) => NAMES[host.replace(/\.$/, '')] ?? [];
  return { fetcher: new Fetcher({ userAgent: 'Test/1', allowPrivate, resolve, dial }), dialled };
}

async function refusal(url: string, allowPrivate = false) {
  const { fetcher: one, dialled } = fetcher(allowPrivate);
  const error = await one.get(url).then(
    () => undefined,
    (reason: Error) => reason,
  );
  await one.close();
  return { error, dialled };
}

const ADDRESSES = [
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '169.254.0.1',
  '169.254.169.254',
  '100.64.0.1',
  '100.127.255.255',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  '192.0.2.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '192.88.99.1',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  // Decimal, octal, hexadecimal, short.
  '2130706433',
  '0x7f000001',
  '017700000001',
  '0177.0.0.1',
  '0x7f.0x0.0x0.0x1',
  '127.1',
  '127.0.1',
  '0',
  '127.0.0.1.',
  '①②⑦.⓪.⓪.①',
  '１２７.0.0.1',
  '127。0。0。1',
  '%31%32%37.0.0.1',
  // IPv6, with addresses of IPv4 in it.
  '[::]',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::ffff:10.0.0.1]',
  '[::ffff:169.254.169.254]',
  '[::ffff:0:127.0.0.1]',
  '[::127.0.0.1]',
  '[::7f00:1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b::a9fe:a9fe]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::]',
  '[2002:a9fe:a9fe::1]',
  '[2001:0:7f00:1::]',
  '[2001:db8::1]',
  '[3fff::1]',
  '[fe80::1]',
  '[febf::1]',
  '[fec0::1]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[fdff::1]',
  '[ff02::1]',
  '[100::1]',
  '[5f00::1]',
];
const URLS = [
  'http://localhost/',
  'http://localhost./',
  'http://local.example/',
  'http://local.example./',
  'http://local6.example/',
  'http://mixed.example/',
  'http://mapped.example/',
  'http://metadata.example/latest/meta-data/',
  'http://none.example/',
  'http://user@public.example/',
  'http://user:secret@public.example/',
  'http://127.0.0.1@public.example/',
  'http://public.example:22/',
  'https://public.example:6379/',
  'file:///etc/passwd',
  'gopher://public.example/',
  'ftp://public.example/',
  'data:text/html,secret',
  'javascript:secret',
  'blob:http://public.example/x',
  '//public.example/',
  'public.example',
  `http://public.example/${'x'.repeat(3000)}`,
];

describe('what is not fetched', () => {
  it.each([...ADDRESSES.map((host) => `http://${host}/`), ...URLS])('%s: no connection', async (url) => {
    const { error, dialled } = await refusal(url);
    expect(error).toMatchObject({ name: 'AppError' });
    expect(dialled).toEqual([]);
    expect(error?.message).not.toMatch(/:secret@|93\.184/);
  });

  it.each([
    ...ADDRESSES.map((host) => `http://${host}/`),
    ...URLS.filter((url) => /^[a-z]+:/.test(url) && url.length < 1000),
  ])('after a redirect: %s', async (url) => {
    const { error, dialled } = await refusal(`http://public.example/to?${Buffer.from(url).toString('hex')}`);
    expect(error).toMatchObject({ name: 'AppError' });
    expect(dialled).toEqual(['93.184.215.14']);
    expect(error?.message).not.toMatch(/secret/);
  });

  it('is judged again when a name has become another machine', async () => {
    const { dial, dialled } = dialTo(server.port);
    const answers = [['93.184.215.14'], ['127.0.0.1']];
    let resolved = 0;
    const one = new Fetcher({ userAgent: 'Test/1', dial, resolve: async () => answers[resolved++] ?? [] });
    // Between judgement and connection no second answer is asked for.
    expect((await one.get('http://public.example/')).status).toBe(200);
    expect([resolved, dialled]).toEqual([1, ['93.184.215.14']]);
    // Another port is another connection, and the name now says something else.
    await expect(one.get('https://public.example/')).rejects.toMatchObject({ code: 'forbidden' });
    expect([resolved, dialled]).toEqual([2, ['93.184.215.14']]);
    await one.close();
  });

  it('is not reached by what a hub is sent either', async () => {
    const { fetcher: one, dialled } = fetcher();
    const form = new URLSearchParams({ 'hub.mode': 'subscribe' });
    for (const url of ['http://127.0.0.1/', 'http://local.example/hub', 'http://metadata.example/'])
      await expect(one.get(url, { form })).rejects.toMatchObject({ code: 'forbidden' });
    expect(dialled).toEqual([]);
    // A post is not sent on as another request to wherever the hub points.
    const to = Buffer.from('http://public.example/x').toString('hex');
    expect(await one.get(`http://public.example/to?${to}`, { form })).toMatchObject({ status: 302 });
    expect(dialled).toEqual(['93.184.215.14']);
    await one.close();
  });

  it('is not asked of a proxy that the environment names', async () => {
    const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'ALL_PROXY'];
    for (const name of names) process.env[name] = server.url;
    const { fetcher: one, dialled } = fetcher();
    expect((await one.get('http://public.example/')).status).toBe(200);
    expect(dialled).toEqual(['93.184.215.14']);
    await one.close();
    for (const name of names) delete process.env[name];
  });

  it('is fetched where private networks are allowed, but for what no site has', async () => {
    for (const url of [
      'http://127.0.0.1/',
      'http://[::1]/',
      'http://10.0.0.1/',
      'http://local.example:8080/',
    ])
      expect((await refusal(url, true)).dialled, url).toHaveLength(1);
    for (const url of [
      'http://169.254.169.254/',
      'http://[fe80::1]/',
      'http://0/',
      'http://224.0.0.1/',
      'http://[::]/',
    ])
      expect((await refusal(url, true)).dialled, url).toEqual([]);
  });
});

describe('an address', () => {
  it.each([
    '93.184.215.14',
    '8.8.8.8',
    '2606:2800:21f:cb07:6820:80da:af6b:8b2c',
    '64:ff9b::808:808',
    '::ffff:8.8.8.8',
  ])('%s is public', (address) => {
    expect(addressKind(address)).toBe('public');
  });

  it.each(['', 'x', '1', '0x7f000001', 'fe80::1%eth0', '2606:2800::1%1', '1.2.3', '1.2.3.4.5'])(
    'is none, so that no site can have it: %j',
    (text) => {
      expect(addressKind(text)).toBe('never');
    },
  );
});
