/** Markdown with front matter in YAML, TOML and JSON: a record, or left out with a reason. Nothing is written to standard error. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AppError } from '../../../src/article/errors.ts';
import { markdownRecord } from '../../../src/sources/markdown.ts';
import { date, markup, mostly, text } from './made-text.ts';
import { checkArticle, checkError } from './promises.ts';
import type { Target } from './target.ts';

const fields = fc.record(
  {
    title: mostly(text),
    date: mostly(date),
    lastmod: mostly(date),
    slug: mostly(text),
    permalink: mostly(fc.constantFrom('/:year/:month/:slug/', '/x/{{ y }}', 'https://news.example/a', ':')),
    tags: mostly(fc.array(text, { maxLength: 3 })),
    categories: mostly(text),
    authors: mostly(fc.array(fc.record({ name: mostly(text) }), { maxLength: 2 })),
    cover: mostly(fc.record({ image: mostly(text) })),
    draft: mostly(fc.constant(false)),
  },
  { requiredKeys: ['title'] },
);
/** JSON is YAML; of a value that is a text, a number or a list of texts, it is TOML too. */
const tomlOf = (value: object) =>
  Object.entries(value)
    .filter(([, one]) => typeof one === 'string' || Number.isInteger(one) || typeof one === 'boolean')
    .map(([name, one]) => `${name} = ${JSON.stringify(one)}`)
    .join('\n');

export const markdownTarget: Target = {
  name: 'markdown',
  seeds: [
    '---\ntitle: Thaw\ndate: 2024-04-29 14:10:00 +0200\ntags: [a, b]\ncategories:\n  - sea\ndraft: false\n---\n# Thaw #\n\nIce *on* the [river](x).\n\n{{< figure src="x" >}}\n',
    '+++\ntitle = "Thaw"\ndate = 2024-04-29T14:10:00Z\n[params]\nx = 1\n[[a]]\n+++\ntext\n',
    '{\n"title": "Thaw",\n"date": "2024-04-29"\n}\ntext',
    '---\na: &a [x, x]\nb: &b [*a, *a]\ntags: [*b, *b]\ntitle: !!str 1\n? [k, l]\n: !x y\n<<: {c: d}\n---\n',
    '---\n---\n# \n\n1. a\n   * b\n\n> c\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\nx\n```\n[^1]: note\n[a]: <b> "c"\n',
    '---json\n{"title":"\\ud800","slug":"\\ud800","date":1e999}\n---\nx',
    'import A from "b"\nexport const c = 1\n\n<A x={1}>text</A>\n',
  ],
  made: fc.tuple(fields, markup, fc.nat(2)).map(([value, body, kind]) => {
    if (kind === 0) return `---\n${JSON.stringify(value, null, 1)}\n---\n${body}`;
    return kind === 1 ? `+++\n${tomlOf(value)}\n+++\n${body}` : `${JSON.stringify(value, null, 1)}\n${body}`;
  }),
  words: [
    ...'--- +++ : - ? | > & * ! % @ ` {{ }} {% %} *a &a !!binary !!timestamp !!set !!float .inf .nan 0x1F 0o7 1_000 ~ <<: [[ ]] """ \'\'\' \\ \\UFFFFFFFF \\u0000 ** __ ~~ ![ ]( <a> | :--'.split(
      ' ',
    ),
    '\n---\n',
    '\n+++\n',
    '\n}',
    '\n  ',
    '\n\t',
    '\ntitle: x\n',
    '\n? ',
    '\n- - - ',
    '2024-13-45',
    '99999-01-01T00:00:00Z',
  ],
  pairs: [
    ['[', ']'],
    ['{a: ', '}'],
    ['{"a":', '}'],
    ['"', '"'],
    ['- ', ''],
    ['a:\n ', ''],
    ['> ', ''],
    ['**', '**'],
    ['*', ''],
    ['_a', ''],
    ['![', '](x)'],
    ['`', ''],
    ['<a ', ''],
    ['\n    ', ''],
    ['[a.b.', ']\n'],
    ['&a [*a,', ']'],
    ['(', ')'],
    ['1. ', ''],
    ['|', ''],
  ],
  read(bytes, chance) {
    const warnings: Error[] = [];
    const hear = ((warning: Error) => void warnings.push(warning)) as typeof process.emitWarning;
    const { emitWarning } = process;
    process.emitWarning = hear;
    let skipped = 0;
    try {
      const path = ['content/sea/2024-01-31-thaw.md', '_posts/2024-01-31-thaw.md', '\ud800/a.md'][
        chance % 3
      ] as string;
      const record = markdownRecord(0, path, bytes, {
        baseUrl: chance % 2 ? 'https://news.example/' : undefined,
        onSkip: () => skipped++,
      });
      assert.equal(skipped, record === undefined ? 1 : 0, 'left out without a reason');
      assert.deepEqual(warnings, [], 'what a file holds is written to standard error');
      if (record === undefined) return 'refused';
      if (!(record.result instanceof AppError)) {
        checkArticle(record.result);
        return 'taken';
      }
      checkError(record.result);
      return 'refused';
    } finally {
      process.emitWarning = emitWarning;
    }
  },
};
