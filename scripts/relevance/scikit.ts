/** What do scikit-learn's TF-IDF and LSA answer? Asked of Python, where Debian's python3-sklearn is. */
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('scikit.py', import.meta.url));
/** The system's own, which Debian's packages belong to. */
const PYTHON = '/usr/bin/python3';

export interface ScikitAnswer {
  readonly system: string;
  /** The 50 nearest of each article, by place; empty where pairs were asked for. */
  readonly lists: readonly (readonly number[])[];
  readonly pairs: readonly number[];
}

/** Why it cannot be asked; undefined when it can. */
export function scikitLacks(): string | undefined {
  const { status } = spawnSync(PYTHON, ['-c', 'import sklearn']);
  return status === 0 ? undefined : 'scikit-learn is not installed (Debian: python3-sklearn)';
}

/** One answer per system. */
export async function askScikit(
  articles: readonly { readonly title: string; readonly body: string; readonly analysisLanguage: string }[],
  pairs: readonly (readonly [number, number])[],
): Promise<ScikitAnswer[]> {
  const child = spawn(PYTHON, [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const lines = [
    ...articles.map(({ title, body, analysisLanguage: language }) => ({
      text: `${title} ${body}`,
      language,
    })),
    ...pairs.map((pair) => ({ pair })),
  ].map((record) => `${JSON.stringify(record)}\n`);
  const answers: ScikitAnswer[] = [];
  const read = (async () => {
    for await (const line of createInterface({ input: child.stdout }))
      answers.push(JSON.parse(line) as ScikitAnswer);
  })();
  await pipeline(Readable.from(lines), child.stdin);
  await read;
  const code = await ended;
  if (code !== 0) throw new Error(`scikit-learn ended with code ${code}`);
  return answers;
}
