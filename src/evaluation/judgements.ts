/** `--judgements TSV`: how do people's ratings of pairs come in? A header, columns `a` and `b`, and a gain column by name. */
import { AppError, shown } from '../article/errors.ts';

export interface JudgementColumns {
  readonly gain: string;
  /** 1 = same story … 4 = unrelated: the gain becomes −value. */
  readonly lowerIsBetter?: boolean;
  /** One column, or one per article; without it `lang`, `language` or `lang1` and `lang2`, where they exist. */
  readonly languages?: readonly string[];
  /** Only lines with this value in this column, e.g. `augmented` = `0`. */
  readonly where?: { readonly column: string; readonly value: string };
}

export interface Judgement {
  readonly a: string;
  readonly b: string;
  /** Higher is closer. */
  readonly gain: number;
  /** `en`, or `de-en` where the two columns differ; null when the file does not say. */
  readonly language: string | null;
}

export interface Judgements {
  readonly pairs: readonly Judgement[];
  /** Pairs with a gain above it are positive. Null when the gains are graded: then there is no yes and no. */
  readonly threshold: number | null;
  /** Pairs that were left out because an id is unknown. */
  readonly unknownPairs: number;
  /** Up to five of those ids. */
  readonly unknownIds: readonly string[];
}

const WORDS: Readonly<Record<string, number>> = { yes: 1, true: 1, ok: 1, no: 0, false: 0, bad: 0 };
const LANGUAGE_COLUMNS = [['lang'], ['language'], ['lang1', 'lang2']];
const SHOWN_IDS = 5;

/**
 * The rated pairs of a TSV text. Gains are numbers, or yes/no, true/false, ok/bad. Lines end with \n or \r\n; empty lines
 * and further columns are ignored. Throws `AppError` `invalid` with line and column where a value is wrong.
 */
export function readJudgements(
  text: string,
  columns: JudgementColumns,
  isKnown: (id: string) => boolean = () => true,
): Judgements {
  const [header = '', ...lines] = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const names = header.split('\t').map((name) => name.trim());
  const columnOf = (name: string): number => {
    const at = names.indexOf(name);
    if (at >= 0) return at;
    throw new AppError('invalid', `line 1: there is no column ${shown(name)}, only ${names.join(', ')}`);
  };
  const [a, b, gain] = [columnOf('a'), columnOf('b'), columnOf(columns.gain)];
  const languageColumns = (
    columns.languages ??
    LANGUAGE_COLUMNS.find((set) => set.every((name) => names.includes(name))) ??
    []
  ).map(columnOf);
  const where = columns.where && { at: columnOf(columns.where.column), value: columns.where.value };

  const pairs: Judgement[] = [];
  const unknownIds = new Set<string>();
  let unknownPairs = 0;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const cells = line.split('\t').map((cell) => cell.trim());
    if (where && cells[where.at] !== where.value) continue;
    const cell = (at: number): string => {
      if (cells[at]) return cells[at];
      throw new AppError('invalid', `line ${index + 2}, column ${shown(names[at])}: the value is missing`);
    };
    const [one, two] = [cell(a).normalize('NFC'), cell(b).normalize('NFC')];
    const value = gainOf(cell(gain), index + 2, columns.gain);
    if (one === two)
      throw new AppError('invalid', `line ${index + 2}: a and b are the same article ${shown(one)}`);
    const unknown = [one, two].filter((id) => !isKnown(id));
    if (unknown.length > 0) {
      unknownPairs++;
      for (const id of unknown) if (unknownIds.size < SHOWN_IDS) unknownIds.add(id);
      continue;
    }
    const languages = new Set(languageColumns.map((at) => cells[at] ?? '').filter((code) => code !== ''));
    pairs.push({
      a: one,
      b: two,
      gain: columns.lowerIsBetter ? -value : value,
      language: [...languages].join('-') || null,
    });
  }
  return { pairs, threshold: thresholdOf(pairs), unknownPairs, unknownIds: [...unknownIds] };
}

function gainOf(text: string, line: number, column: string): number {
  const word = WORDS[text.toLowerCase()];
  if (word !== undefined) return word;
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  throw new AppError(
    'invalid',
    `line ${line}, column ${shown(column)}: expected a number or yes or no, got ${shown(text)}`,
  );
}

/** Between 0 and 1, or between −1 and 0 where lower is better; null when other values occur. */
function thresholdOf(pairs: readonly Judgement[]): number | null {
  const gains = new Set(pairs.map(({ gain }) => gain + 0));
  const isBinary = (low: number, high: number) => [...gains].every((gain) => gain === low || gain === high);
  if (gains.size === 0) return null;
  return isBinary(0, 1) ? 0.5 : isBinary(-1, 0) ? -0.5 : null;
}
