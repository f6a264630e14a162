/** F22: what comes in from others, as far as package.json, the lock file and CI say it. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT } from '../support/server.ts';

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
}

const read = <T>(name: string) => JSON.parse(readFileSync(join(PROJECT, name), 'utf8')) as T;
const manifest =
  read<Record<'dependencies' | 'devDependencies' | 'scripts', Record<string, string>>>('package.json');
const { packages } = read<{ packages: Record<string, Locked> }>('package-lock.json');
const locked = Object.entries(packages).filter(([path]) => path !== '');
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Below these a hole is known that we could be reached through. */
const FLOORS: Readonly<Record<string, string>> = {
  hono: '4.13.5',
  '@hono/node-server': '1.19.15',
  'drizzle-orm': '0.45.2',
  undici: '7.18.2',
};

function isAtLeast(version: string, floor: string): boolean {
  const numbers = (text: string) => text.split(/[.-]/).map(Number);
  const [have, need] = [numbers(version), numbers(floor)];
  for (const at of [0, 1, 2]) if (have[at] !== need[at]) return (have[at] ?? 0) > (need[at] ?? 0);
  return true;
}

it('F22: every package is pinned exactly, by us and by content', () => {
  for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }))
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
  for (const [path, { integrity }] of locked) expect(integrity, path).toMatch(/^sha512-/);
});

it('F22: no production package runs anything when it is installed', () => {
  expect(
    locked
      .filter(([, { hasInstallScript, dev, devOptional }]) => hasInstallScript && !dev && !devOptional)
      .map(([path]) => path),
  ).toEqual([]);
  for (const name of ['preinstall', 'install', 'postinstall', 'prepare'])
    expect(manifest.scripts[name]).toBeUndefined();
});

it('F22: known holes are closed by the version', () => {
  expect([
    isAtLeast('4.13.4', '4.13.5'),
    isAtLeast('4.13.5', '4.13.5'),
    isAtLeast('5.0.0', '4.13.5'),
    isAtLeast('4.9.9', '4.13.5'),
  ]).toEqual([false, true, true, false]);
  for (const [name, floor] of Object.entries(FLOORS)) {
    const versions = locked
      .filter(([path, { dev }]) => nameOf(path) === name && !dev)
      .map(([, { version }]) => version ?? '');
    expect(versions.length, name).toBeGreaterThan(0);
    for (const version of versions) expect(isAtLeast(version, floor), `${name} ${version}`).toBe(true);
  }
});

it('F22: the bill of materials lists what the lock file does', () => {
  const bill = JSON.parse(
    execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
      cwd: PROJECT,
      encoding: 'utf8',
      maxBuffer: 1e8,
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as { bomFormat: string; components: { name: string; group?: string; version: string }[] };
  expect(bill.bomFormat).toBe('CycloneDX');
  const listed = new Set(
    bill.components.map(
      ({ group, name, version }) =>
        `${group === undefined || name.startsWith(group) ? name : `${group}/${name}`}@${version}`,
    ),
  );
  const expected = new Set(locked.map(([path, { version }]) => `${nameOf(path)}@${version}`));
  expect([...listed].sort()).toEqual([...expected].sort());
});

it('F14: SQL is never put together from text', () => {
  const found = execFileSync(
    'bash',
    ['-c', 'grep -rnE "sql\\.(raw|identifier|unsafe)|\\.unsafe\\(" src scripts || true'],
    { cwd: PROJECT, encoding: 'utf8' },
  );
  expect(found.split('\n').filter((line) => line !== '' && !line.startsWith('scripts/bench'))).toEqual([]);
});
