/** A server component: `<RelatedArticles id={story.id} />`. Nothing of it reaches the browser but HTML. */
import { type Item, Kindred } from 'kindred/client';

const kindred = new Kindred({
  url: process.env.KINDRED_URL ?? 'http://127.0.0.1:3000',
  // A page must not wait for its box.
  timeoutMs: 1_000,
  retries: 1,
  // Next keeps answers for a minute.
  fetch: (input, init) => fetch(input, { ...init, next: { revalidate: 60 } } as RequestInit),
});

export async function RelatedArticles({ id, limit = 4 }: { id: string; limit?: number }) {
  const items: readonly Item[] = await kindred.related(id, { limit, fallback: 'section' }).then(
    (box) => box.items,
    () => [],
  );
  if (items.length === 0) return null;
  return (
    <nav aria-labelledby="related">
      <h2 id="related">You may also like</h2>
      <ul>
        {items.map(({ id, url, title, excerpt, language }) => (
          <li key={id} lang={language} dir="auto">
            <a href={url ?? `/stories/${encodeURIComponent(id)}`}>{title}</a>
            <p>{excerpt}</p>
          </li>
        ))}
      </ul>
    </nav>
  );
}
