/** F16: no expression of ours takes more than linear time, whatever it reads. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse } from 'scslre';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/text/analyze.ts';
import { PROJECT } from '../support/server.ts';

interface Literal {
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}

/** Every regular expression that is written in a file, as the compiler sees it. */
function literalsOf(file: string): Literal[] {
  const tree = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Literal[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.push({
        place: `${file.slice(PROJECT.length)}:${line}`,
        source: node.text.slice(1, end),
        flags: node.text.slice(end + 1),
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** Expressions that can be made to go back again and again, and why nobody can make them do it for long. */
const SHORT: Readonly<Record<string, string>> = {
  "src/text/spelling.ts /(?<=.{2})'.*$/u":
    'a word has no line end, so the first apostrophe matches to its end',
  'src/http/pages/curl.ts /\\{([^}]+)\\}/g': 'reads the paths of our own document',
  'src/sources/html/meta.ts /\\s+[|–—·•»:-]\\s+|\\s*\\|\\s*/': 'a title of at most CONTENT_CHARACTERS',
  'src/sources/html/meta.ts /[\\s|–—·•»:-]+$/': 'a title of at most CONTENT_CHARACTERS',
  'src/config.ts /[\\s,]+(?=https?:|$)/i': "reads the operator's setting",
  'src/config.ts /\\/+$/': "reads the operator's setting",
  'src/http/observing/tracing.ts /\\/+$/': "reads the operator's setting",
  'src/client/kindred.ts /\\/*$/': "reads an address that the program's author wrote",
  'src/widget/browser/ask.ts /[^/]*$/': "reads the address of the page's own script",
  'src/widget/browser/ask.ts /\\/*$/': "reads an attribute of the publisher's own page",
  'src/widget/browser/wish.ts /\\s*,\\s*/': "reads an attribute of the publisher's own page",
};

function slow({ source, flags }: Pick<Literal, 'source' | 'flags'>): boolean {
  const { reports } = analyse({ source, flags }, { maxReports: 1, assumeRejectingSuffix: false });
  return reports.length > 0;
}

describe('F16: the expressions', () => {
  it('that are known to be slow are found to be', () => {
    for (const [source, flags] of [
      ['^(\\w+\\s?)*$', ''],
      ['\\s+$', ''],
      ['<[^>]*>', 'g'],
      ['(a|a)*b', ''],
    ] as const)
      expect(slow({ source, flags }), source).toBe(true);
    for (const [source, flags] of [
      ['^\\d+$', ''],
      ['[a-z]', 'u'],
    ] as const)
      expect(slow({ source, flags }), source).toBe(false);
  });

  it('in src are linear, or read short texts for a stated reason', () => {
    const files = readdirSync(join(PROJECT, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    const literals = files.flatMap((name) => literalsOf(join(PROJECT, 'src', name)));
    expect(literals.length).toBeGreaterThan(100);
    const found = literals
      .filter(slow)
      .map(({ place, source, flags }) => `${place.replace(/:\d+$/, '')} /${source}/${flags}`);
    expect(found.filter((each) => !(each in SHORT))).toEqual([]);
    expect(Object.keys(SHORT).filter((each) => !found.includes(each))).toEqual([]);
  });

  const MADE: Readonly<Record<string, (n: number) => string>> = {
    spaces: (n) => ' '.repeat(n),
    'one letter': (n) => 'a'.repeat(n),
    brackets: (n) => '<'.repeat(n),
    'combining marks': (n) => `e${'\u0301'.repeat(n)}`,
    'many words': (n) => Array.from({ length: n / 6 }, (_, i) => `w${i.toString(36)}`).join(' '),
    hyphens: (n) => 'a-'.repeat(n / 2),
    dots: (n) => 'a.'.repeat(n / 2),
    digits: (n) => '1,'.repeat(n / 2),
    CJK: (n) => '新'.repeat(n),
  };
  it.each(Object.entries(MADE))('analysing %s grows with the text and not with its square', (_, made) => {
    // Time of this process only: other work of the machine does not count.
    const cpuMs = () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1_000;
    };
    const msOf = (characters: number) => {
      const article = { title: '', body: made(characters), language: 'en' };
      const times = Array.from({ length: 5 }, () => {
        const from = cpuMs();
        analyze(article);
        return cpuMs() - from;
      });
      return Math.max(0.5, Math.min(...times));
    };
    msOf(10_000);
    // 2.5 for each of four doublings.
    expect(msOf(160_000) / msOf(10_000)).toBeLessThan(2.5 ** 4);
  });
});
