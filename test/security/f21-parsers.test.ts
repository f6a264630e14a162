/**
 * F21: whatever bytes a parser reads, it ends, gives what is sound or the reason why not, and throws only what its caller can act
 * on. FUZZ_RUNS=3000 for more documents, FUZZ_MINUTES=10 for the long form, SEED for another run.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'vitest';
import { openDatabase } from '../../src/database/connect.ts';
import { describeDatabase } from '../support/database.ts';
import { fuzz } from './fuzz/campaign.ts';
import { addressTarget } from './fuzz/target-addresses.ts';
import { backupTarget } from './fuzz/target-backup.ts';
import { FORMS, fileTarget } from './fuzz/target-file.ts';
import { htmlPageTarget, htmlTextTarget } from './fuzz/target-html.ts';
import { webhookTarget, websubTarget } from './fuzz/target-push.ts';
import { snapshotTarget } from './fuzz/target-snapshot.ts';
import { textTarget } from './fuzz/target-text.ts';

/** The long form takes as long as it is told to. */
const timeout = 24 * 3_600_000;

it.each(
  [
    textTarget,
    htmlTextTarget,
    htmlPageTarget,
    ...FORMS,
    fileTarget,
    webhookTarget,
    websubTarget,
    addressTarget,
  ].map((target) => [target.name, target] as const),
)('F21: any bytes as %s are read or refused', { timeout }, (_, target) => fuzz(target));

it('F21: any bytes as snapshot are read or refused', { timeout }, async () => {
  const target = await snapshotTarget();
  await fuzz(target).finally(() => target.close());
});

describeDatabase('F21: any bytes', (openOptions) => {
  it('as backup are restored or refused', { timeout }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kindred-fuzz-'));
    const database = await openDatabase(await openOptions());
    try {
      // Each takes a transaction that empties the tables.
      await fuzz(await backupTarget(database, folder), 0.2);
    } finally {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
