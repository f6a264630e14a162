import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDatabase } from './support/database.ts';
import { openSea, type SeaService } from './support/sea.ts';
import { freePort, PROJECT } from './support/server.ts';

const run = promisify(execFile);
const has = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** A project with the examples in it, and the package installed as it is published. */
let project: string;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'kindred-examples-'));
  await cp(join(PROJECT, 'examples'), project, { recursive: true });
  const installed = join(project, 'node_modules', 'kindred');
  await mkdir(installed, { recursive: true });
  await cp(join(PROJECT, 'package.json'), join(installed, 'package.json'));
  await run('npx', ['tsc', '-p', 'src/client', '--outDir', join(installed, 'dist')], { cwd: PROJECT });
  const require = createRequire(import.meta.url);
  for (const name of ['@types/react', '@types/node', 'csstype', 'undici-types']) {
    const from = dirname(require.resolve(`${name}/package.json`));
    await mkdir(dirname(join(project, 'node_modules', name)), { recursive: true });
    await symlink(from, join(project, 'node_modules', name));
  }
  await writeFile(join(project, 'package.json'), '{"type":"module"}');
});
afterAll(() => rm(project, { recursive: true, force: true }));

describe('the examples', () => {
  it('in TypeScript, JavaScript and Astro fit the types of the package as it is published', async () => {
    const astro = await readFile(join(project, 'astro/RelatedArticles.astro'), 'utf8');
    const [, script = '', template = ''] = /^---\n(.*?)^---\n(.*)$/ms.exec(astro) ?? [];
    expect(template).toContain('set:html');
    await writeFile(
      join(project, 'astro/checked.tsx'),
      `${script}
declare const Astro: { props: Props };
declare const Fragment: (props: { 'set:html': string }) => null;
declare global { interface ImportMeta { readonly env: { readonly KINDRED_URL: string } } }
export default <>${template}</>;`,
    );
    // Were the types not found, everything would be allowed.
    await writeFile(
      join(project, 'typed.ts'),
      `import { Kindred } from 'kindred/client';
// @ts-expect-error
new Kindred({ url: 1 });
// @ts-expect-error
new Kindred({ url: 'x' }).related('a', { limit: 'many' });
// @ts-expect-error
new Kindred({ url: 'x' }).put('a', {});`,
    );
    const settings = {
      compilerOptions: {
        ...{
          target: 'ES2023',
          module: 'NodeNext',
          strict: true,
          noEmit: true,
          jsx: 'react-jsx',
          allowJs: true,
        },
        ...{ checkJs: true, lib: ['ES2023', 'DOM', 'DOM.Iterable'], types: ['node'], skipLibCheck: true },
      },
      include: ['typed.ts', 'nextjs', 'astro/checked.tsx', 'eleventy'],
    };
    await writeFile(join(project, 'tsconfig.json'), JSON.stringify(settings));
    const checked = await run('npx', ['tsc', '-p', project], { cwd: PROJECT }).catch(
      (error: { stdout: string }) => error,
    );
    expect(checked.stdout).toBe('');
  });
});

