/** `npm run pictures`: the pictures of the documentation, taken of the running product with its samples. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { say } from './command.ts';

const PROJECT = fileURLToPath(new URL('../', import.meta.url));
const TARGET = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const FLAGS = ['--no-sandbox', '--disable-gpu', '--hide-scrollbars'];
const PORT = 3987;
const SERVICE = `http://127.0.0.1:${PORT}`;
const STORY = `${SERVICE}/demo/nato-allies-failed-to-deliver-promised-arms-to-ukraine`;
const QUALITY = 82;
/** Pixels of a box that is shown whole, and of the page around it. */
const AROUND = 14;

interface Shot {
  readonly name: string;
  readonly address: string;
  /** What is shown; without it the top of the page. */
  readonly part?: string;
  readonly width: number;
  readonly height: number;
  readonly isDark?: boolean;
}

const shots = (report: string): readonly Shot[] => [
  { name: 'cards', address: STORY, part: 'related-articles', width: 1000, height: 900 },
  ...(['list', 'strip', 'dark'] as const).map((kind) => ({
    ...{
      name: kind,
      address: `${SERVICE}/demo/boxes/${kind}`,
      part: 'related-articles',
      width: 1000,
      height: 900,
    },
    isDark: kind === 'dark',
  })),
  { name: 'api', address: `${SERVICE}/docs/api#get-v1-articles-id-related`, width: 1280, height: 760 },
  {
    name: 'studio',
    address: `${SERVICE}/studio/#/article/nato-allies-failed-to-deliver-promised-arms-to-ukraine`,
    width: 1280,
    height: 900,
  },
  { name: 'report', address: report, width: 1000, height: 700 },
];

const folder = await mkdtemp(join(tmpdir(), 'kindred-pictures-'));
const report = join(folder, 'report.html');
const environment = {
  ...process.env,
  DATA_DIR: folder,
  DATABASE_URL: '',
  PORT: String(PORT),
  LOG_LEVEL: 'error',
};
const demo = spawn(process.execPath, ['--import', 'tsx', 'scripts/demo.ts'], {
  ...{ cwd: PROJECT, env: environment, stdio: ['ignore', 'ignore', 'pipe'] },
});
try {
  await Promise.all([whenSaid('Stop with Ctrl-C'), evaluated()]);
  const browser = await chromium.launch({
    ...{ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: FLAGS },
  });
  try {
    for (const shot of shots(pathToFileURL(report).href)) {
      const context = await browser.newContext({
        viewport: { width: shot.width, height: shot.height },
        colorScheme: shot.isDark ? 'dark' : 'light',
        deviceScaleFactor: 1.5,
      });
      const page = await context.newPage();
      await page.goto(shot.address, { waitUntil: 'networkidle' });
      const picture = await taken(page, shot.part);
      await writeFile(`${TARGET}${shot.name}.webp`, picture);
      say(`${shot.name}.webp: ${Math.round(picture.length / 1024)} KB`);
      await context.close();
    }
  } finally {
    await browser.close();
  }
} finally {
  demo.kill();
  if (demo.exitCode === null) await once(demo, 'exit');
  await rm(folder, { recursive: true, force: true });
}

async function whenSaid(words: string): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    demo.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes(words)) resolve();
    });
    demo.once('exit', () => reject(new Error(`the demo ended:\n${said}`)));
  });
}

async function evaluated(): Promise<void> {
  const articles = 'samples/newsroom/technology-science-health-environment.ndjson';
  const args = ['--articles', articles, '--label', 'section', '--settings', 'breadth=0', '--report', report];
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/evaluate.ts', ...args], {
    ...{ cwd: PROJECT, stdio: ['ignore', 'ignore', 'inherit'] },
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`evaluate ended with ${code}`);
}

/** Playwright itself takes PNG and JPEG only. */
async function taken(page: Page, part?: string): Promise<Buffer> {
  if (part !== undefined) {
    await page.locator(part).first().scrollIntoViewIfNeeded();
    await page.waitForLoadState('networkidle');
  }
  const box = part === undefined ? undefined : await page.locator(part).first().boundingBox();
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  const scroll = (await page.evaluate('scrollY')) as number;
  const left = Math.max(0, (box?.x ?? 0) - AROUND);
  const clip = box
    ? {
        ...{ x: left, y: box.y + scroll - AROUND, scale: 1 },
        ...{ width: Math.min(width - left, box.width + 2 * AROUND), height: box.height + 2 * AROUND },
      }
    : { x: 0, y: scroll, width, height, scale: 1 };
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    ...{ format: 'webp', quality: QUALITY, captureBeyondViewport: true, clip },
  });
  return Buffer.from(data, 'base64');
}
