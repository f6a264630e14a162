/** How is an operation called from a shell? One `curl` that can be pasted. */
import { exampleOf, exampleOfMedia } from './example.ts';
import { DEFAULT_ORIGIN } from './layout.ts';
import { type Call, type OpenApiDocument, type Parameter, resolved } from './openapi.ts';

/** Path parameters and required query parameters carry examples; a body carries what must be in it. */
export function curlOf(document: OpenApiDocument, { method, path, operation }: Call): string {
  const parameters = (operation.parameters ?? []).map((parameter) => resolved(document, parameter));
  const shownValue = (parameter: Parameter) =>
    String(parameter.example ?? exampleOf(document, parameter.schema ?? { type: 'string' }, 'least'));
  const filledPath = path.replace(/\{([^}]+)\}/g, (whole, name: string) => {
    const parameter = parameters.find((candidate) => candidate.in === 'path' && candidate.name === name);
    return parameter ? encodeURIComponent(shownValue(parameter)) : whole;
  });
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map(
      (parameter) =>
        `${encodeURIComponent(parameter.name ?? '')}=${encodeURIComponent(shownValue(parameter))}`,
    );
  const origin = document.servers?.[0]?.url.replace(/\/$/, '') ?? DEFAULT_ORIGIN;
  const address = `${origin}${filledPath}${query.length > 0 ? `?${query.join('&')}` : ''}`;
  const lines = [`curl ${method === 'GET' ? '' : `-X ${method} `}${quoted(address)}`];
  if (needsKey(document, operation.security)) lines.push('-H "Authorization: Bearer $KEY"');
  return [...lines, ...bodyOf(document, operation.requestBody)].join(' \\\n  ');
}

function bodyOf(document: OpenApiDocument, body: Call['operation']['requestBody']): string[] {
  const content = Object.entries(body ? (resolved(document, body).content ?? {}) : {});
  const [type, media] = content.find(([candidate]) => candidate === 'application/json') ?? content[0] ?? [];
  if (type === undefined || media === undefined) return [];
  const example = exampleOfMedia(document, media, 'least');
  const text = typeof example === 'string' ? example : JSON.stringify(example);
  return [`-H ${quoted(`Content-Type: ${type}`)}`, `-d ${quoted(text ?? '')}`];
}

function needsKey(document: OpenApiDocument, security = document.security): boolean {
  return (
    security !== undefined &&
    security.length > 0 &&
    security.every((scheme) => Object.keys(scheme).length > 0)
  );
}

/** A word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
