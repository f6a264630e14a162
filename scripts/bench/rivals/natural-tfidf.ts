/**
 * How fast is what one writes in an afternoon? natural's TfIdf gives each article a vector when building, ml-distance the
 * cosine of an article with every other one, over the terms that either has.
 *
 * natural finds a term's idf by looking through all documents: terms × documents look-ups, over 10¹⁰ for 40,000 articles. So
 * the same numbers are counted in one pass and put into its cache, which is kinder to it than its users can be.
 */
import { createRequire } from 'node:module';
import { similarity } from 'ml-distance';
import { LIMIT, type Rival, type RivalArticle } from './rival.ts';

/** What is used of natural's TfIdf; its own types hang on its root. */
interface NaturalIndex {
  readonly documents: readonly Readonly<Record<string, unknown>>[];
  readonly _idfCache: Record<string, number>;
  addDocument(text: string): void;
  listTerms(document: number): { readonly term: string; readonly tfidf: number }[];
}

type Weights = ReadonlyMap<string, number>;

export class NaturalTfIdf implements Rival {
  readonly name = 'natural TfIdf + ml-distance cosine';
  #ids: readonly string[] = [];
  #vectors: readonly Weights[] = [];

  build(articles: readonly RivalArticle[]): void {
    // natural's root loads databases.
    const TfIdf = createRequire(import.meta.url)(
      'natural/lib/natural/tfidf/tfidf.js',
    ) as new () => NaturalIndex;
    const index = new TfIdf();
    for (const { title, body } of articles) index.addDocument(`${title} ${body}`);
    fillCache(index);
    this.#ids = articles.map(({ id }) => id);
    this.#vectors = articles.map(
      (_, document) => new Map(index.listTerms(document).map(({ term, tfidf }) => [term, tfidf])),
    );
  }

  query(index: number): string[] {
    const own = this.#vectors[index] as Weights;
    const scored = this.#vectors.map((other, at) => ({ at, score: cosine(own, other) }));
    scored.splice(index, 1);
    // An article without words has no angle to another: NaN.
    const comparable = scored.filter(({ score }) => score > 0);
    comparable.sort((a, b) => b.score - a.score || a.at - b.at);
    return comparable.slice(0, LIMIT).map(({ at }) => this.#ids[at] as string);
  }
}

function cosine(a: Weights, b: Weights): number {
  const terms = [...new Set([...a.keys(), ...b.keys()])];
  return similarity.cosine(
    terms.map((term) => a.get(term) ?? 0),
    terms.map((term) => b.get(term) ?? 0),
  );
}

/** natural's own formula, 1 + ln(N / (1 + df)). */
function fillCache(index: NaturalIndex): void {
  const frequencies = new Map<string, number>();
  for (const document of index.documents)
    for (const term of Object.keys(document))
      if (term !== '__key') frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  for (const [term, df] of frequencies)
    index._idfCache[term] = 1 + Math.log(index.documents.length / (1 + df));
}
