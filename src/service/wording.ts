/** How do readers write the terms of an explanation? The texts that a subject is mixed of are read when somebody asks. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Box } from '../box/box.ts';
import { type Explanation, worded } from '../box/explain.ts';
import { readTexts } from '../database/articles.ts';
import type { Orm } from '../database/connect.ts';
import { surfaceForms } from '../text/surface.ts';
import type { AnalyzableArticle } from '../text/terms.ts';

/** So much of each body is read: most terms that count come early, and asking must stay cheap. */
const BODY_CHARACTERS = 20_000;
/** An explanation waits no longer for a database that does not answer. */
const DEADLINE_MS = 1_000;

/**
 * Term → how it is written, first by the article, then by its neighbours: all terms that its two vectors can share with
 * another come from these texts. `keys`: the article's key and those of its neighbours, nearest first. Answers undefined when
 * the database does not.
 */
export async function writtenForms(
  orm: Orm,
  keys: readonly number[],
  draft?: AnalyzableArticle,
): Promise<ReadonlyMap<string, string> | undefined> {
  const over = new AbortController();
  const stored = await Promise.race([
    readTexts(orm, keys, BODY_CHARACTERS).catch(() => undefined),
    pause(DEADLINE_MS, undefined, { signal: over.signal }).catch(() => undefined),
  ]);
  over.abort();
  if (stored === undefined) return undefined;
  const byKey = new Map(stored.map((text) => [text.key, text]));
  const texts = [draft, ...keys.map((key) => byKey.get(key))].filter((text) => text !== undefined);
  const forms = new Map<string, string>();
  for (const text of texts)
    for (const [term, form] of surfaceForms(text)) if (!forms.has(term)) forms.set(term, form);
  return forms;
}

export function wordedBox(box: Box, forms: ReadonlyMap<string, string>): Box {
  const items = box.items.map((item) => ({ ...item, ...wordedIn(item, forms) }));
  return { ...box, items };
}

function wordedIn(
  { explanation }: { readonly explanation?: Explanation },
  forms: ReadonlyMap<string, string>,
) {
  return explanation && { explanation: worded(explanation, forms) };
}
