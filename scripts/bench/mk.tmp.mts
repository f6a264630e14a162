import { analyze } from '../../src/text/analyze.ts';
import { makeSnapshot } from './made-snapshot.ts';
import { readRealText } from './real-text.ts';
import { fitText } from './text-model.ts';
const all = (await readRealText('/work/shared/data/'))!;
const model = fitText(all.map(({ title, body, language }) => analyze({ title, body, language })));
for (const size of [50_000, 1_000_000]) await makeSnapshot(`/tmp/out/${size}.snapshot`, model, size, 1, 2);
console.log('made');
