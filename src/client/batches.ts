/** How are many articles sent? In arrays within the limits of a request. */

/** What `POST /v1/articles` takes at most. */
const MOST_ITEMS = 500;
const MOST_BYTES = 5_000_000;

const encoder = new TextEncoder();

/** JSON arrays in the order of the articles. One that is larger than a request may be is sent alone, for the service to refuse. */
export async function* batches(articles: Iterable<unknown> | AsyncIterable<unknown>): AsyncGenerator<string> {
  let items: string[] = [];
  let bytes = 2;
  for await (const article of articles) {
    const text = JSON.stringify(article);
    const size = encoder.encode(text).length + 1;
    if (items.length > 0 && (items.length >= MOST_ITEMS || bytes + size > MOST_BYTES)) {
      yield `[${items.join()}]`;
      items = [];
      bytes = 2;
    }
    items.push(text);
    bytes += size;
  }
  if (items.length > 0) yield `[${items.join()}]`;
}
