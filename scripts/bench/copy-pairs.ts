/** `node --import tsx scripts/bench/copy-pairs.ts FILE`: which pairs of a whole collection do fingerprints call copies? Every pair, against exact shingles; no index. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { isCopy } from '../../src/article/fingerprint.ts';
import { fingerprint } from '../../src/text/fingerprint.ts';
import { run, say, UsageError } from '../command.ts';
import { pairsOf, type Verdict } from './same-words.ts';

const help = `Which pairs do fingerprints call copies? Every pair of the file, against exact shingles.

  node --import tsx scripts/bench/copy-pairs.ts ../shared/data/reuters21578/articles.ndjson.gz

  --show N    examples of what was decided otherwise than by exact shingles
`;

await run({ help, options: { show: { type: 'string' } } }, async ({ values, positionals }) => {
  const [file] = positionals;
  if (file === undefined) throw new UsageError('name the file with the articles');
  const texts: { title: string; body: string }[] = [];
  for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()) })) {
    const { title, text } = JSON.parse(line) as { title?: string; text?: string };
    // As an import would, what has no title is left out.
    if (title) texts.push({ title, body: text ?? '' });
  }
  const pairs = pairsOf(texts);
  const verdicts = new Map<number, Verdict>();
  for (const { a, b, verdict } of pairs) verdicts.set(a * texts.length + b, verdict);
  const prints = texts.map(fingerprint);
  const called: Record<Verdict, number> = { copy: 0, unclear: 0, different: 0 };
  const falsely: [number, number][] = [];
  const missed: [number, number][] = [];
  for (let b = 0; b < prints.length; b++)
    for (let a = 0; a < b; a++) {
      const verdict = verdicts.get(a * texts.length + b) ?? 'different';
      if (!isCopy(prints[a] as Uint8Array, prints[b] as Uint8Array)) {
        if (verdict === 'copy') missed.push([a, b]);
        continue;
      }
      called[verdict]++;
      if (verdict === 'different') falsely.push([a, b]);
    }
  const examples = (what: string, list: readonly [number, number][]) => {
    const wanted = Number(values.show ?? 0);
    for (const [a, b] of list.filter((_, i) => i % Math.max(1, Math.ceil(list.length / wanted)) === 0)) {
      const shown = [a, b].map(
        (i) => `${texts[i]?.title} | ${texts[i]?.body.replace(/\s+/g, ' ').slice(0, 140)}`,
      );
      if (wanted > 0) say(`${what}\n  ${shown.join('\n  ')}`);
    }
  };
  examples('called a copy, though different', falsely);
  examples('a copy that was not seen', missed);
  const copies = called.copy + missed.length;
  process.stdout.write(
    `${JSON.stringify({
      articles: texts.length,
      copies,
      called,
      precision: (called.copy + called.unclear) / (called.copy + called.unclear + called.different),
      strictPrecision: called.copy / (called.copy + called.different),
      recall: called.copy / copies,
    })}\n`,
  );
});
