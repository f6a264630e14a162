/** With which words would somebody ask a text index for articles like one? Its strongest by TF-IDF, without stop words. */
import { stopWordsOf } from '../../../src/text/stop-words.ts';
import type { RivalArticle } from './rival.ts';

const WORD = /[\p{L}\p{N}]{2,}/gu;

export class StrongestTerms {
  readonly #frequencies = new Map<string, number>();

  constructor(private readonly articles: readonly RivalArticle[]) {
    for (const article of articles)
      for (const word of wordCounts(article).keys())
        this.#frequencies.set(word, (this.#frequencies.get(word) ?? 0) + 1);
  }

  /** At most `limit` words of two articles or more, strongest first, equal ones by alphabet. */
  of(index: number, limit: number): string[] {
    const documents = this.articles.length;
    const weighed: [word: string, weight: number][] = [];
    for (const [word, tf] of wordCounts(this.articles[index] as RivalArticle)) {
      const df = this.#frequencies.get(word) ?? 0;
      if (df >= 2) weighed.push([word, (1 + Math.log(tf)) * Math.log(documents / df)]);
    }
    weighed.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return weighed.slice(0, limit).map(([word]) => word);
  }
}

const stopWords = new Map<string, ReadonlySet<string>>();

function wordCounts({ title, body, language }: RivalArticle): Map<string, number> {
  const stopped = stopWords.get(language) ?? stopWordsOf(language);
  stopWords.set(language, stopped);
  const counts = new Map<string, number>();
  for (const [word] of `${title} ${body}`.toLowerCase().matchAll(WORD))
    if (!stopped.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