describeDatabase('the example', (openOptions) => {
  let sea: SeaService;
  beforeAll(async () => {
    sea = await openSea(await openOptions());
  });
  afterAll(() => sea.close());

  /** What Node prints of a module in the project. */
  const printed = async (module: string) => {
    const path = join(project, 'run.js');
    await writeFile(path, module);
    return run(process.execPath, [path], { env: { ...process.env, KINDRED_URL: sea.url } });
  };

  it('for Eleventy puts a box into a page, and builds it without one when the service fails', async () => {
    const { stdout, stderr } = await printed(`import configure from './eleventy/eleventy.config.js';
const shortcodes = {};
configure({ addAsyncShortcode: (name, shortcode) => { shortcodes[name] = shortcode; } });
console.log(JSON.stringify([await shortcodes.related('sea-0'), await shortcodes.related('nowhere')]));`);
    const [box, none] = JSON.parse(stdout) as string[];
    expect(box).toContain('kindred-as-cards');
    expect(box?.match(/href="\/stories\/sea-\d+\/"/g)).toHaveLength(4);
    expect(none).toBe('');
    expect(stderr).toContain('no box for nowhere: ProblemError: 404');
  });

  describe.skipIf(!has('php'))('in PHP', () => {
    const php = async (code: string) =>
      (await run('php', ['-d', 'display_errors=stderr', '-r', code])).stdout;

    it('prints a box, and nothing when there is none to be had', async () => {
      const call = (id: string, url: string) =>
        php(
          `require '${project}/php/related.php'; echo kindred_related('${id}', ['limit' => 2, 'section' => ['Sea', 'Land']], '${url}');`,
        );
      const box = await call('sea-0', sea.url);
      expect(box.match(/<li class="kindred-item/g)).toHaveLength(2);
      expect(await call('nowhere', sea.url)).toBe('');
      expect(await call('sea-0', `http://127.0.0.1:${await freePort()}`)).toBe('');
    });

    it('for WordPress prints the box of the plugin with its stylesheet, and takes the one below the text away', async () => {
      const out = await php(`
        $hooks = []; $log = [];
        function add_action($hook, $call) { global $hooks; $hooks[$hook] = $call; }
        function remove_filter(...$given) { global $log; $log[] = $given; }
        function wp_enqueue_style(...$given) { global $log; $log[] = $given; }
        function is_singular($type) { return $type === 'post'; }
        function get_the_ID() { return 7; }
        function kindred_settings() { return ['url' => 'https://related.example']; }
        function kindred_box($id) { return "<div>box of $id</div>"; }
        require '${project}/wordpress/functions.php';
        foreach ($hooks as $call) $call();
        kindred_example_box();
        echo json_encode($log, JSON_UNESCAPED_SLASHES);`);
      expect(out).toBe(
        '<div>box of 7</div>[["the_content","kindred_append_box",20],["kindred-box","https://related.example/box.css",[],null]]',
      );
      const plugin = await readFile(join(PROJECT, 'integrations/wordpress/kindred/kindred.php'), 'utf8');
      expect(plugin).toContain("add_filter( 'the_content', 'kindred_append_box', 20 )");
    });
  });

  it.skipIf(!has('nginx'))(
    'without script has the box in its page by nginx, and the page without one',
    async () => {
      const site = join(project, 'site');
      await mkdir(site);
      const page = await readFile(join(project, 'html-without-script/story.html'), 'utf8');
      for (const id of ['sea-0', 'nowhere'])
        await writeFile(join(site, `${id}.html`), page.replaceAll('nato-allies', id));
      const port = await freePort();
      const given = await readFile(join(project, 'html-without-script/nginx.conf'), 'utf8');
      const started = async (service: string, cache: string) => {
        const conf = given
          .replace('8080', `127.0.0.1:${port}`)
          .replace('https://related.example/', `${service}/`)
          .replaceAll('/srv/site', site)
          .replace(/\/tmp\/kindred-example-/g, join(project, cache));
        const path = join(project, `${cache}.conf`);
        await writeFile(path, `daemon off;\nuser root;\n${conf}`);
        const nginx = spawn('nginx', ['-c', path, '-e', 'stderr'], { stdio: ['ignore', 'ignore', 'pipe'] });
        let said = '';
        nginx.stderr.on('data', (text) => {
          said += text;
        });
        while (!(await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined))) {
          if (nginx.exitCode !== null) throw new Error(said);
          await pause(20);
        }
        return nginx;
      };
      const at = async (id: string) => (await fetch(`http://127.0.0.1:${port}/${id}.html`)).text();
      const nginx = await started(sea.url, 'up');
      try {
        const story = await at('sea-0');
        expect(story.match(/<li class="kindred-item/g), story).toHaveLength(4);
        expect(story).toContain('<h2 class="kindred-heading">You may also like</h2>');
        expect(story).toMatch(/<\/main>\s*<\/body>/);
        expect(await at('nowhere')).toMatch(
          /The text of the story\.<\/p>\s*(?:<!-- kindred: not_found.*-->\s*)?<\/main>/,
        );
      } finally {
        nginx.kill();
        await once(nginx, 'exit');
      }
      const alone = await started(`http://127.0.0.1:${await freePort()}`, 'down');
      try {
        expect(await at('sea-0')).toMatch(/The text of the story\.<\/p>\s*<\/main>/);
      } finally {
        alone.kill();
        await once(alone, 'exit');
      }
    },
  );
});
