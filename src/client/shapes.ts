/** What goes in and comes out? Names for the shapes of the OpenAPI document. */
import type { components, paths } from './openapi.ts';

type Schemas = components['schemas'];
type Query<Path extends keyof paths> = paths[Path] extends {
  readonly get: { readonly parameters: { readonly query?: infer Q } };
}
  ? NonNullable<Q>
  : never;

export type Box = Schemas['Box'];
export type Item = Schemas['Item'];
export type Draft = Schemas['Draft'];
export type Problem = Schemas['Problem'];
/** What may be asked of a box. */
export type BoxParameters = Query<'/v1/articles/{id}/related'>;
/** And of a box as HTML. */
export type FragmentParameters = Query<'/v1/articles/{id}/box.html'>;
/** One box of a page. */
export type Wish = Schemas['Page']['boxes'][number];
export type PageAnswer = Schemas['PageAnswer'];
/** An article to store, without and with its id; as it is stored. */
export type ArticleFields = Schemas['ArticleFields'];
export type Article = Schemas['Article'];
export type StoredArticle = Schemas['StoredArticle'];
export type PutResult = Schemas['PutResult'];
export type BulkResult = Schemas['BulkResult'];
export type Reindex = Schemas['Reindex'];
/** Where an article is found: by its id, or by the address of its page. */
export type Which = string | { readonly url: string };
