/** F21: what fuzzing found, each in its smallest form. */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { canonicalUrl } from '../../src/article/url.ts';
import { type Database, openDatabase } from '../../src/database/connect.ts';
import { unpacked } from '../../src/fetching/unpack.ts';
import { restore } from '../../src/service/backup.ts';
import { readSnapshot, writeSnapshot } from '../../src/service/snapshot.ts';
import { csvRecords } from '../../src/sources/csv.ts';
import { webAddress } from '../../src/sources/draft.ts';
import { ghostRecords } from '../../src/sources/ghost.ts';
import { jsonRecords } from '../../src/sources/json.ts';
import { markdownRecord } from '../../src/sources/markdown.ts';
import { openFile } from '../../src/sources/open.ts';
import { permalink } from '../../src/sources/permalink.ts';
import { ghostEvent } from '../../src/sources/push/webhook.ts';
import { recognise } from '../../src/sources/recognise.ts';
import { toRecord } from '../../src/sources/record.ts';
import { sitemapEntries } from '../../src/sources/sitemap.ts';
import { xmlElements } from '../../src/sources/xml.ts';
import { all, bytes, cut, told } from '../sources/collected.ts';
import { describeDatabase } from '../support/database.ts';
import { Pieces } from './fuzz/promises.ts';
import { frozen } from './fuzz/target-snapshot.ts';

/** An object that no number and no text can be made of. */
const THING = { toString: 1, valueOf: 1 };

describe('F21: names that objects have by themselves', () => {
  it('are no encoding, no format and no namespace', async () => {
    await expect(
      unpacked(Readable.from([]), 'constructor', 'the answer', { bytes: 1, ratio: 1 }),
    ).rejects.toMatchObject({ code: 'unsupported_media' });
    expect(recognise(Buffer.from('hello'), 'a.constructor')).toBeUndefined();
    const [element] = await all(
      xmlElements(bytes('<x><a xmlns="constructor"/></x>'), 'a', (name) => name === 'a'),
    );
    expect(element?.name).toBe('a');
  });
});

describe('F21: a name of thousands of characters', () => {
  it('is not repeated whole by the refusal', async () => {
    const opened = all(xmlElements(bytes(`<${'x'.repeat(3_000)}>`), 'a', () => false));
    await expect(opened).rejects.toThrow(/^a ends on line 1 within the element "x{80}…"$/);
  });
});

describe('F21: an object where a number should be', () => {
  const mobiledoc = JSON.stringify({
    cards: [],
    sections: [
      [10, THING],
      [1, 'p', [[0, [], 0, 'x']]],
    ],
  });

  it('is no card: Ghost is answered, not with an error of ours', () => {
    const current = { id: '7', status: 'published', title: 'T', mobiledoc };
    expect(ghostEvent({ post: { current, previous: {} } })).toMatchObject({
      record: { result: { body: 'x' } },
    });
  });

  it('is refused by its name as a title, and is no author', async () => {
    expect(await told(jsonRecords(bytes(JSON.stringify([{ title: THING }])), 'a.json'))).toEqual([
      '-: title must be of type string, got {"toString":1,"valueOf":1}',
    ]);
    const [record] = await all(
      jsonRecords(bytes(JSON.stringify([{ title: 'T', authors: ['A', THING] }])), 'a.json'),
    );
    expect(record?.result).toMatchObject({ author: 'A' });
  });

  it('is no order of tags: the rest of an export is read', async () => {
    const data = {
      posts: [{ id: '1', title: 'One', html: '<p>x</p>' }],
      posts_tags: [{ post_id: '1', tag_id: '1', sort_order: THING }],
    };
    expect(await told(ghostRecords(bytes(JSON.stringify({ data })), { name: 'ghost.json' }))).toEqual([
      'One',
    ]);
  });
});

it('F21: an address that is too long once it is escaped is refused before an index of the database has no room for it', () => {
  const url = (characters: number) => `https://ice.example/${'氷'.repeat(characters)}`;
  expect(canonicalUrl(url(200))).toHaveLength(1_812);
  expect(canonicalUrl(url(300))).toBeUndefined();
  expect(toRecord(0, { id: 'a', title: 'T', url: url(300) }).result).toMatchObject({ code: 'invalid' });
});

it.each([
  ['https://www./a', 'www/a'],
  ['https://www.:8080/a', 'www:8080/a'],
  ['https://www.www.ice.example/a', 'ice.example/a'],
])('F21: the canonical form of %s is its own', (url, canonical) => {
  expect(canonicalUrl(url)).toBe(canonical);
  expect(canonicalUrl(`https://${canonical}`)).toBe(canonical);
});

it('F21: an address with an umlaut is one also in a process that has seen many', () => {
  // Node compiles what is called often, and denied such addresses from then on.
  const refused = Array.from({ length: 20_000 }, (_, at) =>
    webAddress(`https://münchen.example/${at}`),
  ).filter((address) => address === undefined);
  expect(refused).toHaveLength(0);
});

it('F21: half of a surrogate pair in a slug refuses no story', () => {
  const place = { path: 'a.md', given: undefined, slug: '\ud800', date: undefined, section: undefined };
  expect(permalink(place, 'https://ice.example/')).toBe('https://ice.example/%EF%BF%BD/');
});

it('F21: front matter that YAML warns of writes nothing to standard error', () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  const record = markdownRecord(0, 'a.md', Buffer.from('---\ntitle: x\n? [k, l]\n: !odd y\n---\ntext'));
  expect(record?.result).toMatchObject({ title: 'x' });
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});

