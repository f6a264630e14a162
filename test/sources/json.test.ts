import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFieldMap, valueAtPath } from '../../src/sources/field-map.ts';
import { jsonRecords } from '../../src/sources/json.ts';
import { ELEMENT_BYTES, jsonElements } from '../../src/sources/json-elements.ts';
import { all, articles, bytes, cut, drained, repeated, told } from './collected.ts';

const read = (text: string, ...map: string[]) => jsonRecords(bytes(text), 'a.json', parseFieldMap(map));

describe('a JSON document', () => {
  it('may wrap its articles', async () => {
    const text =
      '{"site":{"articles":[0]},"articles":[{"id":1,"title":"One"},{"id":2,"title":"Two"}],"next":null}';
    expect(await told(read(text))).toEqual(['One', 'Two']);
  });

  it('refuses an entry that is none, and no other', async () => {
    const huge = `{"id":9,"title":"${'x'.repeat(ELEMENT_BYTES)}"}`;
    expect(await told(read(`[{"id":1,"title":"One"},{oops},17,${huge},{"id":2,"title":"Two"}]`))).toEqual([
      'One',
      '-: the entry is not JSON: "{oops}"',
      expect.stringMatching(/^-: .*got 17/),
      `-: an entry may have at most ${ELEMENT_BYTES} bytes`,
      'Two',
    ]);
  });

  it.each([
    ['[{"id":1,"title":"One"},{"id"', /a\.json is not JSON: it ends within a value/],
    ['[{"id":1,"title":"One"}}', /brackets do not match/],
    ['{"site":1}', /a\.json is no array of articles and has none under articles, items/],
    [`${'['.repeat(100_000)}`, /nested over 500 levels deep/],
  ])('that is damaged is named: %s', async (text, message) => {
    await expect(told(read(text))).rejects.toThrow(message);
  });

  it('as WordPress answers it is understood, and other shapes with a mapping', async () => {
    const post = {
      id: 7,
      date_gmt: '2024-04-29T10:00:00',
      link: 'https://ice.example/7',
      title: { rendered: 'Ice &#8211; thick' },
      content: { rendered: '<p>One.</p><p>Two.</p>' },
      tags: [3, 4],
    };
    expect(await articles(read(JSON.stringify([post])))).toMatchObject([
      {
        id: '7',
        title: 'Ice – thick',
        body: 'One.\n\nTwo.',
        tags: [],
        publishedAt: new Date('2024-04-29T10:00:00Z'),
      },
    ]);
    const other = {
      meta: { key: 'k' },
      fields: { head: 'T', story: [{ html: '<p>B</p>' }], topics: [{ name: 'x' }] },
    };
    const map = ['id=meta.key', 'title=fields.head', 'body=fields.story.0.html', 'tags=fields.topics.name'];
    expect(await articles(read(JSON.stringify([other]), ...map))).toMatchObject([
      { id: 'k', title: 'T', body: 'B', tags: ['x'] },
    ]);
  });

  it('of any length is read in constant memory', async () => {
    const body = 'Ice on the river. '.repeat(250);
    const text = repeated('[0', (at) => `,${JSON.stringify({ id: at, title: `T${at}`, body })}`, 20_000, ']');
    const wrapped = jsonRecords(text, 'a.json');
    const first = await wrapped.next();
    expect(first.value?.id).toBeNull();
    const { count, grownBytes } = await drained(wrapped, 20_000);
    expect(count).toBe(20_000);
    expect(grownBytes).toBeLessThan(100_000_000);
  });
});

describe('values cut out of JSON', () => {
  it('are those that JSON.parse sees, whatever the chunks', async () => {
    const property = fc.asyncProperty(
      fc.array(fc.jsonValue()),
      fc.integer({ min: 1, max: 9 }),
      async (values, size) => {
        const found = await all(
          jsonElements(cut(JSON.stringify({ a: values }, null, size % 3), size), (path) => path.length === 2),
        );
        expect(found.map(({ bytes: text }) => JSON.parse(String(text)))).toEqual(
          JSON.parse(JSON.stringify(values)),
        );
      },
    );
    await fc.assert(property, { numRuns: 200 });
  });

  it('are never found on a prototype', () => {
    expect(valueAtPath({ a: {} }, 'a.constructor')).toBeUndefined();
    expect(valueAtPath({ 'a.b': 1, a: { b: 2 } }, 'a.b')).toBe(1);
  });
});
