/**
 * How fast is Lucene 8.7? Its More Like This over title and body in one field, EnglishAnalyzer, in memory, one segment, one
 * thread, term vectors stored, so that nothing is analysed again when asking. Its blocks of maximal scores may skip what
 * cannot reach the first eleven. It keeps the time itself, inside Java: the pipe to it does not count.
 */
import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { isQuick } from '../figure.ts';
import { LIMIT, type Measurement, type Rival, type RivalArticle } from './rival.ts';

/** Where Debian's liblucene8-java puts them. */
const JARS = ['core', 'analyzers-common', 'queries'].map(
  (part) => `/usr/share/java/lucene-${part}-8.7.0.jar`,
);
const SOURCE = fileURLToPath(new URL('LuceneMoreLikeThis.java', import.meta.url));
const MAIN = 'LuceneMoreLikeThis';
/** One collector without threads of its own, and room enough that it seldom runs. */
const JAVA_OPTIONS = ['-Xms1g', '-Xmx4g', '-XX:+UseSerialGC'];
const WARM_UP_MS = isQuick ? 1_500 : 6_000;

export class Lucene implements Rival {
  readonly name: string;
  #ids: readonly string[] = [];
  #folder: string | undefined;
  #java: Java | undefined;
  #isWarm = false;

  /** `terms`: the most that More Like This may take of an article; `hits`: how many it is to find. */
  constructor(
    private readonly terms: number,
    private readonly hits = LIMIT,
  ) {
    this.name = `Lucene 8.7 MLT-${terms}`;
  }

  available(): string | undefined {
    for (const program of ['java', 'javac'])
      if (!isOnPath(program)) return `${program} is not installed (Debian: default-jdk-headless)`;
    const missing = JARS.find((jar) => !existsSync(jar));
    return missing && `${missing} is not there (Debian: liblucene8-java)`;
  }

  async build(articles: readonly RivalArticle[]): Promise<void> {
    this.#ids = articles.map(({ id }) => id);
    this.#folder = await mkdtemp(join(tmpdir(), 'kindred-lucene-'));
    await promisify(execFile)('javac', ['-cp', JARS.join(':'), '-d', this.#folder, SOURCE]);
    this.#java = new Java(this.#folder);
    await this.#java.tell(additions(articles));
    await this.#java.ask('freeze');
  }

  async query(index: number): Promise<string[]> {
    return (await this.#timed(index)).hits;
  }

  /** The first call warms the compiler up; that time does not count. */
  async measure(indices: readonly number[]): Promise<Measurement> {
    if (!this.#isWarm) await this.#running().ask(`warm ${this.terms} ${WARM_UP_MS}`);
    this.#isWarm = true;
    const secondsPerQuery: number[] = [];
    const hits: string[][] = [];
    for (const index of indices) {
      const answer = await this.#timed(index);
      secondsPerQuery.push(answer.seconds);
      hits.push(answer.hits);
    }
    return { secondsPerQuery, hits };
  }

  async close(): Promise<void> {
    await this.#java?.end();
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }

  async #timed(index: number): Promise<{ seconds: number; hits: string[] }> {
    const [, nanoseconds, ...docs] = (
      await this.#running().ask(`query ${this.terms} ${index} ${this.hits}`)
    ).split(' ');
    return { seconds: Number(nanoseconds) / 1e9, hits: docs.map((doc) => this.#ids[Number(doc)] as string) };
  }

  #running(): Java {
    if (this.#java === undefined) throw new Error('build comes before query');
    return this.#java;
  }
}

/** The child process: a line in, a line out. */
class Java {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers: AsyncIterator<string>;

  constructor(folder: string) {
    const classPath = [folder, ...JARS].join(':');
    this.#child = spawn('java', [...JAVA_OPTIONS, '-cp', classPath, MAIN], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    // A broken pipe shows as an answer that does not come.
    this.#child.stdin.on('error', () => {});
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** Lines that are not answered, no faster than they are read. */
  async tell(lines: Iterable<string>): Promise<void> {
    await pipeline(Readable.from(lines), this.#child.stdin, { end: false });
  }

  async ask(line: string): Promise<string> {
    this.#child.stdin.write(`${line}\n`);
    const { done, value } = await this.#answers.next();
    if (done) throw new Error(`Lucene ended with code ${this.#child.exitCode} on: ${line.slice(0, 80)}`);
    return value;
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.stdin.end();
    await ended;
  }
}

function* additions(articles: readonly RivalArticle[]): Generator<string> {
  for (const { title, body } of articles) yield `add ${`${title} ${body}`.replace(/\s+/g, ' ')}\n`;
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, program)));
}
