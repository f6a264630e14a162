/** What stands above the text of a Markdown file? Its front matter, in YAML, TOML or JSON, and the text below it. */
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { AppError } from '../article/errors.ts';

export interface FrontMatter {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly text: string;
}

const FRONT_CHARACTERS = 100_000;
/** YAML may name a value once and use it so often; a bomb does it exponentially. */
const MAX_ALIASES = 100;

/** A file without front matter is all text. Throws `invalid` for front matter that is none, naming its line. */
export function frontMatter(source: string): FrontMatter {
  const file = source.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  const fence = /^(---|\+\+\+)(?:[ \t]*|json|yaml|toml)\n/.exec(file);
  if (fence === null) return file.startsWith('{\n') ? withJson(file) : { fields: {}, text: file };
  const [opening, mark = ''] = fence;
  const end = file.startsWith(`${mark}\n`, opening.length)
    ? opening.length - 1
    : file.indexOf(`\n${mark}`, opening.length - 1);
  if (end === -1 || end > FRONT_CHARACTERS)
    throw new AppError('invalid', `the front matter has no end: ${mark} on a line of its own`);
  const front = file.slice(opening.length, Math.max(end, opening.length));
  const rest = file.indexOf('\n', end + 1);
  return { fields: parsed(front, languageOf(opening, mark)), text: rest === -1 ? '' : file.slice(rest + 1) };
}

/** Hugo: an object whose closing brace stands on a line of its own. */
function withJson(file: string): FrontMatter {
  const end = file.indexOf('\n}');
  if (end === -1 || end > FRONT_CHARACTERS) return { fields: {}, text: file };
  return { fields: parsed(file.slice(0, end + 2), 'json'), text: file.slice(end + 2) };
}

type Language = 'yaml' | 'toml' | 'json';

function languageOf(opening: string, mark: string): Language {
  if (opening.includes('json')) return 'json';
  return mark === '+++' || opening.includes('toml') ? 'toml' : 'yaml';
}

const PARSERS: Readonly<Record<Language, (text: string) => unknown>> = {
  yaml: (text) => parseYaml(text, { maxAliasCount: MAX_ALIASES, uniqueKeys: false, logLevel: 'error' }),
  toml: parseToml,
  json: JSON.parse,
};

function parsed(text: string, language: Language): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = PARSERS[language](text);
  } catch (cause) {
    const [reason = ''] = (cause as Error).message.split('\n', 1);
    throw new AppError(
      'invalid',
      `the front matter is not ${language.toUpperCase()}: ${reason.slice(0, 200)}`,
      undefined,
      { cause },
    );
  }
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value))
    throw new AppError('invalid', 'the front matter has no fields');
  return value as Record<string, unknown>;
}
