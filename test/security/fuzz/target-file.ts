/** A file of which nothing is known: unpacked, recognised, read. Its stream is let go of whatever happens. */
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { AppError } from '../../../src/article/errors.ts';
import { ENCODINGS, unpacked } from '../../../src/fetching/unpack.ts';
import { readFile } from '../../../src/sources/files.ts';
import { FORMATS, recognise } from '../../../src/sources/recognise.ts';
import { checkArticle, checkError, orRefusal } from './promises.ts';
import { bytesOf, type Target } from './target.ts';
import { markdownTarget } from './target-markdown.ts';
import { csvTarget, ghostTarget, jsonFeedTarget, jsonTarget, ndjsonTarget } from './target-records.ts';
import { feedTarget, sitemapTarget, wxrTarget } from './target-xml.ts';

/** Pages are read in a thread, which takes long to start: they are a target of their own. */
export const FORMS = [
  ndjsonTarget,
  jsonTarget,
  csvTarget,
  jsonFeedTarget,
  ghostTarget,
  wxrTarget,
  feedTarget,
  sitemapTarget,
  markdownTarget,
];
const NAMES = [
  'a.json',
  'a.ndjson',
  'a.tsv.gz',
  'a.xml',
  'a',
  'a.constructor',
  'a.toString',
  'https://x/a?b=c.csv',
];
const CODINGS = [...ENCODINGS.split(', '), 'identity', 'constructor', '__proto__', 'gzip, br', ' GZIP '];

const maybePacked = (document: string | Uint8Array, packs: boolean) =>
  packs ? gzipSync(bytesOf(document)) : document;

export const fileTarget: Target = {
  name: 'file',
  seeds: FORMS.flatMap(({ seeds }) => seeds.map((seed, at) => maybePacked(seed, at % 2 === 1))),
  made: fc
    .tuple(fc.oneof(...FORMS.map(({ made }) => made)), fc.boolean())
    .map(([document, packs]) => maybePacked(document, packs)),
  words: FORMS.flatMap(({ words }) => words.slice(0, 10)),
  pairs: FORMS.flatMap(({ pairs }) => pairs.slice(0, 3)),
  async read(bytes, chance) {
    const name = NAMES[chance % NAMES.length] as string;
    const seen = recognise(bytes.subarray(0, 16_384), name);
    assert.ok(seen === undefined || FORMATS.includes(seen), `the format ${String(seen)}`);
    await checkUnpacked(bytes, CODINGS[chance % CODINGS.length] as string);

    const stdin = Readable.from([bytes]);
    let taken = 0;
    let records = 0;
    let told = 0;
    const format = chance % 4 === 0 ? FORMATS[chance % FORMATS.length] : undefined;
    if (format === 'html' || (format === undefined && recognise(bytes, '-') === 'html')) return 'refused';
    const thrown = await orRefusal(async () => {
      for await (const { result } of readFile('-', stdin, (read) => (told = read), { format })) {
        records++;
        if (result instanceof AppError) checkError(result);
        else {
          checkArticle(result);
          taken++;
        }
      }
    });
    assert.ok(stdin.destroyed || stdin.readableEnded, 'the file is left open');
    assert.ok(told <= bytes.length, 'more bytes were read than there are');
    if (taken === 0) return 'refused';
    return taken === records && !(thrown instanceof AppError) ? 'taken' : 'both';
  },
};

const LIMITS = { bytes: 2_000_000, ratio: 100 };

async function checkUnpacked(bytes: Buffer, encoding: string): Promise<void> {
  const found = await orRefusal(async () => {
    try {
      return await unpacked(Readable.from([bytes]), encoding, 'the answer', LIMITS);
    } catch (error) {
      // zlib's own errors are what whoever fetches makes a refusal of.
      if (
        (error as NodeJS.ErrnoException).code?.startsWith('Z_') ||
        /unexpected end|Decompression/.test(String(error))
      )
        return Buffer.alloc(0);
      throw error;
    }
  });
  if (!(found instanceof AppError)) assert.ok(found.length <= LIMITS.bytes, 'more came out than may');
}
