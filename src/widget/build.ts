/** What does `npm run build` add to the compiled files? The script for the browser, once, at the path given to it. */
import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { bundleBox } from './bundle.ts';

const [path] = process.argv.slice(2);
if (path === undefined) {
  console.error('usage: node --import tsx src/widget/build.ts dist/src/widget/box.js');
  process.exit(2);
}
const script = await bundleBox();
await writeFile(path, script);
console.error(`${path}: ${script.length} bytes, ${gzipSync(script).length} with gzip`);
