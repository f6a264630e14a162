/** What does a value of a schema look like? An example, made from the examples, defaults and limits that it gives. */
import type { Media, OpenApiDocument, Schema } from './openapi.ts';
import { merged, typesOf } from './schema.ts';

/** `whole`: every field. `least`: those that must be there, and those with an example of their own; every field where there are none. */
export type Extent = 'whole' | 'least';

export function exampleOfMedia(
  document: OpenApiDocument,
  { schema, example }: Media,
  extent: Extent,
): unknown {
  return example ?? (schema ? exampleOf(document, schema, extent) : undefined);
}

export function exampleOf(
  document: OpenApiDocument,
  schema: Schema,
  extent: Extent,
  above: readonly string[] = [],
): unknown {
  if (schema.$ref !== undefined && above.includes(schema.$ref)) return null;
  const within = schema.$ref === undefined ? above : [...above, schema.$ref];
  const whole = merged(document, schema);
  const given = givenExample(whole);
  if (given !== undefined) return given;
  const alternative = (whole.anyOf ?? whole.oneOf)?.find(
    (each) => !typesOf(merged(document, each)).includes('null'),
  );
  if (alternative) return exampleOf(document, alternative, extent, within);
  switch (typesOf(whole).find((type) => type !== 'null')) {
    case 'object':
      return objectExample(document, whole, extent, within);
    case 'array':
      return whole.items ? [exampleOf(document, whole.items, extent, within)] : [];
    case 'string':
      return stringExample(whole);
    case 'integer':
      return numberWithin(whole, 1);
    case 'number':
      return numberWithin(whole, 0.42);
    case 'boolean':
      return true;
    default:
      return null;
  }
}

function givenExample({
  example,
  examples,
  const: constant,
  default: usual,
  enum: choices,
}: Schema): unknown {
  return example ?? examples?.[0] ?? constant ?? (usual === '' ? undefined : usual) ?? choices?.[0];
}

function objectExample(
  document: OpenApiDocument,
  schema: Schema,
  extent: Extent,
  above: readonly string[],
): unknown {
  const { properties = {}, required = [], additionalProperties } = schema;
  const all = Object.entries(properties);
  const least = all.filter(
    ([name, property]) => required.includes(name) || merged(document, property).example !== undefined,
  );
  const entries = extent === 'least' && least.length > 0 ? least : all;
  if (entries.length === 0 && typeof additionalProperties === 'object') {
    return { key: exampleOf(document, additionalProperties, extent, above) };
  }
  return Object.fromEntries(
    entries.map(([name, property]) => [name, exampleOf(document, property, extent, above)]),
  );
}

const STRINGS: ReadonlyMap<string | undefined, string> = new Map([
  ['date-time', '2024-04-29T14:10:00Z'],
  ['date', '2024-04-29'],
  ['uri', 'https://www.news.example/story'],
  ['uuid', '0b4e9c6e-6f1c-4c52-9a3e-2d6f0f7a1b11'],
]);

const stringExample = ({ format }: Schema) => STRINGS.get(format) ?? '…';

function numberWithin({ minimum = -Infinity, maximum = Infinity }: Schema, usual: number): number {
  return Math.min(Math.max(usual, minimum), maximum);
}
