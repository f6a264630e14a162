/** The thread in which pages are read: one request, one answer. Whoever started it ends it when it takes too long. */
import { parentPort } from 'node:worker_threads';
import { AppError } from '../../article/errors.ts';
import { extractArticle } from './extract.ts';
import type { ExtractAnswer, ExtractRequest } from './extract-message.ts';

const answer = (message: ExtractAnswer) => parentPort?.postMessage(message);

parentPort?.on('message', ({ html, url }: ExtractRequest) => {
  const result = extractArticle(html, url);
  if (result instanceof AppError) answer({ kind: 'refused', code: result.code, message: result.message });
  else answer({ kind: 'article', article: result });
});
answer({ kind: 'ready' });
