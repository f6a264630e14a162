import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { commandReference } from '../../scripts/docs.ts';
import { articleWithId } from '../../src/article/article.ts';
import { ACTIONS } from '../../src/box/rules/rule.ts';
import { environment } from '../../src/config.ts';
import { ACCESS } from '../../src/http/access.ts';
import { boxParameters } from '../../src/http/contract.ts';
import { EXIT } from '../../src/process.ts';
import { EMPTY_REASONS } from '../../src/service/why-empty.ts';
import { FORMATS } from '../../src/sources/recognise.ts';
import { PROJECT } from '../support/server.ts';
import { ATTRIBUTES, EVENTS, PARTS, PROPERTIES, READ_ATTRIBUTES } from './element.ts';

const page = (file: string) => readFile(join(PROJECT, 'docs', file), 'utf8');

/** The cells of all rows of the tables whose first column has this name, without marks of code. */
async function rows(file: string, column: string): Promise<string[][]> {
  const tables = (await page(file)).split(/\n\n/).filter((part) => part.startsWith(`| ${column} |`));
  return tables.flatMap((table) =>
    table
      .trim()
      .split('\n')
      .slice(2)
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim().replaceAll('`', '')),
      ),
  );
}
const firsts = async (file: string, column: string) => (await rows(file, column)).map(([name = '']) => name);

interface Setting {
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Setting[];
}

it('the settings are those of the program, with their defaults, bounds and choices', async () => {
  const { properties = {} } = z.toJSONSchema(environment, { io: 'input', unrepresentable: 'any' });
  const found = await rows('reference/settings.md', 'variable');
  expect(found.map(([name]) => name).sort()).toEqual(Object.keys(properties).sort());
  for (const [name = '', given = '', meaning = ''] of found) {
    const setting = properties[name] as Setting;
    expect(given, name).toBe(
      setting.default === undefined || setting.default === '' ? '–' : String(setting.default),
    );
    for (const { minimum, maximum, enum: choices, minLength = 1 } of [setting, ...(setting.anyOf ?? [])]) {
      if (minimum !== undefined && maximum !== undefined)
        expect(meaning, name).toContain(`${minimum}–${maximum}`);
      if (minLength > 1) expect(meaning, name).toContain(`at least ${minLength} characters`);
      for (const choice of choices ?? []) expect(meaning, name).toContain(choice);
    }
  }
});

it('the commands are those of package.json, in their own words', async () => {
  expect(await page('reference/commands.md')).toBe(await commandReference());
});

it('the calls are those that the table of access knows, with the scopes of that table', async () => {
  const calls = (await rows('reference/http-api.md', 'call')).map(([call = '', needs = '']) => [
    call.replace(/\{(\w+)\}/g, ':$1'),
    needs,
  ]);
  const documented = Object.entries(ACCESS).filter(([route]) => /\/v1\/|z$/.test(route));
  expect(calls.map(([call]) => call).sort()).toEqual(documented.map(([route]) => route).sort());
  for (const [call = '', needs] of calls) {
    const need = ACCESS[call]?.needs ?? '';
    if (needs !== 'a signature') expect(needs, call).toBe(['nothing', 'lookup'].includes(need) ? '–' : need);
  }
});

it('the parameters of a lookup are those of the contract, with their bounds', async () => {
  const { properties = {} } = z.toJSONSchema(boxParameters, { io: 'input', unrepresentable: 'any' });
  const found = await rows('reference/http-api.md', 'parameter');
  expect(found.map(([name]) => name)).toEqual(Object.keys(properties));
  for (const [name = '', value = ''] of found) {
    const schema = JSON.stringify(properties[name]);
    const bound = (key: string) => new RegExp(`"${key}":(\\d+)`).exec(schema)?.[1];
    if (bound('maximum')) expect(value, name).toContain(`${bound('minimum')}–${bound('maximum')}`);
    if (bound('maxItems')) expect(value, name).toContain(`at most ${bound('maxItems')}`);
  }
});

it('the attributes, parts, properties and events are those of the element', async () => {
  const file = 'reference/element.md';
  expect((await firsts(file, 'attribute')).sort()).toEqual(
    [...new Set([...ATTRIBUTES, ...READ_ATTRIBUTES])].sort(),
  );
  expect((await firsts(file, 'part')).sort()).toEqual(PARTS);
  expect((await firsts(file, 'property')).sort()).toEqual(PROPERTIES);
  expect((await firsts(file, 'event')).sort()).toEqual(EVENTS);
});

it('the exit codes, formats, fields, actions and reasons are those of the program', async () => {
  expect(await rows('reference/exit-codes.md', 'code')).toEqual(
    Object.entries(EXIT).map(([name, code]) => [String(code), name, expect.any(String)]),
  );
  expect(await firsts('reference/formats.md', 'format')).toEqual([...FORMATS]);
  expect((await firsts('reference/formats.md', 'field')).sort()).toEqual(
    Object.keys(articleWithId.shape).sort(),
  );
  expect((await firsts('how-to/steer-the-box.md', 'action')).sort()).toEqual([...ACTIONS].sort());
  expect((await firsts('how-to/empty-box.md', 'emptyBecause')).sort()).toEqual([...EMPTY_REASONS].sort());
});
