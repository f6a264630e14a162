import { describe, expect, it } from 'vitest';
import { parseFormat, recognise } from '../../src/sources/recognise.ts';

const seen = (text: string, name = 'export') => recognise(Buffer.from(text), name);

describe('a format', () => {
  it.each([
    ['ndjson', '{"id":"a","title":"One"}\n{"id":"b"}'],
    ['ndjson', '{"id":"a","body":"and so on without end'],
    ['json', '{"count":2,"posts":[{"id":"a","title":"One"},{"id":"b","title":"Two"}]}'],
    ['json', '{"posts":[{"id":"a","title":"so long that the list does not end'],
    ['ndjson', '{"id":"a","title":"One","items":[{"src":"a.png"}]}\n{"id":"b","title":"Two"}'],
    ['json', '[{"id":"a"}]'],
    ['json', '{\n  "articles": [\n'],
    ['csv', 'id,title\n1,One'],
    ['csv', '"Title";"Link"\n'],
    ['tsv', 'title\turl\n'],
    [
      'wxr',
      '<?xml version="1.0"?>\n<!-- <html> -->\n<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/">',
    ],
    ['rss', '\ufeff<?xml version="1.0"?><?xml-stylesheet href="x"?><rss version="2.0">'],
    ['rss', '<rdf:RDF xmlns="http://purl.org/rss/1.0/">'],
    ['atom', '<feed xmlns="http://www.w3.org/2005/Atom">'],
    ['jsonfeed', '{"version":"https://jsonfeed.org/version/1.1","items":[]}'],
    ['markdown', '---\ntitle: x\n---\n'],
    ['markdown', '+++\r\ntitle = "x"\r\n+++\r\n'],
    ['ghost', '{"db":[{"meta":{"exported_on":1},"data":{}}]}'],
    ['html', '<!-- saved from url=(0014)about:internet -->\n<!DOCTYPE html><html>'],
    [
      'html',
      '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"><html xmlns="http://www.w3.org/1999/xhtml">',
    ],
    ['sitemap', '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'],
    ['sitemap', 'https://ice.example/a\nhttps://ice.example/b\n'],
    [undefined, 'some words'],
    [undefined, ''],
  ])('%s is seen from the content: %j', (format, text) => {
    expect(seen(text)).toBe(format);
  });

  it.each([
    ['csv', 'a.csv', 'n,m\n'],
    ['tsv', 'a.tsv.gz', 'n'],
    ['markdown', 'a.md', '<p>Text'],
    ['markdown', 'a.md', '{\n "title": "x"\n}'],
    ['json', 'a.json', '{"articles":[{"id":'],
    ['html', 'a.html', '<center>'],
    ['ndjson', 'a.jsonl', 'oops'],
  ])('%s is seen from the name %s where the content says too little', (format, name, text) => {
    expect(seen(text, name)).toBe(format);
  });

  it('that nobody knows is named', () => {
    expect(() => parseFormat('docx')).toThrow(/format must be ndjson, json, .*, got "docx"/);
  });
});
