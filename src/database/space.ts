/** Is there room for another write? The embedded database never comes back from a full disk, so it must not meet one. */
import { statfs } from 'node:fs/promises';
import { AppError } from '../article/errors.ts';
import type { Database } from './connect.ts';

/** Of the disk, so much may be used … */
export const MOST_USED = 0.95;
/** … and so much must be free: two segments of its log. */
export const LEAST_FREE_BYTES = 32 * 1024 * 1024;

export interface Space {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

export const hasRoom = ({ freeBytes, totalBytes }: Space): boolean =>
  freeBytes >= LEAST_FREE_BYTES && totalBytes - freeBytes <= totalBytes * MOST_USED;

/** Throws `disk_full`. A Postgres guards its own disk, and says so. */
export async function ensureRoom({ kind, options: { dataDir } }: Database): Promise<void> {
  if (kind !== 'embedded') return;
  const space = await spaceOf(dataDir);
  if (hasRoom(space)) return;
  const megabytes = Math.floor(space.freeBytes / 1024 / 1024);
  throw new AppError('disk_full', `nothing is stored while the disk has only ${megabytes} MB free`);
}

/** The disk that a folder is on. */
export async function spaceOf(folder: string): Promise<Space> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}
