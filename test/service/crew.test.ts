import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, vi } from 'vitest';
import { startCrew } from '../../src/service/crew/crew.ts';

const started = vi.hoisted(() => [] as Worker[]);

/** Each answers with its number and, where it is told to, ends a moment later. */
vi.mock('../../src/threads/thread.ts', () => ({
  startThread: () => {
    const thread = new Worker(
      `const { parentPort, threadId } = require('node:worker_threads');
       parentPort.on('message', ({ draft }) => {
         parentPort.postMessage({ answer: threadId });
         if (draft.title === 'fail') setTimeout(() => { throw new Error('later'); }, 1);
         if (draft.title === 'end') setTimeout(() => process.exit(3), 1);
       });`,
      { eval: true },
    );
    started.push(thread);
    return thread;
  },
}));

/** Resolves when one of them has ended. */
const anEnd = () => Promise.race(started.splice(0).map((thread) => once(thread, 'exit').catch(() => {})));

const draft = (title: string) => ({
  kind: 'draft' as const,
  draft: { title, body: '', language: 'en' },
  furniture: new Set<number>(),
});

describe.each(['fail', 'end'])('a thread that comes to its end while it has nothing to do (%s)', (how) => {
  it('is asked for nothing more: the others do the work', async () => {
    const crew = startCrew(2);
    const end = anEnd();
    const gone = await crew.run(draft(how));
    await end;
    const answers = await Promise.all(Array.from({ length: 4 }, () => crew.run(draft('go on'))));
    expect(new Set(answers).size).toBe(1);
    expect(answers).not.toContain(gone);
    await crew.close();
  });

  it('and is the last one, leaves nobody waiting', async () => {
    const crew = startCrew(1);
    const end = anEnd();
    await crew.run(draft(how));
    await end;
    await expect(crew.run(draft('go on'))).rejects.toThrow('all threads are gone');
    await crew.close();
  });
});

it('a crew that is closed leaves nobody waiting', async () => {
  const crew = startCrew(1);
  const tasks = Array.from({ length: 3 }, () => crew.run(draft('go on')));
  const ends = Promise.allSettled(tasks);
  await crew.close();
  const outcomes = await ends;
  expect(outcomes).toHaveLength(3);
});
