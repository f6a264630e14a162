/** `npm run export`: the box of every article as NDJSON, for static sites and for measuring from outside. */
import { once } from 'node:events';
import { NO_DECISIONS, readDecisions } from '../src/service/editorial/decisions.ts';
import { relatedTo } from '../src/service/related.ts';
import { boxOptions, boxOptionsHelp, queryOf } from './box-options.ts';
import { run, say, withDatabase } from './command.ts';
import { present } from './index-if-drifted.ts';
import { showProgress } from './progress.ts';

const help = `Writes one NDJSON line per article to standard output:
{"id": "…", "related": [{"id": "…", "score": 0.41, "source": "related"}, …]}. Editors' rules count.

  npm run -s export > lists.ndjson
  npm run -s export -- --limit 10 --min-score 0 --duplicates keep --age off --diversity 0    the bare ranking

${boxOptionsHelp}
  --language L         only articles in this language (a code such as en)
`;

await run({ help, options: { ...boxOptions, language: { type: 'string' } } }, async ({ values, config }) => {
  const query = queryOf({ limit: '10', ...values }, config.box, {});
  await withDatabase(config, async (database) => {
    const collection = await present(database);
    const { rules } = await readDecisions(database.orm, NO_DECISIONS);
    const { language } = values;
    const docs = [...collection.docs()]
      .filter((doc) => language === undefined || collection.card(doc).language === language)
      .sort((a, b) => collection.keyOf(a) - collection.keyOf(b));
    const display = showProgress('exporting');
    const now = Date.now();
    for (const [done, doc] of docs.entries()) {
      const { items } = relatedTo(collection, doc, query, now, rules).box;
      const related = items.map((item) => ({
        id: item.card.id,
        score: rounded(item.score),
        source: item.source,
      }));
      if (!process.stdout.write(`${JSON.stringify({ id: collection.idOf(doc), related })}\n`))
        await once(process.stdout, 'drain');
      display.update(done + 1, docs.length, `${done + 1} articles`);
    }
    display.end();
    say(`${docs.length} boxes`);
  });
});

function rounded(score: number): number {
  return Math.round(score * 1e6) / 1e6;
}
