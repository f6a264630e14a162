import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { csvRecords } from '../../src/sources/csv.ts';
import { feedRecords } from '../../src/sources/feed.ts';
import { gunzipped } from '../../src/sources/gunzip.ts';
import { jsonRecords } from '../../src/sources/json.ts';
import { ndjsonRecords } from '../../src/sources/ndjson.ts';
import { ELEMENT_CHARACTERS, xmlElements } from '../../src/sources/xml.ts';
import { all, bytes, told } from './collected.ts';

const feed = (content: string | AsyncIterable<Uint8Array>) =>
  feedRecords(typeof content === 'string' ? bytes(content) : content, { name: 'feed.xml' });
const item = (title: string, more = '') => `<item><title>${title}</title>${more}</item>`;

describe('hostile XML', () => {
  it('has its entities left unexpanded: billion laughs, quadratic, external', async () => {
    const laughs = Array.from(
      { length: 9 },
      (_, at) => `<!ENTITY lol${at + 1} "${`&lol${at};`.repeat(10)}">`,
    ).join('');
    const dtd = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY lol0 "lol">${laughs}<!ENTITY file SYSTEM "file:///etc/passwd">]>`;
    expect(await told(feed(`${dtd}<rss><channel>${item('a &lol9; &file; b')}</channel></rss>`))).toEqual([
      'a &lol9; &file; b',
    ]);
  });

  it.each([
    ['<a>'.repeat(100_000), /nested over 200 elements deep/],
    [
      `<rss><channel><item ${Array.from({ length: 100_000 }, (_, at) => `a${at}="1"`).join(' ')}>`,
      /over 200 attributes/,
    ],
    [`<rss><channel><${'x'.repeat(200_000)}`, /a tagName has over 64 KB/],
    [`<!DOCTYPE ${'x'.repeat(200_000)}`, /a doctype has over 64 KB/],
  ])('is refused as a whole where nothing is to be had: %#', async (content, message) => {
    await expect(told(feed(content))).rejects.toThrow(message);
  });

  it('is refused in part where it can be, with its line', async () => {
    const many = '<category>x</category>'.repeat(30_000);
    const content = `<rss><channel>\n${item('One')}\n${item('Two', many)}\n<!--${'x'.repeat(500_000)}-->${item('Three')}</channel></rss>`;
    expect(await told(feed(content))).toEqual([
      'One',
      'line 3: the entry is refused: it has over 20000 elements',
      'Three',
    ]);
  });

  it('with a text of 200 MB costs no memory', async () => {
    async function* chunks() {
      yield Buffer.from(`<rss><channel>${item('One')}<item><description>`);
      for (let at = 0; at < 200; at++) yield Buffer.alloc(1_000_000, 'x ');
      yield Buffer.from(`</description></item>${item('Two')}</channel></rss>`);
    }
    const before = process.memoryUsage.rss();
    expect(await told(feed(chunks()))).toEqual([
      'One',
      `line 1: the entry is refused: it has over ${ELEMENT_CHARACTERS} characters`,
      'Two',
    ]);
    expect(process.memoryUsage.rss() - before).toBeLessThan(150_000_000);
  });

  it('in the middle of which bytes are no text is read around them', async () => {
    const content = Buffer.concat([
      Buffer.from('<rss><channel><item><title>One '),
      Buffer.from([0xff, 0xfe, 0x80, 0]),
      Buffer.from('</title></item></channel></rss>'),
    ]);
    expect(await told(feed(Readable.from([content])))).toEqual([expect.stringMatching(/^One /)]);
  });

  it('of any namespace gets the prefixes that everybody uses', async () => {
    const content =
      '<r xmlns:q="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"><item><q:encoded>x</q:encoded><atom:link/><z:y/></item></r>';
    const [element] = await all(xmlElements(bytes(content), 'a.xml', (name) => name === 'item'));
    expect(element?.children.map(({ name }) => name)).toEqual(['content:encoded', 'atom:link', 'z:y']);
  });
});

describe('bytes that are no text', () => {
  const broken = Buffer.concat([
    Buffer.from('id,title\n1,One\n2,T'),
    Buffer.from([0xc3, 0x28, 0xa0]),
    Buffer.from('\n3,Three\n'),
  ]);

  it('cost a CSV and NDJSON no more than their own record', async () => {
    expect(await told(csvRecords(Readable.from([broken])))).toEqual([
      'One',
      expect.stringMatching(/^T/),
      'Three',
    ]);
    const lines = Buffer.concat([
      Buffer.from('{"id":"1","title":"One"}\n'),
      Buffer.from([0xff, 0xfe, 10]),
      Buffer.from('{"id":"2","title":"Two"}\n'),
    ]);
    expect(await told(ndjsonRecords(Readable.from([lines])))).toEqual([
      'One',
      expect.stringMatching(/not JSON/),
      'Two',
    ]);
  });
});

describe('a gzip bomb', () => {
  it('is refused once its ratio is none of texts', async () => {
    const bomb = gzipSync(Buffer.alloc(300_000_000, '['));
    let unpacked = 0;
    const drain = async () => {
      for await (const chunk of gunzipped(Readable.from([bomb]), 'bomb.gz')) unpacked += chunk.length;
    };
    await expect(drain()).rejects.toThrow('bomb.gz unpacks to over 200 times its size');
    expect(unpacked).toBeLessThan(100_000_000);
    await expect(told(jsonRecords(gunzipped(Readable.from([bomb]), 'bomb.gz'), 'bomb.gz'))).rejects.toThrow(
      /nested over 500 levels/,
    );
  });
});
