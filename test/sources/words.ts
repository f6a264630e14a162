/** How alike are two texts? Precision, recall and F1 of their words, each as often as it stands there. */

export interface Likeness {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export function likeness(found: string, expected: string): Likeness {
  const foundWords = wordsOf(found);
  const expectedWords = wordsOf(expected);
  const left = new Map<string, number>();
  for (const word of expectedWords) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of foundWords) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    common++;
    left.set(word, count - 1);
  }
  const precision = foundWords.length === 0 ? 0 : common / foundWords.length;
  const recall = expectedWords.length === 0 ? 0 : common / expectedWords.length;
  return { precision, recall, f1: common === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

export function mean(values: readonly Likeness[]): Likeness {
  const average = (pick: (one: Likeness) => number) =>
    values.reduce((sum, one) => sum + pick(one), 0) / values.length;
  return {
    precision: average((one) => one.precision),
    recall: average((one) => one.recall),
    f1: average((one) => one.f1),
  };
}

/** Also of languages that do not write blanks between words. */
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

function wordsOf(text: string): string[] {
  return [...segmenter.segment(text.toLowerCase())]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment);
}
