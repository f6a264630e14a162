/**
 * Who owns a data folder? A lock file that holds its owner's pid and start time. PGlite itself takes no lock: two processes
 * on one folder would both acknowledge writes and lose those of one.
 */
import { randomUUID } from 'node:crypto';
import { link, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface Owner {
  readonly pid: number;
  /** In clock ticks since boot, from /proc; '' where there is no /proc. Tells a re-used pid from the owner. */
  readonly startTime: string;
}

/** Takes the lock and answers undefined, or answers who holds it. A dead owner's lock is taken over; exactly one taker wins. */
export async function takeLock(folder: string): Promise<Owner | undefined> {
  const path = lockPath(folder);
  const claim = `${path}.${process.pid}.${randomUUID()}`;
  await writeFile(claim, JSON.stringify(await ownSelf()));
  try {
    for (;;) {
      // A link is made whole or not at all, and never over an existing one.
      const isTaken = await link(claim, path).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'EEXIST') return false;
          throw error;
        },
      );
      if (isTaken) return undefined;
      const owner = await readOwner(folder);
      if (owner !== undefined && (await isAlive(owner))) return owner;
      await removeStale(path);
    }
  } finally {
    await rm(claim, { force: true });
  }
}

/** Gives the lock back. Only its owner calls this. */
export async function releaseLock(folder: string): Promise<void> {
  await rm(lockPath(folder), { force: true });
}

/** Who holds the lock; undefined when nobody does, or what is there cannot be read. */
export async function readOwner(folder: string): Promise<Owner | undefined> {
  const text = await readFile(lockPath(folder), 'utf8').catch(() => '');
  try {
    const { pid, startTime } = JSON.parse(text) as Partial<Owner>;
    return typeof pid === 'number' && typeof startTime === 'string' ? { pid, startTime } : undefined;
  } catch {
    return undefined;
  }
}

/** This process, as a lock names it. */
export async function ownSelf(): Promise<Owner> {
  return { pid: process.pid, startTime: await startTimeOf(process.pid) };
}

export async function isAlive({ pid, startTime }: Owner): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, under another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = await startTimeOf(pid);
  return startTime === '' || now === '' || now === startTime;
}

/** Taking a stale lock over takes milliseconds. */
const ABANDONED_MS = 10_000;

const lockPath = (folder: string) => join(folder, 'lock');

/**
 * Removes a dead owner's lock. Several takers may have seen it; the one that gets to link it under a name made of that very
 * lock may remove it, so that nobody removes the fresh lock of another taker.
 */
async function removeStale(path: string): Promise<void> {
  const seen = await stat(path).catch(() => undefined);
  if (seen === undefined) return;
  const right = `${path}.stale-${seen.ino}-${Math.round(seen.mtimeMs)}`;
  const isMine = await link(path, right).then(
    () => true,
    () => false,
  );
  if (!isMine) {
    // Another taker is at it. One that died at it is forgotten after a while.
    const abandoned = await stat(right).catch(() => undefined);
    if (abandoned && Date.now() - abandoned.ctimeMs > ABANDONED_MS) await rm(right, { force: true });
    return pause(5);
  }
  const linked = await stat(right);
  if (linked.ino === seen.ino && linked.mtimeMs === seen.mtimeMs) await rm(path, { force: true });
  await rm(right, { force: true });
}

/** Field 22 of /proc/PID/stat; the command name before it may hold blanks and parentheses. */
async function startTimeOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
