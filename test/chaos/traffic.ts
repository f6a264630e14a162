/** What do a site's readers and its newsroom notice while something breaks? Requests without pause, and what came of them. */
import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request } from 'undici';

export const article = (i: number, word = 'harbour') => ({
  id: `a${i}`,
  title: `Report ${i} from district ${i % 40}`,
  body: `District ${i % 40} counts its boats. ${word}${i % 40} saw vessel${i} leave with cargo${i % 97} and crew${i % 13}.`,
});

export interface Answer {
  readonly status: number;
  readonly ms: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

const agent = new Agent({ connections: 64, headersTimeout: 30_000, bodyTimeout: 30_000 });

/** Status 0: there was no answer at all. */
export async function ask(
  url: string,
  body?: unknown,
  method = body === undefined ? 'GET' : 'POST',
): Promise<Answer> {
  const startedAt = performance.now();
  const ms = () => performance.now() - startedAt;
  try {
    const response = await request(url, {
      method,
      dispatcher: agent,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    const text = await response.body.text();
    return { status: response.statusCode, ms: ms(), headers: response.headers, body: text };
  } catch (error) {
    return { status: 0, ms: ms(), headers: {}, body: String(error) };
  }
}

/** `clients` readers who ask again and again until told to stop, `thinkMs` after each answer. */
export function readers(clients: number, next: () => string, thinkMs = 0): { stop(): Promise<Answer[]> } {
  const answers: Answer[] = [];
  let isStopped = false;
  const reading = Array.from({ length: clients }, async () => {
    while (!isStopped) {
      const { status, ms, headers } = await ask(next());
      answers.push({ status, ms, headers, body: '' });
      if (thinkMs > 0) await pause(thinkMs);
    }
  });
  return {
    async stop() {
      isStopped = true;
      await Promise.all(reading);
      return answers;
    },
  };
}

export function percentile(answers: readonly Answer[], share: number): number {
  const sorted = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

export const refused = (answers: readonly Answer[]) =>
  answers.filter(({ status }) => status < 200 || status > 299).map(({ status }) => status);
