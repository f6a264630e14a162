/** How is a schema said to a person? Its type in words, its limits, and its fields as rows. */
import { type OpenApiDocument, referenceName, resolved, type Schema } from './openapi.ts';

/** A field of a JSON value, deep ones with their path: `items[].title`. */
export interface Field {
  readonly path: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly schema: Schema;
}

/** Deeper fields are left to the schema that they belong to. */
const DEPTH = 4;

/** `string or null`, `array of Item`, `"ok" or "empty"` is said by `limitsOf`. */
export function typeOf(document: OpenApiDocument, schema: Schema): string {
  if (schema.$ref !== undefined) return referenceName(schema.$ref);
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives)
    return [...new Set(alternatives.map((alternative) => typeOf(document, alternative)))].join(' or ');
  if (schema.allOf)
    return typeOf(document, schema.allOf.find(({ $ref }) => $ref !== undefined) ?? merged(document, schema));
  const types = typesOf(schema);
  if (types.length === 0) return 'any value';
  return types.map((type) => simpleType(document, schema, type)).join(' or ');
}

/** One sentence a limit: `1 – 50`, `at most 200 characters`, `one of …`. Values are given as JSON. */
export function limitsOf(document: OpenApiDocument, schema: Schema): string[] {
  const whole = merged(document, schema);
  const limits: string[] = [];
  const choices = whole.enum ?? (whole.const === undefined ? undefined : [whole.const]);
  if (choices)
    limits.push(
      `${choices.length > 1 ? 'one of ' : 'always '}${choices.map((choice) => `\`${JSON.stringify(choice)}\``).join(', ')}`,
    );
  const range = rangeOf(whole);
  if (range) limits.push(range);
  const length = countOf(whole.minLength, whole.maxLength, 'character');
  if (length) limits.push(length);
  const count = countOf(whole.minItems, whole.maxItems, 'entr');
  if (count) limits.push(count);
  if (whole.pattern !== undefined) limits.push(`matches \`${whole.pattern}\``);
  for (const alternative of whole.anyOf ?? whole.oneOf ?? []) {
    if (alternative.$ref === undefined) limits.push(...limitsOf(document, alternative));
  }
  if (whole.items && whole.items.$ref === undefined) {
    limits.push(...limitsOf(document, whole.items).map((limit) => `each ${limit}`));
  }
  return [...new Set(limits)];
}

/** The default as JSON, strings without quotes; undefined when there is none. */
export function defaultOf(document: OpenApiDocument, schema: Schema): string | undefined {
  const { default: value } = merged(document, schema);
  if (value === undefined) return undefined;
  return typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
}

/** Every field of an object, or of the objects in an array; none for other values. */
export function fieldsOf(document: OpenApiDocument, schema: Schema): Field[] {
  return fieldsBelow(document, schema, '', DEPTH, []);
}

/** What a schema amounts to when its reference and its `allOf` are read together. */
export function merged(document: OpenApiDocument, schema: Schema): Schema {
  const { allOf, ...own } = resolved(document, schema);
  if (!allOf) return own;
  const parts = [...allOf.map((part) => merged(document, part)), own];
  return {
    ...Object.assign({}, ...parts),
    ...(parts.some(({ properties }) => properties) && {
      properties: Object.assign({}, ...parts.map(({ properties }) => properties)) as Record<string, Schema>,
      required: parts.flatMap(({ required = [] }) => required),
    }),
  };
}

export function typesOf({ type, properties, items }: Schema): readonly string[] {
  if (type === undefined) return properties ? ['object'] : items ? ['array'] : [];
  return typeof type === 'string' ? [type] : type;
}

function simpleType(document: OpenApiDocument, schema: Schema, type: string): string {
  if (type === 'array') return schema.items ? `array of ${typeOf(document, schema.items)}` : 'array';
  if (type === 'string' && schema.format !== undefined) return schema.format;
  return type;
}

function fieldsBelow(
  document: OpenApiDocument,
  schema: Schema,
  prefix: string,
  depth: number,
  above: readonly string[],
): Field[] {
  const within = schema.$ref === undefined ? above : [...above, schema.$ref];
  if (depth < 0 || new Set(within).size < within.length) return [];
  const whole = merged(document, schema);
  const { properties = {}, required = [], items } = whole;
  const alternatives = (whole.anyOf ?? whole.oneOf ?? []).flatMap((alternative) =>
    fieldsBelow(document, alternative, prefix, depth - 1, within),
  );
  const ofItems = items ? fieldsBelow(document, items, `${prefix}[]`, depth - 1, within) : [];
  const own = Object.entries(properties).flatMap(([name, property]): Field[] => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const field = {
      path,
      type: typeOf(document, property),
      isRequired: required.includes(name),
      schema: property,
    };
    return [field, ...fieldsBelow(document, property, path, depth - 1, within)];
  });
  return [...own, ...ofItems, ...alternatives];
}

function rangeOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Schema): string | undefined {
  const least = isBound(minimum) ? `${minimum}` : undefined;
  const most = isBound(maximum) ? `${maximum}` : undefined;
  if (least !== undefined && most !== undefined) return `${least} – ${most}`;
  const bounds = [
    least === undefined ? '' : `≥ ${least}`,
    isBound(exclusiveMinimum) ? `> ${exclusiveMinimum}` : '',
    most === undefined ? '' : `≤ ${most}`,
    isBound(exclusiveMaximum) ? `< ${exclusiveMaximum}` : '',
  ];
  return bounds.filter(Boolean).join(', ') || undefined;
}

/** Generators write the limits of a safe integer where there is none. */
const isBound = (value: number | undefined) =>
  value !== undefined && Math.abs(value) !== Number.MAX_SAFE_INTEGER;

function countOf(
  least: number | undefined,
  most: number | undefined,
  noun: 'character' | 'entr',
): string | undefined {
  const plural = noun === 'entr' ? 'entries' : 'characters';
  const one = noun === 'entr' ? 'entry' : 'character';
  const named = (count: number) => `${count} ${count === 1 ? one : plural}`;
  if (least !== undefined && most !== undefined)
    return least === most ? named(most) : `${least} – ${named(most)}`;
  if (most !== undefined) return `at most ${named(most)}`;
  return least === undefined || least === 0 ? undefined : `at least ${named(least)}`;
}
