/** Drafts are analysed the same wherever it is done, and one that is long keeps nobody waiting. */
import { afterEach, expect, it } from 'vitest';
import { analyzeDraft, countsOf } from '../../src/service/draft.ts';
import { DraftAnalyst } from '../../src/service/draft-analyst.ts';

const analyst = new DraftAnalyst();
afterEach(() => analyst.close());

const NONE = new Set<number>();
const long = (n: number) => ({
  title: `The ferries of Varnes, part ${n}`,
  body: `The storm kept ferry ${n} in port, and Captain Agnes Holm waited. `.repeat(200),
  language: null,
});

/** Turns of the event loop until the promise is settled. */
async function turnsOf(work: Promise<unknown>): Promise<number> {
  let isOver = false;
  const over = work.finally(() => (isOver = true));
  let turns = 0;
  while (!isOver) {
    await new Promise((resolve) => setImmediate(resolve));
    turns++;
  }
  await over;
  return turns;
}

it('counts terms, detects the language and leaves nothing out on the way', async () => {
  const { language, ...rest } = await analyst.analyze(
    {
      title: 'Ferries',
      body: 'The ferries waited in the port of Varnes; the ferries waited.',
      language: null,
    },
    NONE,
  );
  expect(language).toBe('en');
  const counts = countsOf({ language, ...rest });
  expect(counts.get('ferri')).toBe(10);
  expect(counts.get('port')).toBe(2);
  expect(counts.get('the')).toBeUndefined();
  expect(countsOf(await analyst.analyze({ title: ' ', body: '', language: 'en' }, NONE)).size).toBe(0);
});

it('gives a thread what is long once the thread is there, and one draft a turn is done here until then', async () => {
  const drafts = Array.from({ length: 4 }, (_, n) => long(n));
  const expected = drafts.map((draft) => analyzeDraft(draft, NONE));
  const before = Promise.all(drafts.map((draft) => analyst.analyze(draft, NONE)));
  expect(await turnsOf(before)).toBeGreaterThanOrEqual(drafts.length);
  expect(await before).toEqual(expected);
  while (!analyst.hasThread) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await Promise.all(drafts.map((draft) => analyst.analyze(draft, NONE)))).toEqual(expected);
});

it('does without a thread that died, and starts another', async () => {
  await analyst.analyze(long(1), NONE);
  while (!analyst.hasThread) await new Promise((resolve) => setTimeout(resolve, 20));
  const under = analyst.analyze(long(2), NONE);
  await analyst.close();
  expect(await under).toEqual(analyzeDraft(long(2), NONE));
  expect(analyst.hasThread).toBe(false);
  await analyst.analyze(long(3), NONE);
  while (!analyst.hasThread) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await analyst.analyze(long(4), NONE)).toEqual(analyzeDraft(long(4), NONE));
});