describe('F21: in whatever pieces bytes come', () => {
  it('an array is one behind a mark or blanks that came first', async () => {
    const array = '[{"title":"One"}]';
    expect(await told(jsonRecords(bytes('\ufeff', array), 'a.json'))).toEqual(['One']);
    expect(await told(jsonRecords(bytes(' ', array), 'a.json'))).toEqual(['One']);
  });

  it('an element has too many attributes, or has not', async () => {
    const text = `<x><a ${Array.from({ length: 201 }, (_, at) => `a${at}="1"`).join(' ')}/></x>`;
    for (const size of [1e6, 3])
      await expect(all(xmlElements(cut(text, size), 'a', (name) => name === 'a'))).rejects.toThrow(
        /over 200 attributes/,
      );
  });

  it('the elements before one that ends the reading are given', async () => {
    const read = async (size: number) => {
      const names: string[] = [];
      const elements = xmlElements(cut(`<x><a/>${'<b>'.repeat(300)}`, size), 'a', (name) => name === 'a');
      const thrown = await (async () => {
        for await (const { name } of elements) names.push(name);
      })().catch((error: Error) => error.message);
      return { names, thrown };
    };
    expect(await read(1e6)).toEqual({ names: ['a'], thrown: expect.stringMatching(/nested over 200/) });
    expect(await read(5)).toEqual(await read(1e6));
  });

  it('a CSV with too many quotes that never close is refused, and no row of it is lost in silence', async () => {
    const text = `id,title\n${'1,"One\n2,"Two, "x"\n'.repeat(300)}`;
    const read = async (size: number) => {
      const records: unknown[] = [];
      const thrown = await (async () => {
        for await (const record of csvRecords(cut(text, size))) records.push(record.index);
      })().catch((error: Error) => error.message);
      return { records, thrown };
    };
    const whole = await read(1e6);
    expect(whole.thrown).toMatch(/over 100 quotes open and never close/);
    expect(whole.records.length).toBeGreaterThan(100);
    expect(await read(7)).toEqual(whole);
  });

  it('a sitemap is XML, or is not', async () => {
    const blanks = ' '.repeat(600);
    const map = '<urlset><url><loc>https://ice.example/a</loc></url></urlset>';
    const whole = await all(sitemapEntries(bytes(blanks + map), { name: 's.xml' }));
    expect(await all(sitemapEntries(bytes(blanks, map), { name: 's.xml' }))).toEqual(whole);
  });
});

describe('F21: a stream whose reader refuses it', () => {
  it.each(['"', '\n', '\r'])('for the delimiter %j is let go of', async (delimiter) => {
    const source = new Pieces(Buffer.from('a,b\n'), 1);
    await expect(told(csvRecords(source, { delimiter }))).rejects.toThrow(/a delimiter is one character/);
    expect(source.isClosed).toBe(true);
  });

  it('for its format is let go of', async () => {
    // Of a file that is longer than what is looked at.
    const stdin = Readable.from([Buffer.alloc(20_000, 'hello '), Buffer.from('more')]);
    await expect(openFile('-', stdin, () => {})).rejects.toMatchObject({ code: 'unsupported_media' });
    expect(stdin.destroyed).toBe(true);
  });
});

describe('F21: a snapshot', () => {
  let folder: string;
  let path: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kindred-found-'));
    path = join(folder, 'index.snapshot');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('of a few bytes that promises a header of 200 MB costs no memory', async () => {
    await writeSnapshot(path, frozen(1), 'fit');
    const file = await readFile(path);
    file.writeUInt32LE(200_000_000, 8);
    await writeFile(path, file);
    const alloc = vi.spyOn(Buffer, 'alloc');
    const read = await readSnapshot(path, 'fit');
    expect(Math.max(...alloc.mock.calls.map(([size]) => size))).toBeLessThan(1_000);
    alloc.mockRestore();
    expect(read).toMatchObject({ reason: expect.stringContaining('its header would have 200000000 bytes') });
  });

  it('that lacks an array which a state has is passed over', async () => {
    const state = frozen(1);
    const { newest: _, ...cards } = state.cards;
    await writeSnapshot(path, { ...state, cards: cards as typeof state.cards }, 'fit');
    expect(await readSnapshot(path, 'fit')).toMatchObject({
      reason: expect.stringContaining('it lacks cards.newest'),
    });
  });
});

describeDatabase('F21: a backup whose checksum fits', (openOptions) => {
  let folder: string;
  let database: Database;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kindred-found-'));
    database = await openDatabase(await openOptions());
  });
  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  it.each([
    ['is no gzip', Buffer.from('no gzip')],
    ['ends within its gzip', gzipSync('{"kindred":1,"rows":0}\n'.repeat(100)).subarray(0, 30)],
    ['is no JSON', gzipSync('{"kindred":1,"rows":0}\nno JSON\n')],
    ['says something unknown', gzipSync('{"kindred":1,"rows":0}\nnull\n')],
    ['has sequences that are none', gzipSync('{"kindred":1,"rows":0}\n{"sequences":1}\n')],
    [
      'has a row that the database refuses',
      gzipSync('{"kindred":1,"rows":1}\n{"table":"articles","rows":1}\n{"key":"x"}\n'),
    ],
  ])('and which %s is refused', async (_, packed) => {
    const path = join(folder, 'odd.backup');
    const seal = createHash('sha256').update(packed).digest();
    await writeFile(path, Buffer.concat([packed, Buffer.from('KINDREDB'), seal]));
    await expect(restore(database, path, () => {})).rejects.toMatchObject({ code: 'invalid' });
  });
});
