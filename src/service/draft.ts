/** What is worked out of a text that is not stored, whatever it is related to then? Flat, so that a thread hands it over cheaply. */
import { cleanText } from '../article/article.ts';
import { analyze } from '../text/analyze.ts';
import { fingerprint } from '../text/fingerprint.ts';
import { withoutFurniture } from '../text/furniture.ts';
import { detectLanguage } from '../text/language.ts';

export interface DraftText {
  readonly title: string;
  readonly body: string;
  /** Detected where it is not given. */
  readonly language: string | null;
}

export interface AnalyzedDraft {
  readonly language: string;
  /** One a line. */
  readonly terms: string;
  /** How often each of them is said. */
  readonly counts: Uint32Array;
  readonly fingerprint: Uint8Array;
}

/** `furniture`: sentences that are left out. */
export function analyzeDraft(draft: DraftText, furniture: ReadonlySet<number>): AnalyzedDraft {
  const { title, body } = cleaned(draft);
  const language = draft.language ?? detectLanguage(`${title}\n${body}`);
  const own = withoutFurniture({ title, body, language }, furniture);
  const counts = analyze(own);
  return {
    language,
    terms: [...counts.keys()].join('\n'),
    counts: Uint32Array.from(counts.values()),
    fingerprint: fingerprint(own),
  };
}

/** As an article would be stored. */
export const cleaned = ({ title, body }: Pick<DraftText, 'title' | 'body'>) => ({
  title: cleanText(title),
  body: cleanText(body),
});

/** Term → count, at least 1. */
export function countsOf({ terms, counts }: AnalyzedDraft): Map<string, number> {
  const found = new Map<string, number>();
  if (counts.length > 0) terms.split('\n').forEach((term, i) => void found.set(term, counts[i] as number));
  return found;
}
