/** `node --import tsx scripts/bench/copies.ts FILE…`: how well are copies collapsed in boxes of ten? The product's lists against every pair's exact shingles. */
import { isCopy } from '../../src/article/fingerprint.ts';
import { DEFAULT_BOX } from '../../src/box/settings.ts';
import { rankAll } from '../../src/service/rank-all.ts';
import { run, say, UsageError } from '../command.ts';
import { readLabelled } from '../labelled.ts';
import { pairsOf, type Verdict } from './same-words.ts';

const help = `How well are copies of one story collapsed?

  node --import tsx scripts/bench/copies.ts ../shared/data/bbc/articles.ndjson.gz

Prints one JSON object: what was left out of the boxes for a copy (precision) and which copies came through (recall).

  --show N    examples of what was decided otherwise than by exact shingles
`;

await run({ help, options: { show: { type: 'string' } } }, async ({ values, positionals }) => {
  if (positionals.length === 0) throw new UsageError('name the files with the articles');
  const { articles, collection, now } = await readLabelled(positionals);
  const numberOf = new Map(articles.map(({ id }, number) => [id, number]));
  const verdicts = new Map<string, Verdict>();
  const key = (a: number, b: number) => (a < b ? `${a} ${b}` : `${b} ${a}`);
  const pairs = pairsOf(articles);
  for (const { a, b, verdict } of pairs) verdicts.set(key(a, b), verdict);
  const verdictOf = (a: string, b: string) =>
    verdicts.get(key(numberOf.get(a) as number, numberOf.get(b) as number)) ?? 'different';

  const ids = articles.map(({ id }) => id);
  const settings = { ...DEFAULT_BOX, limit: 10, minScore: 0, halfLifeDays: 0 };
  const kept = await rankAll(collection, ids, { ...settings, duplicates: 'keep' }, now);
  const collapsed = await rankAll(collection, ids, { ...settings, duplicates: 'collapse' }, now);
  const left = { copy: 0, unclear: 0, different: 0 };
  let missed = 0;
  let found = 0;
  let shown = Number(values.show ?? 0);
  const show = (what: string, one: string, other: string) => {
    if (shown-- > 0) say(`${what}\n  ${titleOf(one)}\n  ${titleOf(other)}`);
  };
  const titleOf = (id: string) => `${id} ${collection.card(collection.docOf(id)).title}`;
  const rank: Record<Verdict, number> = { copy: 2, unclear: 1, different: 0 };
  collapsed.forEach(({ id, related }, i) => {
    const inBox = new Set(related.map((item) => item.id));
    const before = (kept[i] as (typeof kept)[number]).related.map((item) => item.id);
    for (const gone of before.filter((other) => !inBox.has(other))) {
      // It gave way to the article itself or to an item; the most alike of them is what it is judged by.
      const reasons = [id, ...inBox].map((other) => verdictOf(gone, other));
      const verdict = reasons.reduce((a, b) => (rank[b] > rank[a] ? b : a));
      left[verdict]++;
      if (verdict === 'different') show('left out, though different', id, gone);
    }
    for (const other of before) {
      if (verdictOf(id, other) !== 'copy') continue;
      if (inBox.has(other)) {
        missed++;
        show('a copy came through', id, other);
      } else found++;
    }
    related.forEach((one, at) => {
      for (const other of related.slice(at + 1)) if (verdictOf(one.id, other.id) === 'copy') missed++;
    });
  });
  const print = (number: number) => collection.fingerprint(collection.docOf(ids[number] as string));
  const called = (verdict: Verdict) =>
    pairs.filter((pair) => pair.verdict === verdict && isCopy(print(pair.a), print(pair.b))).length;
  const of = (verdict: Verdict) => pairs.filter((pair) => pair.verdict === verdict).length;
  process.stdout.write(
    `${JSON.stringify({
      articles: articles.length,
      copies: of('copy'),
      unclear: of('unclear'),
      pairsRecall: called('copy') / of('copy'),
      unclearCollapsed: called('unclear'),
      left,
      precision: (left.copy + left.unclear) / (left.copy + left.unclear + left.different),
      strictPrecision: left.copy / (left.copy + left.different),
      recall: found / (found + missed),
      missed,
    })}\n`,
  );
});
