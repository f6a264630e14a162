import { expect, it } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { prepareInTurns } from '../../src/service/prepare.ts';
import { PrepareThread } from '../../src/service/prepare-thread.ts';
import { toRecord } from '../../src/sources/record.ts';

it('prepares the first batch here and later ones in a thread, with the same result in the same order', async () => {
  const thread = new PrepareThread();
  const bodies = [
    'The council voted on the new bridge over the river.',
    'Der Stadtrat stimmte über die Brücke ab.',
  ];
  const batch = (name: string) =>
    Array.from(
      { length: 7 },
      (_, at) =>
        toRecord(at, {
          id: `${name}-${at}`,
          title: `No. ${at}`,
          body: bodies[at % 2],
          url: `https://www.example.org/${at}/`,
        }).result as Article,
    );
  try {
    for (const name of ['first', 'second', 'third'])
      expect(await thread.prepare(batch(name))).toEqual(await prepareInTurns(batch(name)));
    expect(await thread.prepare([])).toEqual([]);
  } finally {
    await thread.close();
  }
});
