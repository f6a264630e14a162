/** Which flags does an import have, and what do they mean? */

import { isOneSite, type SourceConfig } from '../src/config.ts';
import { parseFieldMap } from '../src/sources/field-map.ts';
import type { ReadOptions } from '../src/sources/files.ts';
import { parseMoment } from '../src/sources/moment.ts';
import { FORMATS, parseFormat } from '../src/sources/recognise.ts';
import type { Wanted } from '../src/sources/wanted.ts';
import { numberOption, UsageError } from './command.ts';

export const importHelp = `Takes articles in, from files, folders and addresses. - is standard input.

  npm run import -- wordpress-export.xml
  npm run import -- https://news.example/
  npm run import -- https://news.example/sitemap.xml --include '*/news/*' --since 2024-01-01
  npm run import -- articles.csv --map body=Text --dry-run
  zcat old.ndjson.gz | npm run import -- -

What a source is, is seen from its content:
  files      ${FORMATS.filter((format) => format !== 'wordpress').join(', ')}, also gzipped
  folders    of Markdown with front matter, of saved pages, or of any of these files
  addresses  of a WordPress (its REST API), a feed, a sitemap, or a page

A second import changes nothing that did not change; one that was interrupted is started again.

  --format NAME        instead of what it seems to be: one of the above, or wordpress
  --map FIELD=PATH     where JSON and CSV keep a field, e.g. body=content.rendered; may be repeated
  --delimiter TEXT     of CSV
  --base-url URL       the site's address, for Ghost, Markdown and folders of pages
  --permalink PATTERN  of Markdown, e.g. /:year/:month/:slug/
  --pages              also pages of WordPress and Ghost, not only posts
  --since DATE         nothing that was last changed before
  --limit N            at most N articles
  --include PATTERN    only addresses that fit; * is anything, without one a part is enough; may be repeated
  --exclude PATTERN    no addresses that fit; may be repeated
  --user NAME:PASSWORD of a private WordPress, an application password; or the variable SOURCE_USER
  --allow-private      also addresses of this machine and of private networks; or ALLOW_PRIVATE_SOURCES=true
  --rate N             requests per second to one host, default 4; robots.txt may ask for less
  --fresh              forget what is known of the address and read all of it again
  --dry-run            show what would come in; nothing is stored
  --report FILE        write what became of each record, as NDJSON
  --no-index           do not bring the index up to date afterwards
`;

export const importOptions = {
  format: { type: 'string' },
  map: { type: 'string', multiple: true },
  delimiter: { type: 'string' },
  'base-url': { type: 'string' },
  permalink: { type: 'string' },
  pages: { type: 'boolean' },
  since: { type: 'string' },
  limit: { type: 'string' },
  include: { type: 'string', multiple: true },
  exclude: { type: 'string', multiple: true },
  user: { type: 'string' },
  'allow-private': { type: 'boolean' },
  rate: { type: 'string' },
  fresh: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  report: { type: 'string' },
  'no-index': { type: 'boolean' },
} as const;

type Text = string | undefined;
export interface ImportValues {
  readonly format?: Text;
  readonly map?: string[] | undefined;
  readonly delimiter?: Text;
  readonly 'base-url'?: Text;
  readonly permalink?: Text;
  readonly pages?: boolean | undefined;
  readonly since?: Text;
  readonly limit?: Text;
  readonly include?: string[] | undefined;
  readonly exclude?: string[] | undefined;
  readonly user?: Text;
  readonly 'allow-private'?: boolean | undefined;
  readonly rate?: Text;
}

export interface ImportSettings {
  readonly read: ReadOptions;
  readonly wanted: Wanted;
  readonly limit: number;
  readonly user: string | undefined;
  readonly allowPrivate: boolean;
  /** Between the beginnings of two requests to one host. */
  readonly intervalMs: number;
}

/** Throws `UsageError` for a value that is none. `addresses`: of the sources those on the web. */
export function importSettings(
  values: ImportValues,
  sources: SourceConfig,
  addresses: readonly string[],
): ImportSettings {
  const baseUrl = values['base-url'];
  if (baseUrl !== undefined && !/^https?:\/\//.test(baseUrl))
    throw new UsageError(`--base-url must begin with http:// or https://, got ${JSON.stringify(baseUrl)}`);
  const user = values.user ?? sources.user;
  if (user !== undefined && !user.includes(':')) throw new UsageError('--user must be NAME:PASSWORD');
  if (user !== undefined && !isOneSite(addresses))
    throw new UsageError('--user is the password of one site, and the addresses are of several');
  const limit = numberOption('limit', values.limit, 1, 1e9);
  if (limit !== undefined && !Number.isInteger(limit)) throw new UsageError('--limit must be a whole number');
  return {
    read: {
      format: values.format === undefined ? undefined : orUsage(() => parseFormat(values.format ?? '')),
      map: values.map && orUsage(() => parseFieldMap(values.map ?? [])),
      delimiter: values.delimiter,
      baseUrl,
      permalink: values.permalink,
      pages: values.pages,
    },
    wanted: { include: values.include, exclude: values.exclude, since: dateOption('since', values.since) },
    limit: limit ?? Number.POSITIVE_INFINITY,
    user,
    intervalMs: 1000 / (numberOption('rate', values.rate, 0.01, 50) ?? 4),
    allowPrivate: values['allow-private'] ?? sources.allowPrivate,
  };
}

function dateOption(name: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const moment = parseMoment(text);
  if (moment === undefined)
    throw new UsageError(`--${name} must be a date such as 2024-04-29, got ${JSON.stringify(text)}`);
  return new Date(moment);
}

function orUsage<Value>(make: () => Value): Value {
  try {
    return make();
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}
