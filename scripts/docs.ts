/** `npm run docs`: the reference of the commands, made from what each says about itself. */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { say } from './command.ts';

const PROJECT = fileURLToPath(new URL('../', import.meta.url));
const TARGET = fileURLToPath(new URL('../docs/reference/commands.md', import.meta.url));

const GROUPS: readonly [title: string, commands: readonly string[]][] = [
  ['Running', ['demo']],
  ['Articles', ['import', 'follow', 'export', 'related']],
  ['Editing', ['rules']],
  ['Operating', ['reindex', 'keys', 'backup', 'restore']],
  ['Measuring', ['evaluate', 'tune', 'bench', 'relevance', 'chaos']],
];
/** What `package.json` has for those who change the program, or that is explained in the page's own words. */
export const NOT_LISTED = [
  'start',
  'build',
  'check',
  'test',
  'format',
  'migration',
  'sbom',
  'docs',
  'pictures',
  'client-types',
  'chaos:full',
];

/** What the file must hold. */
export async function commandReference(): Promise<string> {
  const { scripts } = JSON.parse(await readFile(`${PROJECT}package.json`, 'utf8')) as {
    scripts: Record<string, string>;
  };
  const listed = GROUPS.flatMap(([, commands]) => commands);
  const lost = Object.keys(scripts).filter((name) => !listed.includes(name) && !NOT_LISTED.includes(name));
  if (lost.length > 0) throw new Error(`scripts/docs.ts has no group for ${lost.join(', ')}`);
  const parts = [INTRODUCTION];
  for (const [title, commands] of GROUPS) {
    parts.push(`## ${title}\n`);
    for (const name of commands) {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--import', 'tsx', `scripts/${name}.ts`, '--help'],
        { cwd: PROJECT },
      );
      parts.push(`### npm run ${name}\n`, `\`\`\`text\n${stdout.trimEnd()}\n\`\`\`\n`);
    }
  }
  return parts.join('\n');
}

const INTRODUCTION = `# Commands

<!-- Written by \`npm run docs\` from what the commands say with --help; not by hand. -->

All are run in the folder of the project. Options come after \`--\`; \`npm run -s\` leaves npm's own lines out. Data go to standard output, everything else to standard error. They read the same [settings](settings.md) as the service, work beside a running one, and end with [these codes](exit-codes.md). In the image they are \`node dist/scripts/NAME.js\`.

\`npm start\` runs the service, by its [settings](settings.md) alone.
`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(TARGET, await commandReference());
  say('docs/reference/commands.md is written');
}
