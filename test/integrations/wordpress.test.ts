import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/article/errors.ts';
import { isSigned, wordpressEvent } from '../../src/sources/push/webhook.ts';

const PLUGIN = fileURLToPath(new URL('../../integrations/wordpress/kindred/kindred.php', import.meta.url));
const STUB = fileURLToPath(new URL('./wordpress-stub.php', import.meta.url));
const hasPhp = spawnSync('php', ['-v']).status === 0;
if (!hasPhp)
  process.stderr.write(
    'the WordPress plugin is not tested: php is not installed (apt-get install php-cli)\n',
  );

interface Outcome {
  readonly options: Record<string, unknown>;
  readonly transients: Record<string, { readonly value: string; readonly seconds: number }>;
  readonly requests: readonly {
    readonly method: string;
    readonly url: string;
    readonly options: {
      readonly timeout: number;
      readonly headers: Record<string, string>;
      readonly body: string;
    };
  }[];
  readonly scheduled: readonly {
    readonly in: number;
    readonly hook: string;
    readonly arguments: readonly number[];
  }[];
  readonly results: readonly string[];
}

const SECRET = 'a secret of some length';
const POST = {
  post_type: 'post',
  post_status: 'publish',
  post_password: '',
  post_title: 'Ice & "snow"',
  post_content: 'First line of it.\n\nSecond line. [gallery ids="1,2"]',
  post_excerpt: '',
  post_author: 3,
  post_date_gmt: '2024-04-29 12:00:00',
  post_modified_gmt: '2024-04-30 12:00:00',
  image: 'https://ice.example/7.jpg',
  terms: {
    category: [
      { name: 'Uncategorized', slug: 'uncategorized' },
      { name: 'Sea', slug: 'sea' },
    ],
    post_tag: [{ name: 'thaw', slug: 'thaw' }],
  },
};
const taken = { status: 200, body: '{}' };

