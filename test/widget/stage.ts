/** What do the boxes of the tests stand in? A publisher's site and a stand-in for the service, on two loopback origins. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { bundleBox } from '../../src/widget/bundle.ts';

export interface Item {
  readonly id: string;
  readonly url: string | null;
  readonly title: string;
  readonly excerpt: string;
  readonly image: string | null;
  readonly publishedAt: string | null;
  readonly section: string | null;
  readonly author: string | null;
  readonly language: string;
  readonly score: number;
  readonly source: 'related' | 'fallback';
}

export interface Box {
  readonly status: 'ok' | 'partial' | 'empty' | 'pending';
  readonly items: readonly Item[];
}

export interface Lookup {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly cookie: string | undefined;
  readonly body: unknown;
}

export interface Stage {
  /** Origin of the publisher's site. */
  readonly site: string;
  /** Origin of the service. */
  readonly service: string;
  /** What the service was asked, oldest first. */
  readonly lookups: Lookup[];
  /** Its script, for a page to load. */
  readonly script: string;
  /** Puts a page at an address of the site and returns that address. */
  page(html: string, headers?: Readonly<Record<string, string>>): string;
  /** How the service answers from now on; an answer that is a number is a status. */
  answerWith(answer: (lookup: Lookup) => unknown | Promise<unknown>): void;
  close(): Promise<void>;
}

export const boxOf = (items: readonly Item[], status: Box['status'] = 'ok'): object => ({
  ...{ status, items, indexedAt: '2024-05-12T17:40:03.000Z', generation: 7 },
});

const PICTURE = (hue: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 900"><defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="hsl(${hue} 55% 72%)"/><stop offset="1" stop-color="hsl(${(hue + 40) % 360} 60% 88%)"/></linearGradient></defs><rect width="1600" height="900" fill="url(#s)"/><circle cx="${300 + hue * 3}" cy="300" r="130" fill="hsl(${(hue + 20) % 360} 80% 92%)"/><path d="M0 620 Q400 ${380 + hue} 800 600 T1600 560 V900 H0z" fill="hsl(${hue} 35% 42%)"/><path d="M0 760 Q500 600 900 720 T1600 690 V900 H0z" fill="hsl(${hue} 40% 26%)"/></svg>`;

export async function openStage(): Promise<Stage> {
  const script = await bundleBox();
  const pages = new Map<string, { html: string; headers: Readonly<Record<string, string>> }>();
  const lookups: Lookup[] = [];
  let answer: (lookup: Lookup) => unknown = () => boxOf([], 'empty');

  const site = await listen(
    createServer((request, response) => {
      const page = pages.get(request.url ?? '');
      response.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', ...page?.headers });
      response.end(page?.html);
    }),
  );
  const service = await listen(
    createServer(async (request, response) => {
      const { url = '', method = '' } = request;
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('access-control-allow-headers', 'content-type');
      if (url === '/box.js') {
        response.setHeader('content-type', 'text/javascript; charset=utf-8');
        response.end(script);
      } else if (url.startsWith('/picture/')) {
        response.setHeader('content-type', 'image/svg+xml');
        if (url.includes('missing')) response.statusCode = 404;
        response.end(PICTURE(Number(url.slice('/picture/'.length))));
      } else if (method === 'OPTIONS') {
        response.writeHead(204, { 'access-control-allow-methods': 'GET, POST' });
        response.end();
      } else {
        const text = await textOf(request);
        const body: unknown = text === '' ? undefined : JSON.parse(text);
        const lookup = { method, path: url, cookie: request.headers.cookie, body };
        lookups.push(lookup);
        const given = await answer(lookup);
        // A service that wants to be remembered must not be.
        response.setHeader('set-cookie', 'seen=1');
        response.writeHead(typeof given === 'number' ? given : 200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(given));
      }
    }),
  );

  return {
    site: originOf(site),
    service: originOf(service),
    script: `${originOf(service)}/box.js`,
    lookups,
    page(html, headers = {}) {
      const path = `/page-${pages.size}`;
      pages.set(path, { html, headers });
      return originOf(site) + path;
    },
    answerWith(next) {
      lookups.length = 0;
      answer = next;
    },
    async close() {
      for (const server of [site, service]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

export const later = async <T>(delayMs: number, value: T): Promise<T> => {
  await wait(delayMs);
  return value;
};

async function listen(server: Server): Promise<Server> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const originOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
