import { describe, expect, it } from 'vitest';
import { ghostRecords } from '../../src/sources/ghost.ts';
import type { Skipped } from '../../src/sources/record.ts';
import { articles, bytes, cut, told } from './collected.ts';

const post = (id: string, more: object = {}) => ({
  id,
  title: `Post ${id}`,
  slug: `post-${id}`,
  html: '<p>One.</p><p>Two.</p>',
  status: 'published',
  type: 'post',
  published_at: '2024-04-29T10:00:00.000Z',
  ...more,
});
const text = (node: object) => ({ type: 'text', ...node });
const lexical = JSON.stringify({
  root: {
    children: [
      {
        type: 'paragraph',
        children: [text({ text: 'One ' }), { type: 'link', children: [text({ text: 'two' })] }],
      },
      { type: 'html', html: '<p>Three</p>' },
      { type: 'image', caption: 'Left out' },
    ],
  },
});
const mobiledoc = JSON.stringify({
  cards: [['html', { html: '<p>Three</p>' }]],
  sections: [
    [
      1,
      'p',
      [
        [0, [], 0, 'One '],
        [0, [0], 1, 'two'],
      ],
    ],
    [3, 'ul', [[[0, [], 0, 'a']], [[0, [], 0, 'b']]]],
    [10, 0],
  ],
});
const DATA = {
  posts: [
    post('a', { feature_image: '__GHOST_URL__/content/images/a.jpg', custom_excerpt: 'Short' }),
    post('b', { status: 'draft' }),
    post('c', { type: 'page' }),
    post('d', { html: null, lexical }),
    post('e', { html: null, mobiledoc }),
  ],
  posts_authors: [{ post_id: 'a', author_id: 'u', sort_order: 0 }],
  posts_tags: [
    { post_id: 'a', tag_id: 't2', sort_order: 1 },
    { post_id: 'a', tag_id: 't1', sort_order: 0 },
    { post_id: 'a', tag_id: 't3', sort_order: 2 },
  ],
  tags: [
    { id: 't1', name: 'Sea' },
    { id: 't2', name: 'thaw' },
    { id: 't3', name: '#internal' },
  ],
  users: [{ id: 'u', name: 'Ana Ruiz' }],
};
const EXPORT = JSON.stringify({ db: [{ meta: { version: '5.0.0' }, data: DATA }] });
const options = { name: 'ghost.json', baseUrl: 'https://ice.example' };

describe('a Ghost export', () => {
  it('gives its published posts with tags and authors, which stand behind them', async () => {
    const skipped: Skipped[] = [];
    const found = await articles(
      ghostRecords(cut(EXPORT, 100), { ...options, onSkip: (one) => skipped.push(one) }),
    );
    expect(found).toMatchObject([
      {
        id: 'a',
        url: 'https://ice.example/post-a/',
        body: 'One.\n\nTwo.',
        excerpt: 'Short',
        author: 'Ana Ruiz',
        section: 'Sea',
        tags: ['thaw'],
        image: 'https://ice.example/content/images/a.jpg',
      },
      { id: 'd', body: 'One two\n\nThree' },
      { id: 'e', body: 'One two\n\na\nb\n\nThree' },
    ]);
    expect(skipped.map(({ reason }) => reason)).toEqual(['has status draft', 'is of type page']);
  });

  it('has no addresses without the site’s', async () => {
    const [first] = await articles(ghostRecords(bytes(EXPORT), { name: 'ghost.json' }));
    expect(first).toMatchObject({ url: null, image: null });
  });

  it('refuses the post that is wrong, and no other', async () => {
    const data = { posts: [17, post('a', { html: '<i>'.repeat(1000) }), post('b')] };
    expect(await told(ghostRecords(bytes(JSON.stringify({ data })), options))).toEqual([
      'posts 2: the HTML is nested over 500 elements deep',
      'post 1: it has neither a title nor a text',
      'Post b',
    ]);
  });

  it('that is cut off says so', async () => {
    await expect(told(ghostRecords(bytes(EXPORT.slice(0, 500)), options))).rejects.toThrow(
      /^ghost\.json is not JSON: it ends/,
    );
  });
});
