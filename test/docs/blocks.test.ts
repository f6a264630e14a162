import { execFile, spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { DEFAULT_BOX } from '../../src/box/settings.ts';
import { createApp } from '../../src/http/app.ts';
import type { Service } from '../../src/service/service.ts';
import { FORMATS } from '../../src/sources/recognise.ts';
import { PROJECT } from '../support/server.ts';
import { type Block, blocksIn, blocksOf } from './blocks.ts';
import { ATTRIBUTES, PROPERTIES } from './element.ts';

const run = promisify(execFile);

/** How a block in each language is checked. Those of the shell, and what it prints, are run by commands.test.ts. */
const CHECKED = {
  sh: 'run',
  text: 'run',
  json: 'schema',
  ts: 'types',
  js: 'types',
  html: 'markup',
  css: 'style',
  yaml: 'yaml',
  ndjson: 'import',
  csv: 'import',
  markdown: 'import',
} as const;
const isIn =
  (check: (typeof CHECKED)[keyof typeof CHECKED]) =>
  ({ language }: Block) =>
    CHECKED[language as keyof typeof CHECKED] === check;

let folder: string;
let ajv: Ajv2020;
const blocks = await blocksOf();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindred-blocks-'));
  const app = createApp({
    service: {} as Service,
    ...{ version: '', defaults: DEFAULT_BOX, log: { info() {}, warn() {}, error() {} } },
    remoteAddress: () => undefined,
  });
  const document = (await (await app.request('/openapi.json')).json()) as object;
  ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema(document, 'api');
  ajv.addSchema(EXPORT, 'Export');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A line of `npm run export`, which is in no contract of HTTP. */
const EXPORT = {
  type: 'object',
  required: ['id', 'related'],
  additionalProperties: false,
  properties: {
    id: { type: 'string' },
    related: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'score', 'source'],
        additionalProperties: false,
        properties: {
          id: { type: 'string' },
          score: { type: 'number' },
          source: { enum: ['related', 'pinned', 'fallback'] },
        },
      },
    },
  },
};

