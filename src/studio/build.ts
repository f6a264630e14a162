/** What does `npm run build` add to the compiled files? The studio's script and stylesheet, in the folder given to it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundleStudio } from './bundle.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: node --import tsx src/studio/build.ts dist/src/studio');
  process.exit(2);
}
const { script, style } = await bundleStudio();
for (const [name, text] of [
  ['studio.js', script],
  ['studio.css', style],
] as const) {
  await writeFile(join(folder, name), text);
  console.error(`${join(folder, name)}: ${text.length} bytes, ${gzipSync(text).length} with gzip`);
}
