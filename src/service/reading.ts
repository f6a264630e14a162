/** From which database is read what is shown? From the one that is written to, or from a streaming replica of it. */
import { readHeadRevision } from '../database/articles.ts';
import { type Database, openDatabase } from '../database/connect.ts';

export interface Reading {
  /** Asked for indexes, changes and digests. */
  readonly database: Database;
  /** Was everything stored up to `revision` when this was asked? A replica may be behind. */
  isHead(revision: number): Promise<boolean>;
  close(): Promise<void>;
}

/** `url`: of the replica; undefined: there is none. Throws `unavailable`. */
export async function openReading(primary: Database, url: string | undefined): Promise<Reading> {
  if (url === undefined) return { database: primary, isHead: async () => true, close: async () => {} };
  const replica = await openDatabase({ ...primary.options, url });
  return {
    // A replica takes no LISTEN. What the primary notifies of may not have arrived there yet: polling sees it.
    database: { ...replica, listen: primary.listen },
    isHead: async (revision) => {
      const head = await primary.watch.during(() => readHeadRevision(primary.orm));
      return head <= revision;
    },
    close: () => replica.close(),
  };
}
