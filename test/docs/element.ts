/** What has `<related-articles>` for the page around it? Read from its sources, which run in browsers only. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../support/server.ts';

const source = (name: string) => readFileSync(join(PROJECT, 'src/widget/browser', name), 'utf8');
const matches = (text: string, pattern: RegExp) =>
  [...new Set([...text.matchAll(pattern)].map(([, found = '']) => found))].sort();

const code = source('item.ts') + source('related-articles.ts') + source('ask.ts');

// Its types are those of a browser, so the path is not for the compiler to follow.
const wish: string = join(PROJECT, 'src/widget/browser/wish.ts');
/** Attributes that make another box. */
export const { ATTRIBUTES } = (await import(wish)) as { readonly ATTRIBUTES: readonly string[] };

/** Custom properties. */
export const PROPERTIES = matches(source('style.css'), /(--related-\w+)/g);

/** The names of parts; an item has its source beside. */
export const PARTS = matches(code, /make\(\s*'\w+', [`'](\w+)/g);

export const EVENTS = matches(code, /tell\('(\w+)'/g).map((name) => `related:${name}`);

/** Attributes that are read where the answer is shown or asked for. */
export const READ_ATTRIBUTES = matches(code, /(?:getAttribute|addressOf)\('(\w+)'/g);
