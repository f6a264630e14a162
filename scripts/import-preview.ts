/** What would an import bring? Counts, languages, dates, a few cards, and what is missing, before anything is stored. */
import type { Article } from '../src/article/article.ts';
import { AppError } from '../src/article/errors.ts';
import { teaser } from '../src/article/teaser.ts';
import type { Skipped, SourceRecord } from '../src/sources/record.ts';
import { detectLanguage } from '../src/text/language.ts';
import { reasonLines } from './import-report.ts';

const CARDS = 5;
const SHOWN = 10;
/** Languages are told from so many articles, and so much of each. */
const DETECTED = 2_000;
const DETECTED_CHARACTERS = 2_000;
const FIELDS = ['url', 'body', 'author', 'section', 'tags', 'image', 'publishedAt'] as const;
const MAX_IDS = 5_000_000;

export class ImportPreview {
  readonly #cards: Article[] = [];
  readonly #languages = new Map<string, number>();
  readonly #missing = new Map<string, number>();
  readonly #reasons = new Map<string, number>();
  readonly #refused: string[] = [];
  readonly #ids = new Set<string>();
  #articles = 0;
  #refusals = 0;
  #twice = 0;
  #first: Date | undefined;
  #last: Date | undefined;

  get records(): number {
    return this.#articles + this.#refusals;
  }

  add({ index, place, result }: SourceRecord): void {
    if (result instanceof AppError) {
      this.#refusals++;
      if (this.#refused.length < SHOWN)
        this.#refused.push(`${place ?? `record ${index + 1}`}: ${result.message}`);
      return;
    }
    this.#articles++;
    if (this.#ids.has(result.id)) this.#twice++;
    else if (this.#ids.size < MAX_IDS) this.#ids.add(result.id);
    if (this.#cards.length < CARDS) this.#cards.push(result);
    if (this.#articles <= DETECTED) {
      const text = `${result.title}\n${result.body.slice(0, DETECTED_CHARACTERS)}`;
      count(this.#languages, result.language ?? detectLanguage(text));
    }
    for (const field of FIELDS) if (isMissing(result[field])) count(this.#missing, field);
    const { publishedAt } = result;
    if (publishedAt === null) return;
    if (this.#first === undefined || publishedAt < this.#first) this.#first = publishedAt;
    if (this.#last === undefined || publishedAt > this.#last) this.#last = publishedAt;
  }

  skipped({ reason }: Skipped): void {
    count(this.#reasons, reason);
  }

  /** To standard output. */
  text(): string {
    const lines = [`${this.#articles} articles would come in; nothing was stored`, ''];
    if (this.#twice > 0)
      lines.push(`ids         ${this.#twice} occur more than once: of each the last counts`);
    if (this.#first && this.#last) lines.push(`published   ${day(this.#first)} to ${day(this.#last)}`);
    if (this.#articles > 0) {
      const of = this.#articles > DETECTED ? ` (of the first ${DETECTED})` : '';
      lines.push(`languages   ${listed(this.#languages)}${of}`);
      lines.push(`missing     ${this.#missing.size === 0 ? 'nothing' : listed(this.#missing)}`);
    }
    if (this.#refusals > 0) {
      lines.push(`refused     ${this.#refusals}`, ...this.#refused.map((line) => `  ${line}`));
      if (this.#refusals > SHOWN) lines.push(`  … and ${this.#refusals - SHOWN} more`);
    }
    lines.push(...reasonLines(this.#reasons));
    for (const article of this.#cards) lines.push('', ...card(article));
    return `${lines.join('\n')}\n`;
  }
}

/** As a box would show it. */
function card({ id, url, title, body, excerpt, section, author, publishedAt, tags }: Article): string[] {
  const facts = [
    publishedAt && day(publishedAt),
    section,
    author,
    `${body.length} characters`,
    url ?? `id ${id}`,
  ];
  const lines = [`  ${title}`, `  ${teaser(excerpt ?? body)}`, `  ${facts.filter(Boolean).join(' · ')}`];
  if (tags.length > 0) lines.push(`  # ${tags.slice(0, 8).join(', ')}`);
  return lines.filter((line) => line.trim() !== '').map(printable);
}

/** Control characters of a source do nothing to a terminal. */
const printable = (line: string) => line.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ');

const day = (date: Date) => date.toISOString().slice(0, 10);
const isMissing = (value: unknown) =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function listed(counts: ReadonlyMap<string, number>): string {
  return [...counts]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, SHOWN)
    .map(([name, number]) => `${name} ${number}`)
    .join(', ');
}
