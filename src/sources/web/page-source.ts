/** What is new on one page? */
import { AppError } from '../../article/errors.ts';
import type { Answer } from '../../fetching/fetcher.ts';
import type { WebContext } from './context.ts';
import type { Find } from './find.ts';
import type { Ledger } from './ledger.ts';
import { pageFind, pageKey, readPage } from './page.ts';
import type { WebSource } from './source.ts';

export function pageSource(url: string, context: WebContext, first: Answer | undefined): WebSource {
  let read = first;
  async function* pass(ledger: Ledger): AsyncGenerator<Find> {
    const known = ledger.get(pageKey(url));
    const answer = read;
    read = undefined;
    const seen = known?.id === undefined ? {} : { id: known.id };
    const find = answer
      ? await pageFind(answer, url, context, known, seen)
      : await readPage(url, context, known, seen);
    // A single page that was asked for by name and holds no story is a mistake worth an error.
    if (find.kind === 'skipped' && known === undefined)
      throw new AppError('invalid', `${url}: ${find.reason}`);
    yield find;
  }
  return { kind: 'page', url, pass };
}
