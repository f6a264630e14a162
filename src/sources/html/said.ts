/** What may a page say of its story? One shape for what structured data, meta tags and markup say. */

/** As it stands there: addresses may be relative, dates of any form. Empty texts mean nothing. */
export interface Said {
  readonly title?: string | undefined;
  /** Plain text or HTML. */
  readonly body?: string | undefined;
  readonly excerpt?: string | undefined;
  readonly author?: string | undefined;
  readonly publishedAt?: string | undefined;
  readonly modifiedAt?: string | undefined;
  readonly url?: string | undefined;
  readonly section?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly image?: string | undefined;
  readonly language?: string | undefined;
}
