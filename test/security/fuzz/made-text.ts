/** Which texts stand in documents that are made? Words of several scripts, markup, what is special to some format, anything. */
import fc from 'fast-check';

const WORDS =
  'ferry harbour the U.S. Zürich Boeing 737 1,500.25 O’Brien Straße état İstanbul Ankara’da море и не 東京 ニュース กรุงเทพ 뉴스를 الحكومة می‌شود 𠮷野 e\u0301 a\u00adb & < > " \' … — 🚢 [gallery] {{x}} | ; \\ / # * _ ` : -- ]]>'.split(
    ' ',
  );
export const words: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 30 })
  .map((all) => all.join(' '));

export const markup: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      words,
      fc.constantFrom(
        '<p>',
        '</p>',
        '<br>',
        '<a href="/x?y=1&amp;z">',
        '</a>',
        '<figure><figcaption>x</figcaption></figure>',
        '<script>x</script>',
        '<pre>',
        '</pre>',
        '<!-- c -->',
        '&nbsp;&#8217;&amp;&#x1F6A2;',
        '<div class="related-posts">',
        '</div>',
        '<table><tr><td>1</td></tr></table>',
        '[caption id="1"]x[/caption]',
        '\n\n',
      ),
    ),
    { maxLength: 12 },
  )
  .map((all) => all.join(''));

/** A title, a body, a tag: sound ones and any text at all. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: words },
  { weight: 2, arbitrary: markup },
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('', ' ', 'x', 'word '.repeat(3_000)),
);

export const date: fc.Arbitrary<string> = fc.constantFrom(
  '2024-04-29T14:10:00Z',
  '2024-02-29',
  'Mon, 29 Apr 2024 14:10:00 +0200',
  'Mon, 29 Apr 2024 14:10:00 CEST',
  '2024-04-29 14:10:00',
  '0000-00-00 00:00:00',
  '1714399800',
  '-271821-04-20',
  '9999-12-31T23:59:59.999999999+14:00',
  'yesterday',
);

export const address: fc.Arbitrary<string> = fc.constantFrom(
  'https://news.example/2024/04/29/thaw/',
  'http://www.news.example:8080/a?utm_source=x&b=1#c',
  '/thaw',
  '//cdn.example/i.jpg',
  'thaw.html?a=%',
  'https://user:word@news.example/',
  'javascript:alert(1)',
  'https://[::1]/',
  'https://münchen.example/ü?ü=ü',
  'https://news.example/%zz/\\..\\..',
  `https://news.example/${'x'.repeat(2_100)}`,
);

/** A value that JSON can hold, of any kind: also keys that objects have by themselves. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -0,
    1e308,
    [],
    {},
    [[]],
    { toString: 1, valueOf: 1 },
    [{ toString: null }],
    { name: { toString: 1 } },
    { rendered: { name: [] } },
    { constructor: 1, hasOwnProperty: 2, valueOf: 3, length: -1 },
    { '@id': '@id' },
  ),
);

/** `field`, or in one of eight something else in its place. */
export const mostly = <T>(field: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 7, arbitrary: field as fc.Arbitrary<unknown> }, anything);
