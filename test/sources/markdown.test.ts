import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/article/errors.ts';
import { type MarkdownOptions, markdownRecord, markdownToText } from '../../src/sources/markdown.ts';
import type { Skipped } from '../../src/sources/record.ts';

const options = { baseUrl: 'https://ice.example' };
const read = (path: string, text: string, more: MarkdownOptions = options) =>
  markdownRecord(0, path, Buffer.from(text), more)?.result;

describe('a Markdown file', () => {
  it.each([
    [
      'Hugo',
      'content/sea/thaw.md',
      '+++\ntitle = "Thaw"\ndate = 2024-04-29T10:00:00Z\ntags = ["ice"]\nauthors = ["Ana"]\nimages = ["/a.jpg"]\n+++\nOne *two*.\n\n{{< figure src="x" >}}\n\nThree.',
      {
        id: 'content/sea/thaw',
        url: 'https://ice.example/sea/thaw/',
        section: 'sea',
        author: 'Ana',
        image: 'https://ice.example/a.jpg',
      },
    ],
    [
      'Jekyll',
      '_posts/2024-04-29-thaw.md',
      '---\nlayout: post\ntitle: Thaw\ncategories: sea north\ntags: [ice]\nauthor: Ana\n---\n\nOne *two*.\n{: .note}\n\nThree.',
      {
        url: 'https://ice.example/2024/04/29/thaw.html',
        section: 'sea',
        tags: ['ice', 'north'],
        author: 'Ana',
      },
    ],
    [
      'Eleventy',
      'blog/thaw.md',
      '---json\n{"title":"Thaw","date":"2024-04-29","permalink":"/b/thaw/","tags":"ice"}\n---\n# Thaw\n\nOne *two*.\n\n{% image "x" %}\n\nThree.',
      { url: 'https://ice.example/b/thaw/', tags: ['ice'], section: null },
    ],
    [
      'Astro',
      'src/content/blog/thaw.mdx',
      "---\ntitle: 'Thaw'\npubDate: 'Apr 29 2024'\nheroImage: { src: /a.jpg }\ntags:\n  - ice\n---\nimport X from '../x.astro'\n\nOne *two*.\n\n<X a={1} />\n\nThree.",
      { url: 'https://ice.example/blog/thaw/', image: 'https://ice.example/a.jpg' },
    ],
    [
      'Hugo, in JSON',
      'content/post/thaw/index.md',
      '{\n "title": "Thaw", "date": "2024-04-29"\n}\n\nOne *two*.\n\nThree.',
      { url: 'https://ice.example/post/thaw/', section: null },
    ],
  ])('of %s becomes an article', (_, path, text, expected) => {
    expect(read(path, text)).toMatchObject({ title: 'Thaw', body: 'One two.\n\nThree.', ...expected });
    expect((read(path, text) as { publishedAt: Date }).publishedAt.toISOString()).toMatch(/^2024-04-29/);
  });

  it.each([
    ['a.md', '---\ntitle: x\ndraft: true\n---\n', 'is a draft'],
    ['a.md', '---\ntitle: x\npublished: false\n---\n', 'is a draft'],
    ['_drafts/a.md', 'x', 'is a draft'],
    ['sea/_index.md', '---\ntitle: Sea\n---\n', 'is a list page'],
    ['README.md', '# Site', 'is about the site, not of it'],
  ])('%s %j is left out', (path, text, reason) => {
    const skipped: Skipped[] = [];
    expect(read(path, text, { onSkip: (one) => skipped.push(one) })).toBeUndefined();
    expect(skipped).toEqual([{ place: path, reason }]);
  });

  it('without front matter has its heading and its date in the name', () => {
    expect(read('2024-04-29-x.md', '# Thaw\n\nOne.')).toMatchObject({
      title: 'Thaw',
      body: 'One.',
      publishedAt: new Date('2024-04-29'),
    });
  });

  it('has the address that a pattern gives', () => {
    const text = '---\ntitle: Thaw\ndate: 2024-04-29\nslug: melt\n---\nx';
    expect(read('a/b.md', text, { ...options, permalink: '/:year/:month/:slug/' })).toMatchObject({
      url: 'https://ice.example/2024/04/melt/',
    });
    expect(read('a/b.md', text, {})).toMatchObject({ url: null });
  });

  it.each([
    ['---\ntitle: [x\n---\n', /^the front matter is not YAML: .*line/],
    ['+++\ntitle = \n+++\n', /^the front matter is not TOML/],
    ['---\ntitle: x\n', /^the front matter has no end/],
    ['---\n- x\n---\n', /^the front matter has no fields/],
    [
      `---\na: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
        .split('')
        .map((name, at) => `${name}: &${name} [${`*${'abcdefghi'[at]},`.repeat(9)}]`)
        .join('\n')}\n---\n`,
      /^the front matter is not YAML: Excessive alias count/,
    ],
    ['x'.repeat(2_000_001), /^a file may have at most 2000000 bytes/],
  ])('with a mistake is refused by name', (text, message) => {
    const result = read('a.md', text);
    expect(result).toBeInstanceOf(AppError);
    expect((result as AppError).message).toMatch(message);
  });

  it.each([
    '>'.repeat(5000),
    '- '.repeat(3000),
    '['.repeat(20_000),
    '*a '.repeat(20_000),
    '`'.repeat(20_000),
  ])('nested without end is read or refused: %#', (text) => {
    expect(markdownRecord(0, 'a.md', Buffer.from(`# T\n\n${text}`))).toBeDefined();
  });
});

describe('Markdown as text', () => {
  it('has paragraphs and no marks', () => {
    expect(
      markdownToText('## A\n\nb **c** [d](e) ![f](g)[^1]\n\n- h\n- i\n\n> j\n\n```\nk\n  l\n```\n\n[^1]: m'),
    ).toBe('A\n\nb c d\n\nh\ni\n\nj\n\nk\n  l\n\nm');
  });
});
