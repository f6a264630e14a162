import { describe, expect, it } from 'vitest';
import { csvRecords, delimiterOf } from '../../src/sources/csv.ts';
import { ROW_CHARACTERS } from '../../src/sources/csv-rows.ts';
import { parseFieldMap } from '../../src/sources/field-map.ts';
import { articles, bytes, cut, drained, repeated, told } from './collected.ts';

const TABLE = 'id,title,body\r\n1,"Ice, thick","First ""line"".\n\nSecond."\r\n\r\n2,Thaw,Water\r\n';

describe('a CSV', () => {
  it('keeps delimiters, doubled quotes and line breaks in quotes', async () => {
    expect(await articles(csvRecords(bytes(TABLE)))).toMatchObject([
      { id: '1', title: 'Ice, thick', body: 'First "line".\n\nSecond.' },
      { id: '2', title: 'Thaw', body: 'Water' },
    ]);
  });

  it('is read across any cut between chunks', async () => {
    for (let size = 1; size < 20; size++)
      expect(await told(csvRecords(cut(TABLE, size)))).toEqual(['Ice, thick', 'Thaw']);
  });

  it.each([
    [';', 'id;title;body'],
    ['\t', 'id\ttitle\tbody'],
    ['|', 'id|title|body'],
    [',', '"a;b;c;d",title'],
  ])('has its delimiter %j found in the header', (delimiter, header) => {
    expect(delimiterOf(header)).toBe(delimiter);
  });

  it('may begin with a byte order mark, be UTF-16 or Windows-1252', async () => {
    const text = 'id;title\n1;Grüße\n';
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    for (const content of [`\ufeff${text}`, utf16, Buffer.from(text, 'latin1')])
      expect(await told(csvRecords(bytes(content)))).toEqual(['Grüße']);
  });

  it('refuses the row that is wrong, with its line, and no other', async () => {
    const text = 'id,title,body\n1,One,a\n2,Two,b,c,d\n3,,\n4,"open,x\n5,Five,"y"\n6,Six,"z"z\n';
    expect(await told(csvRecords(bytes(text)))).toEqual([
      'One',
      'line 3: the row has 5 fields for 3 columns',
      'line 4: title must be of type string, got nothing',
      'line 5: a quote opens and never closes',
      'Five',
      'Six',
    ]);
  });

  it('goes on after a quote that never closes', async () => {
    expect(await told(csvRecords(bytes('id,title\n1,One\n2,"Two\n3,Three')))).toEqual([
      'One',
      'line 3: a quote opens and never closes',
      'Three',
    ]);
  });

  it('goes on after a row of 100 MB', async () => {
    async function* chunks() {
      yield Buffer.from('id,title\n1,');
      for (let at = 0; at < 100; at++) yield Buffer.alloc(1_000_000, 'x');
      yield Buffer.from('\n2,Two\n');
    }
    expect(await told(csvRecords(chunks()))).toEqual([
      `line 2: a row may have at most ${ROW_CHARACTERS} characters`,
      'Two',
    ]);
  });

  it('finds fields where --map says, by columns with any name', async () => {
    const map = parseFieldMap(['title=content.rendered', 'id=__proto__']);
    const text = '__proto__,content.rendered,constructor\n7,<b>One</b>,x\n';
    expect(await articles(csvRecords(bytes(text), { map }))).toMatchObject([{ id: '7', title: 'One' }]);
  });

  it('of any length is read in constant memory', async () => {
    const body = `"${'Ice on the river, and more of it. '.repeat(150)}"`;
    const table = repeated('id,title,body\n', (at) => `${at},Title ${at},${body}\n`, 20_000);
    const { count, grownBytes } = await drained(csvRecords(table), 20_000);
    expect(count).toBe(20_000);
    expect(grownBytes).toBeLessThan(100_000_000);
  });
});

describe('a mapping of fields', () => {
  it('names what is wrong with it', () => {
    expect(() => parseFieldMap(['body'])).toThrow(
      'a mapping is FIELD=PATH, e.g. body=content.rendered, got "body"',
    );
    expect(() => parseFieldMap(['boddy=a'])).toThrow(/"boddy" is no field; there are .*title/);
  });
});
