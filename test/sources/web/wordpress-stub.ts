/** How does the REST API of a WordPress answer? As far as a reader asks it. */
import type { Replies, Reply } from './fixture.ts';

export interface StubPost {
  readonly id: number;
  readonly title: string;
  /** UTC; the site's own time is two hours ahead. */
  readonly modified: string;
  readonly content?: string;
  readonly isProtected?: boolean;
  readonly type?: 'posts' | 'pages';
}

export interface StubOptions {
  readonly posts: () => readonly StubPost[];
  readonly base: () => string;
  /** Breaks down over more posts at once. */
  readonly mostAtOnce?: number;
  /** Knows `modified_after`: since WordPress 5.7. */
  readonly isOld?: boolean;
  /** `NAME:PASSWORD` without which nothing is shown. */
  readonly user?: string;
}

const local = (utc: string) => new Date(Date.parse(`${utc}Z`) + 2 * 3_600_000).toISOString().slice(0, 19);

export function wordpressStub({ posts, base, mostAtOnce = 100, isOld = false, user }: StubOptions): Replies {
  return (path, request): Reply | string | undefined => {
    const url = new URL(path, base());
    if (url.pathname === '/robots.txt') return 'User-agent: *\nDisallow: /wp-admin/\n';
    const wanted = user && `Basic ${Buffer.from(user).toString('base64')}`;
    if (wanted && request.headers.authorization !== wanted)
      return { status: 401, body: '{"code":"rest_login_required"}' };
    if (url.pathname === '/')
      return {
        headers: { link: `<${base()}/wp-json/>; rel="https://api.w.org/"`, 'content-type': 'text/html' },
        body: '<!DOCTYPE html><html><head><title>Ice</title></head><body>Front</body></html>',
      };
    const [, type = '', one] = /^\/wp-json\/wp\/v2\/(posts|pages)(?:\/(\d+))?$/.exec(url.pathname) ?? [];
    if (type === '') return undefined;
    const all = posts().filter((post) => (post.type ?? 'posts') === type);
    if (one !== undefined)
      return all.some(({ id }) => String(id) === one)
        ? `{"id":${one}}`
        : { status: 404, body: '{"code":"rest_post_invalid_id"}' };
    const ask = (name: string) => url.searchParams.get(name);
    const size = Number(ask('per_page') ?? 10);
    if (size > mostAtOnce) return { status: 500, body: 'Allowed memory size exhausted' };
    const after = isOld ? null : ask('modified_after');
    const key = ({ id, modified }: StubPost) =>
      ask('orderby') === 'id' ? String(id).padStart(9, '0') : modified;
    const listed = all
      .filter(({ modified }) => after === null || local(modified) > after)
      .sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.id - b.id));
    const page = Number(ask('page') ?? 1);
    const pages = Math.ceil(listed.length / size);
    if (page > Math.max(1, pages)) return { status: 400, body: '{"code":"rest_post_invalid_page_number"}' };
    const fields = ask('_fields')?.split(',') ?? [];
    const body = listed.slice((page - 1) * size, page * size).map((post) => answerOf(post, fields, base()));
    return {
      headers: {
        'content-type': 'application/json',
        'x-wp-total': String(listed.length),
        'x-wp-totalpages': String(pages),
      },
      body: JSON.stringify(body),
    };
  };
}

function answerOf(
  { id, title, modified, content, isProtected = false }: StubPost,
  fields: readonly string[],
  base: string,
) {
  if (fields.join() === 'id') return { id };
  return {
    id,
    link: `${base}/${id}/`,
    status: 'publish',
    title: { rendered: title.replaceAll('&', '&#038;') },
    content: {
      rendered: content ?? `<p>${title} is a story of its own, with some words.</p>[gallery ids="1,2"]`,
      protected: isProtected,
    },
    excerpt: { rendered: `<p>${title} is a story [&hellip;]</p>` },
    date_gmt: '2024-04-01T10:00:00',
    modified: local(modified),
    modified_gmt: modified,
    _links: {},
    _embedded: fields.includes('_embedded')
      ? {
          author: [{ name: 'Ana Ruiz' }],
          'wp:term': [
            [
              { name: 'Sea &amp; ice', taxonomy: 'category', slug: 'sea' },
              { name: 'World', taxonomy: 'category', slug: 'world' },
            ],
            [{ name: 'thaw', taxonomy: 'post_tag', slug: 'thaw' }],
          ],
          'wp:featuredmedia': [{ source_url: `${base}/${id}.jpg` }],
        }
      : undefined,
  };
}
