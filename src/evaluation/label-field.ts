/** `--label FIELD`: how does a field of the articles become labels? Same value, or one shared value of an array: relevant. */
import { AppError, shown } from '../article/errors.ts';
import { type Labels, labelsOfGroups, withinPart } from './labels.ts';

/**
 * Labels from a field of the raw article objects. `field` may be a dotted path (`meta.topics`, `topics.name` through an
 * array of objects); a key that has the dots in its name is found first. Values are compared as text, without outer
 * white space; null, empty text, empty arrays and objects are no label.
 * With `partOf`, articles of different parts are never relevant to each other: give the language where boxes keep to it.
 * Throws when not one article has a value there.
 */
export function labelsOfField(
  articles: Iterable<readonly [id: string, record: unknown]>,
  field: string,
  partOf: (id: string) => string | null | undefined = () => null,
): Labels {
  const entries: [string, string[]][] = [];
  const seenFields = new Set<string>();
  for (const [id, record] of articles) {
    if (seenFields.size < 30) for (const name of Object.keys(Object(record))) seenFields.add(name);
    entries.push([id, valuesAt(record, field).map((value) => withinPart(value, partOf(id)))]);
  }
  const labels = labelsOfGroups(entries);
  if (labels.ids.length === 0) {
    const seen = [...seenFields].join(', ');
    throw new AppError('invalid', `no article has a value in ${shown(field)}; the fields are ${seen}`);
  }
  return labels;
}

/** The distinct values under a dotted path, as text. */
export function valuesAt(record: unknown, path: string): string[] {
  return [...new Set(collect(record, path))];
}

function collect(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => collect(item, path));
  if (path === '') return isPlain(value) ? [String(value).trim()].filter((text) => text !== '') : [];
  if (typeof value !== 'object' || value === null) return [];
  if (Object.hasOwn(value, path)) return collect((value as Record<string, unknown>)[path], '');
  // The longest key that exists wins, so `a.b` in `{"a": {"b": …}}` and `c.d` in `{"c.d": …}` are both reached.
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    const key = path.slice(0, dot);
    if (Object.hasOwn(value, key))
      return collect((value as Record<string, unknown>)[key], path.slice(dot + 1));
  }
  return [];
}

const isPlain = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
