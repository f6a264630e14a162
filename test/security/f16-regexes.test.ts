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

/**
 * Why an expression that can be made to backtrack never does. Each takes a text that is short by then; what it costs at its
 * limit is in the measured test below or beside the place.
 */
const SHORT: Readonly<Record<string, string>> = {};

function slow({ source, flags }: Pick<Literal, 'source' | 'flags'>): boolean {
  const { reports } = analyse({ source, flags }, { maxReports: 1, assumeRejectingSuffix: true });
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
    const msOf = (characters: number) => {
      const text = made(characters);
      const times = Array.from({ length: 5 }, () => {
        const from = performance.now();
        analyze({ title: '', body: text, language: 'en' } as never);
        return performance.now() - from;
      });
      return Math.max(0.5, Math.min(...times));
    };
    msOf(10_000);
    const ratio = msOf(160_000) / msOf(10_000);
    // Linear is 16, a square is 256; 2.5 for each doubling is 39, and a busy machine gets as much again.
    expect(ratio).toBeLessThan(80);
  });
});
