import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { cleanText } from '../../src/article/article.ts';
import { CLASS_LIMITS } from '../../src/http/admission/classes.ts';
import { analyze } from '../../src/text/analyze.ts';
import { detectLanguage } from '../../src/text/language.ts';
import { describeDatabase } from '../support/database.ts';
import { startServer, type TestServer, whenReady } from '../support/server.ts';

const running: TestServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.end('SIGKILL')));
});

const DRAFT = 100_000;
const cycle = (make: (i: number) => string) => {
  const parts: string[] = [];
  for (let i = 0, length = 0; length < DRAFT; length += parts.at(-1)?.length ?? 1) parts.push(make(i++));
  return parts.join('').slice(0, DRAFT);
};
const word = (i: number) =>
  `${(i * 2_654_435_761).toString(26).replace(/\d/g, (d) => 'qrstuvwxyz'[Number(d)] ?? 'q')} `;
const COMMON = 'the storm closed harbour police government president market city years'.split(' ');
/** The longest allowed drafts of each kind. */
const HOSTILE: Readonly<Record<string, string>> = {
  'common words': cycle((i) => `${COMMON[i % COMMON.length]} `),
  'unique words': cycle(word),
  'one word': cycle(() => 'harbour '),
  Chinese: cycle((i) => String.fromCharCode(0x4e00 + ((i * 7_919) % 20_000))),
  Thai: cycle((i) => String.fromCharCode(0xe01 + ((i * 7) % 46))),
  'combining marks': `a${cycle((i) => String.fromCharCode(0x300 + ((i * 37) % 0x6f)))}`.slice(0, DRAFT),
  'a sign that grows 18 times': '\ufdfa'.repeat(DRAFT),
  blanks: ' '.repeat(DRAFT),
  'opening brackets': '<'.repeat(DRAFT),
  emoji: cycle(() => '👩‍👩‍👧'),
};

/** Milliseconds of CPU, the best of three. */
function costOf(text: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3; run++) {
    const before = process.cpuUsage();
    const body = cleanText(text);
    analyze({ title: '', body, language: detectLanguage(body) });
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
}

it.each(Object.entries(HOSTILE))(
  'D3: the longest draft of %s costs little more than one of words',
  (name, text) => {
    const plain = costOf(HOSTILE['common words'] ?? '');
    const cost = costOf(text);
    process.stdout.write(`D3 ${name}: ${cost.toFixed(1)} ms of CPU, common words ${plain.toFixed(1)} ms\n`);
    // What grows with the square of the length takes more than a hundred times as much.
    expect(cost / Math.max(plain, 1)).toBeLessThan(25);
    // Nor does it in the words that the others are compared with: ten times the length is some ten times the work.
    expect(cost / Math.max(costOf(text.slice(0, DRAFT / 10)), 1)).toBeLessThan(40);
  },
);

const article = (i: number) => ({
  id: `a-${i}`,
  title: `Report ${i} from district ${i % 40}`,
  body: `District ${i % 40} counts its boats. Harbour${i % 40} saw vessel${i} leave with cargo${i % 97} and crew${i % 13}.`,
});
const ndjson = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `${JSON.stringify(article(from + i))}\n`).join('');
const post = (url: string, path: string, body: string, type = 'application/json') =>
  fetch(`${url}${path}`, { method: 'POST', headers: { 'content-type': type }, body });

