import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { untilStopped } from '../../scripts/import-stop.ts';

it('values until a stop are not kept: an import of any size takes the same memory', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  async function* values() {
    for (let at = 0; at < 1_000; at++) yield { at };
  }
  let first: WeakRef<object> | undefined;
  let isKept = true;
  for await (const value of untilStopped(values(), new AbortController().signal)) {
    first ??= new WeakRef(value);
    if (value.at !== 999) continue;
    await new Promise((resolve) => setImmediate(resolve));
    collect();
    isKept = first.deref() !== undefined;
  }
  expect(isKept).toBe(false);
});

it('a stop ends the wait for a value that does not come', async () => {
  const stop = new AbortController();
  async function* values() {
    yield 1;
    await new Promise(() => {});
  }
  const met: number[] = [];
  for await (const value of untilStopped(values(), stop.signal)) {
    met.push(value);
    setTimeout(() => stop.abort(), 10);
  }
  expect(met).toEqual([1]);
});
