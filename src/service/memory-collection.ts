/** A collection of articles at hand, without a database: for measuring, on the way that a served one takes. */
import { makeCard } from '../article/card.ts';
import { fingerprintAt } from '../article/fingerprint.ts';
import type { StoredArticle } from '../database/articles.ts';
import { Store } from '../engine/store.ts';
import { type BuildStage, buildIndex, type Report } from './build-index.ts';
import { Collection } from './collection.ts';
import { startCrew } from './crew/crew.ts';
import type { TextArticle } from './crew/tasks.ts';
import { FrozenBuilder, neighboursOf } from './frozen.ts';
import { furnitureOf, hashesOf, sampleStep } from './furniture.ts';

const BATCH = 200;

/** `articles`: in the order of their keys. `threads` 0: the calling thread does it. */
export async function collectionOf(
  articles: readonly StoredArticle[],
  threads: number,
  report: Report<BuildStage> = async () => {},
): Promise<Collection> {
  const step = sampleStep(articles.length);
  const furniture = await furnitureOf(batchesOf(articles.filter(({ key }) => key % step === 0)));
  const crew = startCrew(threads);
  try {
    const { terms, segment, floors, fingerprints } = await buildIndex(
      batchesOf(articles),
      articles.length,
      hashesOf(furniture),
      crew,
      report,
    );
    const store = new Store(segment);
    const builder = new FrozenBuilder();
    articles.forEach((article, doc) => {
      const card = makeCard(article, article.body);
      builder.add(card, store.vector(doc), neighboursOf(store, doc), fingerprintAt(fingerprints, doc));
    });
    const drift = { built: articles.length, changed: 0 };
    return new Collection(
      builder.finish(terms, {
        generation: 0,
        revision: 0,
        indexedAt: 0,
        holder: 'memory',
        drift,
        floors,
        furniture,
      }),
    );
  } finally {
    await crew.close();
  }
}

function* batchesOf(articles: readonly StoredArticle[]): Generator<TextArticle[]> {
  for (let from = 0; from < articles.length; from += BATCH)
    yield articles
      .slice(from, from + BATCH)
      .map(({ key, title, body, analysisLanguage: language }) => ({ key, title, body, language }));
}