describe('a fenced block', () => {
  it('is in a language that is checked', () => {
    expect(blocks.length).toBeGreaterThan(50);
    expect(
      blocks.filter(({ language }) => !(language in CHECKED)).map(({ place, language }) => [place, language]),
    ).toEqual([]);
  });

  it('is found in a list too, and under a language that nobody knows', () => {
    expect(blocksIn('x.md', 'a\n\n- b\n\n  ```sh\n  c\n  ```\n\n```\nd\n```\n')).toMatchObject([
      { place: 'docs/x.md:5', language: 'sh' },
      { place: 'docs/x.md:9', language: '', text: 'd\n' },
    ]);
  });

  it.each(blocks.filter(isIn('schema')))('$place is JSON that fits the schema $kind', ({ text, kind }) => {
    const validate =
      kind === 'Export' ? ajv.getSchema('Export') : ajv.getSchema(`api#/components/schemas/${kind}`);
    expect(validate, `the schema ${kind}`).toBeDefined();
    expect(validate?.(JSON.parse(text)), JSON.stringify(validate?.errors)).toBe(true);
  });

  it('in TypeScript or JavaScript fits the types of the client', async () => {
    const project = join(folder, 'types');
    const installed = join(project, 'node_modules', 'kindred');
    await mkdir(installed, { recursive: true });
    await cp(join(PROJECT, 'package.json'), join(installed, 'package.json'));
    await run('npx', ['tsc', '-p', 'src/client', '--outDir', join(installed, 'dist')], { cwd: PROJECT });
    const require = createRequire(import.meta.url);
    for (const name of ['@types/node', 'undici-types']) {
      await mkdir(dirname(join(project, 'node_modules', name)), { recursive: true });
      await symlink(dirname(require.resolve(`${name}/package.json`)), join(project, 'node_modules', name));
    }
    await writeFile(join(project, 'package.json'), '{"type":"module"}');
    const typed = blocks.filter(isIn('types'));
    expect(typed.length).toBeGreaterThan(2);
    for (const [i, { language, text }] of typed.entries())
      await writeFile(join(project, `block-${i}.${language}`), `${text}\nexport {};\n`);
    // Were the types not found, everything would be allowed.
    await writeFile(
      join(project, 'wrong.ts'),
      `import { Kindred } from 'kindred/client';
// @ts-expect-error
new Kindred({ url: 'x' }).related('a', { limit: 'many' });
document.addEventListener('related:shown', ({ detail }) => {
  // @ts-expect-error
  detail.nothing;
});`,
    );
    await writeFile(join(project, 'events.d.ts'), EVENTS);
    const compilerOptions = {
      ...{ target: 'ES2023', module: 'NodeNext', strict: true, noEmit: true, allowJs: true, checkJs: true },
      ...{ lib: ['ES2023', 'DOM', 'DOM.Iterable'], types: ['node'], skipLibCheck: true },
    };
    await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*'] }));
    const { stdout } = await run('npx', ['tsc', '-p', project], { cwd: PROJECT }).catch(
      (error: { stdout: string }) => error,
    );
    expect(stdout).toBe('');
  });

  it.each(blocks.filter(isIn('markup')))('$place is markup with attributes that exist', ({ text }) => {
    const { document } = parseHTML(
      `<!doctype html><html><body>${text.replace(/<!doctype html>|<\/?html[^>]*>/g, '')}</body></html>`,
    );
    const known = new Set([...ATTRIBUTES, 'link', 'image', 'timeout', 'lang', 'class', 'id']);
    const boxes = [...document.querySelectorAll('related-articles')];
    for (const { name } of boxes.flatMap((box) => [...box.attributes])) expect(known, name).toContain(name);
    for (const script of document.querySelectorAll('script'))
      expect(script.getAttribute('src')).toMatch(/\/box\.js$/);
    for (const sheet of document.querySelectorAll('link[rel=stylesheet]'))
      expect(sheet.getAttribute('href')).toMatch(/\/box\.css$/);
    for (const [, address] of text.matchAll(/<esi:include src="https:\/\/related\.example([^"?]*)/g))
      expect(address).toMatch(/^\/v1\/articles\/[\w-]+\/box\.html$/);
    for (const name of ['related-articles', 'h1', 'a', 'script', 'title'])
      expect(text.match(new RegExp(`<${name}[\\s>]`, 'g'))?.length ?? 0, name).toBe(
        text.match(new RegExp(`</${name}>`, 'g'))?.length ?? 0,
      );
    expect(boxes.length + document.querySelectorAll('link').length).toBeGreaterThan(0);
  });

  it.each(blocks.filter(isIn('style')))('$place styles parts and properties that exist', async ({ text }) => {
    const { transform } = await import('esbuild');
    expect((await transform(text, { loader: 'css' })).warnings).toEqual([]);
    for (const [name] of text.matchAll(/--related-\w+/g)) expect(PROPERTIES).toContain(name);
  });

  it.each(blocks.filter(isIn('yaml')))('$place is YAML, and names files that exist', ({ text }) => {
    const { rule_files, scrape_configs } = parseYaml(text) as {
      rule_files: string[];
      scrape_configs: object[];
    };
    expect(scrape_configs).toHaveLength(1);
    for (const file of rule_files)
      expect(spawnSync('test', ['-f', join(PROJECT, file)]).status, file).toBe(0);
  });

  it.each(blocks.filter(isIn('import')))('$place is taken as it is', async ({ language, text }) => {
    const name = join(folder, `articles.${language === 'markdown' ? 'md' : language}`);
    await writeFile(name, text);
    const { readFile } = await import('../../src/sources/files.ts');
    expect(FORMATS).toContain(language);
    const titles: string[] = [];
    for await (const { result } of readFile(name, process.stdin, () => {})) {
      if (result instanceof Error) throw result;
      expect(result.body.length).toBeGreaterThan(10);
      titles.push(result.title);
    }
    expect(titles[0]).toBe('Ferries wait out the storm');
  });
});

/** What listeners of a page get; the script itself has no types to be installed. */
const EVENTS = `interface KindredItem { readonly id: string; readonly title: string; readonly url: string | null; readonly source: string }
interface DocumentEventMap {
  'related:shown': CustomEvent<{ readonly items: readonly KindredItem[]; readonly slots: readonly number[] }>;
  'related:click': CustomEvent<{ readonly item: KindredItem; readonly slot: number }>;
}
`;
