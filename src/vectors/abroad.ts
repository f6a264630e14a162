/** How does an article look from another language? By the words that both write alike: names and numbers, hardly anything else. */
import { entryOf, levelOf, termOf, type Vector } from '../engine/vector.ts';
import { type LiveVocabulary, textOfName } from './vocabulary.ts';
import { LEVEL_WEIGHTS } from './weigh.ts';

/**
 * Less than half of what two articles of one story share is written alike in two languages, so it counts so many times: a
 * relevance then means about the same within a language and across.
 */
const ACROSS = 2.5;

/**
 * The vector's terms as another language has them, each with the weight that it has there. What it does not have counts in the
 * norm. The norm of the result is at most 1, and so are inner products with vectors of that language.
 */
export function abroad({ entries, scale }: Vector, language: string, vocabulary: LiveVocabulary): Vector {
  const twins: number[] = [];
  let wholeSquare = scale > 0 ? scale ** -2 : 0;
  let sharedSquare = 0;
  for (const entry of entries) {
    const [term, level] = [termOf(entry), levelOf(entry)];
    const twin = vocabulary.find(language, textOfName(vocabulary.nameOf(term)));
    if (twin === undefined) continue;
    twins.push(entryOf(twin, level));
    const square = (LEVEL_WEIGHTS[level] as number) ** 2;
    sharedSquare += square * vocabulary.weightOf(twin) ** 2;
    wholeSquare += square * (vocabulary.weightOf(twin) ** 2 - vocabulary.weightOf(term) ** 2);
  }
  const norm = Math.sqrt(Math.max(sharedSquare, wholeSquare / ACROSS ** 2));
  return { entries: Uint32Array.from(twins).sort(), scale: norm > 0 ? Math.fround(1 / norm) : 0 };
}
