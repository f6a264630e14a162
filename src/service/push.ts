/** What happens to a message of a publisher's system? Its post is stored or taken out, as of the post's own last change. */
import { AppError } from '../article/errors.ts';
import type { Database } from '../database/connect.ts';
import type { PushEvent } from '../sources/push/webhook.ts';
import type { Sink } from '../sources/web/take.ts';
import { removeArticle } from './ingest.ts';

export { PUSH_SYSTEMS, type PushSystem, signatureHeader } from '../sources/push/webhook.ts';

export interface PushResult {
  readonly id: string;
  /** `outdated`: a later version is stored. `absent`: what should go was not there. */
  readonly status: 'created' | 'updated' | 'unchanged' | 'outdated' | 'deleted' | 'absent';
}

/** Throws what the article is refused for. */
export async function takePush(database: Database, sink: Sink, event: PushEvent): Promise<PushResult> {
  if (event.kind === 'delete') return { id: event.id, status: await taken(database, event.id, event.asOf) };
  const [result] = await sink.store([event.record]);
  if (result?.error !== undefined) throw result.error;
  if (result === undefined || result.id === null || result.status === 'refused')
    throw new Error('an article is stored or refused with a reason');
  return { id: result.id, status: result.status };
}

async function taken(
  database: Database,
  id: string,
  asOf: Date | null,
): Promise<'deleted' | 'outdated' | 'absent'> {
  try {
    return await removeArticle(database, id, asOf);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return 'absent';
    throw error;
  }
}
