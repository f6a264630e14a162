/**
 * How fast is MiniSearch? Asked as its users would for related articles: with the strongest words of one, any of which may
 * match; the whole text as the query would touch many times as many postings. Title and body are one field, which is kinder
 * to it than two, and English stop words are left out, as its guide advises. Choosing the words is done when building and
 * does not count.
 */
import MiniSearch from 'minisearch';
import { stopWordsOf } from '../../../src/text/stop-words.ts';
import { LIMIT, QUERY_TERMS, type Rival, type RivalArticle } from './rival.ts';
import { StrongestTerms } from './strongest-terms.ts';

interface Document {
  readonly id: number;
  readonly text: string;
}

export class MiniSearchRival implements Rival {
  readonly name = `MiniSearch, OR of ${QUERY_TERMS} terms`;
  readonly #index: MiniSearch<Document>;
  #ids: readonly string[] = [];
  #queries: readonly string[] = [];

  constructor() {
    const stopWords = stopWordsOf('en');
    this.#index = new MiniSearch<Document>({
      fields: ['text'],
      processTerm: (term) => {
        const word = term.toLowerCase();
        return stopWords.has(word) ? null : word;
      },
      searchOptions: { combineWith: 'OR' },
    });
  }

  build(articles: readonly RivalArticle[]): void {
    this.#ids = articles.map(({ id }) => id);
    this.#index.addAll(articles.map(({ title, body }, id) => ({ id, text: `${title} ${body}` })));
    const strongest = new StrongestTerms(articles);
    this.#queries = articles.map((_, index) => strongest.of(index, QUERY_TERMS).join(' '));
  }

  query(index: number): string[] {
    return this.#index
      .search(this.#queries[index] as string)
      .filter(({ id }) => id !== index)
      .slice(0, LIMIT)
      .map(({ id }) => this.#ids[id as number] as string);
  }
}
