/**
 * A shortcode for the layout of a story: `{% related page.fileSlug %}`. The site is built without boxes when the service is away;
 * build again to have them. All stories of a build share the client's connections.
 */
import { Kindred } from 'kindred/client';

/** @param {{ addAsyncShortcode(name: string, shortcode: (id: string) => Promise<string>): void }} eleventyConfig */
export default function (eleventyConfig) {
  const kindred = new Kindred({ url: process.env.KINDRED_URL ?? 'http://127.0.0.1:3000', timeoutMs: 5_000 });

  eleventyConfig.addAsyncShortcode('related', async (id) => {
    try {
      return await kindred.boxHtml(id, {
        layout: 'cards',
        heading: 'You may also like',
        link: '/stories/{id}/',
      });
    } catch (error) {
      console.warn(`no box for ${id}: ${error}`);
      return '';
    }
  });
}
