/** Under which names does a source keep our fields? `body=content.rendered`: our field, then a dotted path into its records. */
import { articleWithId } from '../article/article.ts';
import { AppError, shown } from '../article/errors.ts';
import { fromForeign } from './foreign.ts';

/** Our field → the path. What is not named here is found by the usual names. */
export type FieldMap = Readonly<Record<string, string>>;

const PATH_CHARACTERS = 200;
const FIELDS: readonly string[] = Object.keys(articleWithId.shape);

/** From `FIELD=PATH` texts. Throws `invalid` for an unknown field or a missing path. */
export function parseFieldMap(texts: readonly string[]): FieldMap {
  const map: Record<string, string> = {};
  for (const text of texts) {
    const at = text.indexOf('=');
    const field = text.slice(0, at).trim();
    const path = text.slice(at + 1).trim();
    if (at === -1 || path === '' || path.length > PATH_CHARACTERS)
      throw new AppError(
        'invalid',
        `a mapping is FIELD=PATH, e.g. body=content.rendered, got ${shown(text)}`,
      );
    if (!FIELDS.includes(field))
      throw new AppError('invalid', `${shown(field)} is no field; there are ${FIELDS.join(', ')}`, field);
    map[field] = path;
  }
  return map;
}

/** A record of the source as fields of ours, untyped, like `fromForeign`; mapped paths win over usual names. */
export function mapped(map: FieldMap): (value: unknown) => unknown {
  const entries = Object.entries(map);
  if (entries.length === 0) return fromForeign;
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const found: Record<string, unknown> = {};
    for (const [field, path] of entries) found[field] = valueAtPath(value, path);
    return fromForeign({ ...value, ...found }, new Set(entries.map(([field]) => field)));
  };
}

/** `a.b.0.c`; a step into an array that is no number goes into each of its entries. A key with dots in it wins. */
export function valueAtPath(value: unknown, path: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Object.hasOwn(value, path)) return (value as Record<string, unknown>)[path];
  const at = path.indexOf('.');
  const step = at === -1 ? path : path.slice(0, at);
  const rest = at === -1 ? '' : path.slice(at + 1);
  if (Array.isArray(value) && !/^\d+$/.test(step))
    return value.flatMap((entry) => valueAtPath(entry, path) ?? []);
  if (!Object.hasOwn(value, step)) return undefined;
  const inner = (value as Record<string, unknown>)[step];
  return rest === '' ? inner : valueAtPath(inner, rest);
}
