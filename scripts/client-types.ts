/** `npm run client-types`: the types of the client, made from the OpenAPI document of this version. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { DEFAULT_BOX } from '../src/box/settings.ts';
import { createApp } from '../src/http/app.ts';
import type { Service } from '../src/service/service.ts';
import { say } from './command.ts';

const TARGET = fileURLToPath(new URL('../src/client/openapi.ts', import.meta.url));

/** What the file must hold. */
export async function clientTypes(): Promise<string> {
  const app = createApp({
    // The document is the same whatever the service holds.
    service: {} as Service,
    ...{ version: '', defaults: DEFAULT_BOX, log: { info() {}, warn() {}, error() {} } },
    remoteAddress: () => undefined,
  });
  const document = await (await app.request('/openapi.json')).text();
  const nodes = await openapiTS(document, { immutable: true, alphabetize: true, defaultNonNullable: false });
  return `/** Which requests and answers does the service know? Written by \`npm run client-types\`; not by hand. */\n${astToString(nodes)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(TARGET, await clientTypes());
  say(`${TARGET} is written`);
}
