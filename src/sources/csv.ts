/** How do CSV and TSV become records? Row by row under the names of the header; delimiter and encoding are seen from the file. */
import { parse } from 'csv-parse/sync';
import { AppError, shown } from '../article/errors.ts';
import { resumed } from './chunks.ts';
import { type CsvRow, csvRows, ROW_CHARACTERS } from './csv-rows.ts';
import { decoded } from './decode.ts';
import { type FieldMap, mapped } from './field-map.ts';
import { recordOr, refusedRecord, type SourceRecord, toRecord } from './record.ts';

export interface CsvOptions {
  /** One character; without it the one that the header has most of: comma, semicolon, tab, bar. */
  readonly delimiter?: string | undefined;
  readonly map?: FieldMap | undefined;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;
const MAX_COLUMNS = 1000;
/** Rows are parsed together up to so many characters. */
const BLOCK_CHARACTERS = 262_144;

/** The first row names the columns. A row with more fields than columns is refused: a quote is missing there. */
export async function* csvRecords(
  chunks: AsyncIterable<Uint8Array>,
  options: CsvOptions = {},
): AsyncGenerator<SourceRecord> {
  const [head, pieces] = await firstLine(decoded(chunks));
  try {
    const delimiter = options.delimiter ?? delimiterOf(head);
    if (!/^[^"\r\n]$/.test(delimiter))
      throw new AppError(
        'invalid',
        `a delimiter is one character, no quote and no end of a line, got ${shown(delimiter)}`,
      );
    const adapt = mapped(options.map ?? {});
    let columns: readonly string[] | undefined;
    let index = 0;
    for await (const block of blocks(csvRows(pieces, delimiter))) {
      const fields = fieldsOf(block, delimiter);
      for (const [at, row] of block.entries()) {
        const values = fields[at];
        if (columns === undefined) columns = headerOf(row, values);
        else yield recordOfRow(index++, row, values, columns, adapt);
      }
    }
  } finally {
    await pieces.return();
  }
}

/** By counting in the header outside of quotes. */
export function delimiterOf(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

function headerOf({ problem }: CsvRow, values: readonly string[] | undefined): readonly string[] {
  if (values === undefined)
    throw new AppError('invalid', `the header of the CSV has an ${problem ?? 'invalid row'}`);
  if (values.length > MAX_COLUMNS)
    throw new AppError('too_large', `the CSV has ${values.length} columns, at most ${MAX_COLUMNS} are read`);
  return values.map((name) => name.trim());
}

function recordOfRow(
  index: number,
  { line, problem }: CsvRow,
  values: readonly string[] | undefined,
  columns: readonly string[],
  adapt: (value: unknown) => unknown,
): SourceRecord {
  const place = `line ${line}`;
  if (problem === 'too long')
    return refusedRecord(
      index,
      new AppError('too_large', `a row may have at most ${ROW_CHARACTERS} characters`),
      place,
    );
  if (values === undefined) {
    const reason = problem === undefined ? 'the row is not CSV' : 'a quote opens and never closes';
    return refusedRecord(index, new AppError('invalid', reason), place);
  }
  if (values.length > columns.length)
    return refusedRecord(
      index,
      new AppError('invalid', `the row has ${values.length} fields for ${columns.length} columns`),
      place,
    );
  return recordOr(index, place, () => {
    // A column may have any name, also one that objects have by themselves.
    const entries = values.flatMap((value, at) =>
      value === '' ? [] : [[columns[at] ?? '', value] as const],
    );
    return toRecord(index, adapt(Object.fromEntries(entries)), place);
  });
}

async function* blocks(rows: AsyncIterable<CsvRow>): AsyncGenerator<CsvRow[]> {
  let block: CsvRow[] = [];
  let characters = 0;
  try {
    for await (const row of rows) {
      block.push(row);
      characters += row.text.length;
      if (characters < BLOCK_CHARACTERS) continue;
      yield block;
      block = [];
      characters = 0;
    }
  } catch (error) {
    // What came before the end is read.
    if (block.length > 0) yield block;
    throw error;
  }
  if (block.length > 0) yield block;
}

/** The fields of each row; undefined for a row that is none. Where rows do not come out one for one, each is parsed alone. */
function fieldsOf(block: readonly CsvRow[], delimiter: string): (readonly string[] | undefined)[] {
  const sound = block.filter(({ problem }) => problem === undefined);
  let parsed: readonly (readonly string[])[] = [];
  try {
    parsed = parsedRows(sound.map(({ text }) => text).join('\n'), delimiter);
  } catch {
    // Found row by row below.
  }
  if (parsed.length !== sound.length) return block.map((row) => fieldsOfRow(row, delimiter));
  let at = 0;
  return block.map(({ problem }) => (problem === undefined ? parsed[at++] : undefined));
}

function fieldsOfRow({ text, problem }: CsvRow, delimiter: string): readonly string[] | undefined {
  if (problem !== undefined) return undefined;
  try {
    const rows = parsedRows(text, delimiter);
    return rows.length === 1 ? rows[0] : undefined;
  } catch {
    return undefined;
  }
}

function parsedRows(text: string, delimiter: string): string[][] {
  return parse(text, {
    delimiter,
    record_delimiter: ['\r\n', '\n'],
    relax_quotes: true,
    relax_column_count: true,
  }) as string[][];
}

/** The text up to the first line break, at most a block of it, and the whole text again. */
async function firstLine(
  pieces: AsyncGenerator<string>,
): Promise<[string, ReturnType<typeof resumed<string>>]> {
  let head = '';
  while (!head.trimStart().includes('\n') && head.length < BLOCK_CHARACTERS) {
    const next = await pieces.next();
    if (next.done) break;
    head += next.value;
  }
  return [head.trimStart().split('\n', 1)[0] ?? '', resumed([head], pieces)];
}
