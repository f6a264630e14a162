/** The least that a Hono application can do: always the same bytes. Told to it by its environment, so that they are the same. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const body = process.env.BODY ?? '';
const headers = JSON.parse(process.env.HEADERS ?? '{}') as Record<string, string>;
const app = new Hono().get('/v1/articles/:id/related', (c) => c.body(body, 200, headers));
const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
  process.send?.({ url: `http://127.0.0.1:${port}` });
});
process.on('message', () => server.close(() => process.exit(0)));
