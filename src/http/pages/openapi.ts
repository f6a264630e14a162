/** What of an OpenAPI 3.1 document does the reference read? The shapes, and what a `$ref` points at. */

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly example?: unknown;
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

export interface Media {
  readonly schema?: Schema;
  readonly example?: unknown;
}

export type Content = Readonly<Record<string, Media>>;

export interface Parameter {
  readonly $ref?: string;
  readonly name?: string;
  readonly in?: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly schema?: Schema;
  readonly example?: unknown;
}

export interface RequestBody {
  readonly $ref?: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly content?: Content;
}

export interface Answer {
  readonly $ref?: string;
  readonly description?: string;
  readonly content?: Content;
}

export interface Operation {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: RequestBody;
  readonly responses?: Readonly<Record<string, Answer>>;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
}

export interface OpenApiDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly servers?: readonly { readonly url: string }[];
  readonly paths?: Readonly<Record<string, unknown>>;
  readonly components?: object;
  readonly security?: Operation['security'];
}

export interface Call {
  readonly method: string;
  readonly path: string;
  /** Unique in the document, fit for an address: `get-v1-articles-id-related`. */
  readonly anchor: string;
  readonly operation: Operation;
}

interface Referring {
  readonly $ref?: string;
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace'] as const;

/** Every operation in the order of the document, with the parameters of its path. */
export function callsOf({ paths = {} }: OpenApiDocument): Call[] {
  return Object.entries(paths).flatMap(([path, entry]) => {
    const item = entry as Readonly<Partial<Record<string, Operation>>> & {
      readonly parameters?: readonly Parameter[];
    };
    return METHODS.flatMap((method) => {
      const operation = item[method];
      if (!operation) return [];
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
      return [
        {
          method: method.toUpperCase(),
          path,
          anchor: anchorOf(method, path),
          operation: { ...operation, parameters },
        },
      ];
    });
  });
}

/** What stands where a value or a reference may stand. Throws when the reference leads nowhere. */
export function resolved<T extends Referring>(document: OpenApiDocument, value: T): T {
  let current: T = value;
  const seen = new Set<string>();
  while (current.$ref !== undefined) {
    const { $ref, ...siblings } = current;
    if (seen.has($ref)) throw new Error(`the OpenAPI document refers from ${$ref} to itself`);
    seen.add($ref);
    // OpenAPI 3.1: what stands beside a $ref, such as a description, adds to what it points at.
    current = { ...(pointedAt(document, $ref) as T), ...(siblings as Partial<T>) };
  }
  return current;
}

/** `#/components/schemas/Box` → `Box`. */
export function referenceName($ref: string): string {
  return $ref.slice($ref.lastIndexOf('/') + 1);
}

function pointedAt(document: OpenApiDocument, $ref: string): unknown {
  if (!$ref.startsWith('#/'))
    throw new Error(`the OpenAPI document refers to ${$ref}, which is outside of it`);
  let value: unknown = document;
  for (const step of $ref.slice(2).split('/')) {
    const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) {
      throw new Error(`the OpenAPI document refers to ${$ref}, which it does not have`);
    }
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

function anchorOf(method: string, path: string): string {
  return `${method}-${path}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '');
}
