/** What do the extraction's thread and whoever asks it say to each other? */
import type { ErrorCode } from '../../article/errors.ts';
import type { ExtractedArticle } from './extract.ts';

export interface ExtractRequest {
  readonly html: string;
  readonly url: string | undefined;
}

/** First `ready`, once; then one answer for each request, in order. Errors lose their class between threads. */
export type ExtractAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'article'; readonly article: ExtractedArticle }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly message: string };
