/** How does made text become a collection as a replica holds it? With cards of real lengths, as a snapshot. */
import type { Card } from '../../src/article/card.ts';
import { SegmentBuilder } from '../../src/engine/builder.ts';
import { Store } from '../../src/engine/store.ts';
import { entryOf } from '../../src/engine/vector.ts';
import { connectAll } from '../../src/service/build-index.ts';
import { startCrew } from '../../src/service/crew/crew.ts';
import { FrozenBuilder, neighboursOf } from '../../src/service/frozen.ts';
import { INDEX_SETTINGS } from '../../src/service/settings.ts';
import { writeSnapshot } from '../../src/service/snapshot.ts';
import { TermTable } from '../../src/vectors/term-table.ts';
import { inverseDocumentFrequency, LEVEL_WEIGHTS, levelOfCount, vectorOf } from '../../src/vectors/weigh.ts';
import { madeDocuments } from './made-text.ts';
import type { TextModel } from './text-model.ts';

export const SNAPSHOT_FIT: string = JSON.stringify(INDEX_SETTINGS);

export async function makeSnapshot(
  path: string,
  model: TextModel,
  size: number,
  seed: number,
  threads: number,
): Promise<void> {
  let frequencies = new Uint32Array(1 << 16);
  for (const { terms } of madeDocuments(model, size, seed)) {
    for (const term of terms) {
      if (term >= frequencies.length) {
        const larger = new Uint32Array(Math.max(term + 1, 2 * frequencies.length));
        larger.set(frequencies);
        frequencies = larger;
      }
      frequencies[term] = (frequencies[term] as number) + 1;
    }
  }
  // The most frequent first, as a reindex numbers them.
  const order = Uint32Array.from(frequencies.keys())
    .filter((term) => (frequencies[term] as number) > 1)
    .sort((a, b) => (frequencies[b] as number) - (frequencies[a] as number) || a - b);
  const numberOf = new Int32Array(frequencies.length).fill(-1);
  order.forEach((term, number) => {
    numberOf[term] = number;
  });
  const weights = Float32Array.from(order, (term) =>
    inverseDocumentFrequency(frequencies[term] as number, size),
  );
  const vectorOfDocument = ({ terms, counts }: { terms: Uint32Array; counts: Uint16Array }) => {
    const entries = new Uint32Array(terms.length);
    let length = 0;
    terms.forEach((term, i) => {
      const number = numberOf[term] as number;
      if (number >= 0) entries[length++] = entryOf(number, levelOfCount(counts[i] as number));
    });
    return vectorOf(entries.slice(0, length), (term) => weights[term] as number, 0);
  };

  const builder = new SegmentBuilder();
  let key = 0;
  for (const document of madeDocuments(model, size, seed)) builder.add(++key, vectorOfDocument(document));
  const segment = builder.freeze(LEVEL_WEIGHTS, weights);
  const crew = startCrew(threads);
  try {
    await connectAll(segment, crew, async () => {});
  } finally {
    await crew.close();
  }

  const store = new Store(segment);
  const frozen = new FrozenBuilder();
  for (let doc = 0; doc < segment.docs; doc++)
    frozen.add(madeCard(doc + 1), store.vector(doc), neighboursOf(store, doc));
  const table = new TermTable();
  order.forEach((_, number) => {
    // As long as words are on average.
    table.add(`en\tw${number.toString(36).padStart(7, '_')}`);
  });
  const terms = { terms: table.selected(order.map((_, number) => number)), weights, documents: { en: size } };
  const drift = { built: size, changed: 0 };
  const state = { generation: 1, revision: size, indexedAt: 0, holder: 'made', drift };
  await writeSnapshot(path, frozen.finish(terms, state), SNAPSHOT_FIT);
}

/** Lengths as in real collections: a title of 60 characters, a teaser of 96, addresses of 70. */
function madeCard(key: number): Card {
  const slug = `story-${key}-`.padEnd(48, 'about-something-');
  const urlKey = `news.example/2026/${slug}`;
  return {
    key,
    id: `story-${key}`,
    url: `https://${urlKey}`,
    urlKey,
    title: `Story ${key} `.padEnd(60, 'on a long matter '),
    teaser: `Of story ${key} `.padEnd(96, 'what the first sentences tell '),
    image: `https://images.example/2026/${slug}.jpg`,
    author: 'A. Writer of Ours',
    section: `Section ${key % 12}`,
    // One in a thousand.
    tags: key % 1_000 === 0 ? ['rare', `tag ${key % 500}`] : [`tag ${key % 500}`, `tag ${key % 77}`],
    language: 'en',
    publishedAt: 1_600_000_000_000 + key * 60_000,
    expiresAt: null,
    evergreen: false,
    storedAt: 1_700_000_000_000,
    revision: 1,
  };
}