describeDatabase('an overloaded server', (openOptions) => {
  const start = async (more: Record<string, string> = {}) => {
    const { url, dataDir } = await openOptions();
    const server = await startServer({
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      ...(url !== undefined && { DATABASE_URL: url }),
      ...more,
    });
    running.push(server);
    await whenReady(server);
    return server;
  };

  /** Requests that hold their place, as the last byte of each body is kept back until `finish`. */
  const held = (url: string, head: string, body: string, count: number) => {
    const { port } = new URL(url);
    const bytes = Buffer.byteLength(body);
    const requests = Array.from({ length: count }, () => {
      const socket = connect(Number(port), '127.0.0.1').setEncoding('utf8');
      const answer = new Promise<string>((resolve) => {
        socket.once('data', (data: string) => resolve(data)).once('close', () => resolve('cut'));
        socket.on('error', () => {});
      });
      socket.write(`${head}\r\nHost: 127.0.0.1\r\nContent-Length: ${bytes}\r\n\r\n${body.slice(0, -1)}`);
      return { socket, answer };
    });
    return {
      answers: Promise.all(requests.map(({ answer }) => answer)),
      turnedAway: async (atLeast: number) => {
        let count = 0;
        await new Promise<void>((resolve) => {
          for (const { answer } of requests) void answer.then(() => ++count === atLeast && resolve());
        });
      },
      finish() {
        for (const { socket } of requests) if (socket.writable) socket.write(body.slice(-1));
      },
      close() {
        for (const { socket } of requests) socket.destroy();
      },
    };
  };

  it('D1, D2: turns away the drafts that are too many, with 503, and answers every lookup meanwhile', async () => {
    const { url } = await start();
    await post(url, '/v1/articles', ndjson(0, 100), 'application/x-ndjson');
    while ((await fetch(`${url}/v1/articles/a-1/related`)).status !== 200) await pause(50);
    const drafts = held(
      url,
      'POST /v1/related HTTP/1.1\r\nContent-Type: application/json',
      JSON.stringify({ body: HOSTILE['unique words'] }),
      64,
    );
    const { text } = CLASS_LIMITS;
    await drafts.turnedAway(64 - text.inFlight);
    for (let i = 0; i < 20; i++) expect((await fetch(`${url}/v1/articles/a-${i}/related`)).status).toBe(200);
    drafts.finish();
    const answers = await drafts.answers;
    const away = answers.filter((answer) => answer.startsWith('HTTP/1.1 503 '));
    expect(away.length).toBeGreaterThanOrEqual(64 - text.inFlight);
    for (const answer of away) expect(answer).toMatch(/\r\nretry-after: [1-9]\d*\r\n/i);
    expect(await (await fetch(`${url}/metrics`)).text()).toMatch(
      /kindred_shed_total\{class="text",reason="(?:queue full|waited too long)"\} [1-9]/,
    );
    drafts.close();
    // The places of those whose time was over are free again.
    const draft = JSON.stringify({ body: 'District 3 counts its boats.' });
    while ((await post(url, '/v1/related', draft)).status !== 200) await pause(50);
  });

  it('D4: a producer of too many writes gets 429, and readers are answered', async () => {
    const { url } = await start();
    const { write } = CLASS_LIMITS;
    const writes = held(
      url,
      'POST /v1/articles HTTP/1.1\r\nContent-Type: application/x-ndjson',
      ndjson(0, 20),
      write.inFlight + write.queued + 20,
    );
    await writes.turnedAway(write.queued + 20);
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    expect((await fetch(`${url}/docs`)).status).toBe(200);
    writes.close();
    // On a slow machine some are cut before their turn comes: they are slow clients.
    const answers = (await writes.answers).filter((answer) => answer !== 'cut');
    expect(answers.length).toBeGreaterThan(0);
    for (const answer of answers) {
      expect(answer).toMatch(/^HTTP\/1\.1 429 /);
      expect(answer).toMatch(/\r\nretry-after: [1-9]\d*\r\n/i);
    }
    while ((await post(url, '/v1/articles', ndjson(0, 20), 'application/x-ndjson')).status !== 200)
      await pause(50);
  });

  it('D5: connections that never finish their head or their body are cut', async () => {
    const { url } = await start();
    const { port } = new URL(url);
    const slow = [
      'GET /livez HTTP/1.1\r\nHost: a\r\nX-',
      'POST /v1/related HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 4096\r\n\r\n{"',
      'POST /nothing HTTP/1.1\r\nHost: a\r\nContent-Length: 4096\r\n\r\na',
      '',
    ];
    const from = performance.now();
    const answers = await Promise.all(
      slow.map(async (bytes) => {
        let answer = '';
        const socket = connect(Number(port), '127.0.0.1').setEncoding('utf8');
        socket
          .on('error', () => {})
          .on('data', (data: string) => {
            answer += data;
          });
        if (bytes !== '') socket.write(bytes);
        const drip = setInterval(() => bytes !== '' && socket.writable && socket.write('a'), 1_000);
        await once(socket, 'close');
        clearInterval(drip);
        return answer;
      }),
    );
    process.stdout.write(`D5: all cut after ${((performance.now() - from) / 1_000).toFixed(1)} s\n`);
    // Node would say 408 to what is sent so slowly after five minutes: too late for two hundred of them.
    for (const i of [1, 2]) expect(answers[i]).not.toContain('HTTP/1.1 408');
    expect((await fetch(`${url}/livez`)).status).toBe(200);
  });

  it('D6: more connections than there may be are closed, and those that are open are served on', async () => {
    const { url } = await start({ MAX_CONNECTIONS: '40' });
    const { port } = new URL(url);
    const kept = connect(Number(port), '127.0.0.1');
    const answer = async () => {
      kept.write('GET /livez HTTP/1.1\r\nHost: a\r\n\r\n');
      const [data] = (await once(kept, 'data')) as [Buffer];
      return data.toString().slice(0, 15);
    };
    expect(await answer()).toBe('HTTP/1.1 200 OK');
    // Those that are taken on, and then say nothing, are told 408: they are not among the refused.
    let [closed, refused] = [0, 0];
    const flood: Socket[] = Array.from({ length: 300 }, () => {
      const socket = connect(Number(port), '127.0.0.1').resume();
      return socket
        .on('error', () => {})
        .on('close', () => {
          closed++;
          if (socket.bytesRead === 0) refused++;
        });
    });
    while (refused < 250 && closed < 300) await pause(20);
    expect(refused).toBeGreaterThanOrEqual(250);
    expect(await answer()).toBe('HTTP/1.1 200 OK');
    for (const socket of flood) socket.destroy();
    kept.destroy();
    while (!(await fetch(`${url}/livez`).catch(() => undefined))?.ok) await pause(50);
  });

  it('D7: articles are refused with 507 before memory ends, and lookups go on', async () => {
    const { url } = await start({ MEMORY_LIMIT_MB: '200' });
    let status = 200;
    let sent = 0;
    for (; status === 200 && sent < 60_000; sent += 500)
      ({ status } = await post(url, '/v1/articles', ndjson(sent, sent + 500), 'application/x-ndjson'));
    process.stdout.write(`D7: ${status} after ${sent} articles with a limit of 200 MB\n`);
    expect(status).toBe(507);
    expect((await fetch(`${url}/livez`)).status).toBe(200);
  });
});