function wordpress(scenario: object): Outcome {
  const whole = {
    options: { kindred: { url: 'https://related.ice.example', secret: SECRET } },
    posts: { 7: POST },
    answers: [taken, taken, taken],
    ...scenario,
  };
  const { stdout, stderr, status } = spawnSync('php', ['-d', 'display_errors=stderr', STUB], {
    input: JSON.stringify(whole),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${stdout}\n${stderr}`);
  return JSON.parse(stdout) as Outcome;
}

const saved = (before: string | null, post: object = {}) =>
  wordpress({ posts: { 7: { ...POST, ...post } }, steps: [['hook', 'wp_after_insert_post', 7, before]] });
const events = ({ requests }: Outcome) => requests.map(({ options }) => JSON.parse(options.body).event);

describe.skipIf(!hasPhp)('the WordPress plugin', () => {
  it('is PHP without mistakes', () => {
    expect(spawnSync('php', ['-l', PLUGIN], { encoding: 'utf8' }).stdout).toContain('No syntax errors');
  });

  it('sends a published post, signed, as the service understands it', () => {
    const { requests, options } = saved('draft');
    const [request] = requests;
    expect([requests.length, request?.method, request?.url]).toEqual([
      1,
      'POST',
      'https://related.ice.example/v1/webhooks/wordpress',
    ]);
    const { headers, body, timeout } = request?.options ?? {
      headers: {} as Record<string, string>,
      body: '',
      timeout: 99,
    };
    expect(timeout).toBeLessThanOrEqual(3);
    const signature = headers['X-Kindred-Signature'];
    const bytes = Buffer.from(body);
    expect(isSigned('wordpress', signature, bytes, SECRET, Date.now())).toBe(true);
    expect(isSigned('wordpress', signature, Buffer.from(`${body} `), SECRET, Date.now())).toBe(false);
    expect(isSigned('wordpress', signature, bytes, 'another', Date.now())).toBe(false);
    expect(isSigned('wordpress', signature, bytes, SECRET, Date.now() + 600_000)).toBe(false);
    const event = wordpressEvent(JSON.parse(body));
    expect(
      event.kind === 'put' && !(event.record.result instanceof AppError) && event.record.result,
    ).toMatchObject({
      id: '7',
      url: 'https://ice.example/?p=7',
      title: 'Ice & "snow"',
      body: 'First line of it.\n\nSecond line.',
      author: 'Ana Ruiz',
      section: 'Sea',
      tags: ['thaw'],
      image: 'https://ice.example/7.jpg',
      language: 'pt',
      publishedAt: new Date('2024-04-29T12:00:00Z'),
      modifiedAt: new Date('2024-04-30T12:00:00Z'),
    });
    expect(JSON.stringify(options.kindred_last)).toContain('200');
  });

  it('sends updates, and what is taken down as deleted; of drafts, pages and secrets nothing', () => {
    expect(events(saved('publish'))).toEqual(['put']);
    expect(events(saved('publish', { post_status: 'trash' }))).toEqual(['delete']);
    expect(events(saved('publish', { post_status: 'private' }))).toEqual(['delete']);
    expect(events(saved('publish', { post_password: 'x' }))).toEqual(['delete']);
    expect(events(saved('trash'))).toEqual(['put']);
    expect(events(saved(null, { post_status: 'draft' }))).toEqual([]);
    expect(events(saved('draft', { post_status: 'trash' }))).toEqual([]);
    expect(events(saved('publish', { post_type: 'page' }))).toEqual([]);
    expect(events(wordpress({ steps: [['hook', 'before_delete_post', 7]] }))).toEqual(['delete']);
    const [trashed] = saved('publish', { post_status: 'trash' }).requests;
    expect(wordpressEvent(JSON.parse(trashed?.options.body ?? ''))).toEqual({
      kind: 'delete',
      id: '7',
      asOf: new Date('2024-04-30T12:00:00Z'),
    });
    expect(events(wordpress({ options: {}, steps: [['hook', 'wp_after_insert_post', 7, null]] }))).toEqual(
      [],
    );
  });

  it('tries again when the service does not answer, with the post as it is then, five times', () => {
    const pushed = (attempt: number, answer: object | null) =>
      wordpress({ answers: [answer], steps: [['hook', 'kindred_push', 7, attempt]] }).scheduled;
    expect(pushed(1, null)).toEqual([{ in: 60, hook: 'kindred_push', arguments: [7, 2] }]);
    expect(pushed(3, { status: 503 })).toEqual([{ in: 1500, hook: 'kindred_push', arguments: [7, 4] }]);
    expect(pushed(1, { status: 429 })).toHaveLength(1);
    expect(pushed(5, null)).toEqual([]);
    expect(pushed(1, { status: 400 })).toEqual([]);
    expect(events(wordpress({ posts: {}, steps: [['hook', 'kindred_push', 7, 2]] }))).toEqual(['delete']);
  });

  it('shows the box below the text, asks for it once, and shows nothing when there is none', () => {
    const box =
      '<aside class="kindred"><h2>More</h2><ul><li><a href="https://ice.example/8">Thaw</a></li></ul></aside>';
    const shown = wordpress({
      answers: [{ status: 200, body: box }],
      steps: [
        ['content', 7],
        ['content', 7],
      ],
    });
    expect(shown.results).toEqual([`<p>Text</p>${box}`, `<p>Text</p>${box}`]);
    expect(shown.requests.map(({ url, options }) => [url, options.timeout])).toEqual([
      ['https://related.ice.example/v1/articles/7/box.html?limit=4', 1],
    ]);
    expect(shown.transients.kindred_box_7?.seconds).toBe(600);
    for (const answer of [null, { status: 404, body: 'x' }, { status: 200, body: 'x'.repeat(70_000) }]) {
      const none = wordpress({
        answers: [answer],
        steps: [
          ['content', 7],
          ['content', 7],
        ],
      });
      expect([none.results, none.requests.length]).toEqual([['<p>Text</p>', '<p>Text</p>'], 1]);
    }
    const views = [{ singular: false }, { loop: false }, { main: false }];
    for (const view of views) expect(wordpress({ steps: [['content', 7, view]] }).requests).toEqual([]);
    const off = {
      options: { kindred: { url: 'https://x', secret: 'y', box: false } },
      steps: [['content', 7]],
    };
    expect(wordpress(off).requests).toEqual([]);
    expect(
      wordpress({ posts: { 7: { ...POST, post_type: 'page' } }, steps: [['content', 7]] }).requests,
    ).toEqual([]);
  });

  it('lets nothing of the box run', () => {
    const body = `<aside onclick="x()" style="color:red"><script>alert(1)</script><style>p{color:red}</style><a href="javascript:x">a</a><img src="data:x" onerror="x"><iframe src="https://x"></iframe><a href="https://ice.example/8" target="_top">b</a></aside>`;
    const { results } = wordpress({ answers: [{ status: 200, body }], steps: [['content', 7]] });
    expect(results[0]).toBe('<p>Text</p><aside><a>a</a><img><a href="https://ice.example/8">b</a></aside>');
  });

  it('has settings that are checked, a secret that is never shown, and a page that escapes', () => {
    const [typed, kept, foreign] = wordpress({
      steps: [
        ['sanitize', { url: ' https://related.ice.example/ ', secret: ' new ', box: '1', limit: '99' }],
        ['sanitize', { url: 'javascript:x', secret: '', limit: 'x' }],
        ['sanitize', 'x'],
      ],
    }).results;
    expect(typed).toEqual({ url: 'https://related.ice.example', secret: 'new', box: true, limit: 12 });
    expect(kept).toEqual({ url: '', secret: SECRET, box: false, limit: 1 });
    expect(foreign).toMatchObject({ url: '', limit: 4 });
    const options = {
      kindred: { url: 'https://x"><script>alert(1)</script>', secret: SECRET },
      kindred_last: { status: 0, at: 0 },
    };
    const [page = ''] = wordpress({ options, steps: [['page']] }).results;
    expect(page).not.toContain('<script>');
    expect(page).not.toContain(SECRET);
    expect(page).toContain('1970-01-01 00:00 UTC: no answer');
    expect(page).toContain('_wpnonce');
    expect(wordpress({ steps: [['page', { can: false }]] }).results).toEqual(['']);
  });
});
