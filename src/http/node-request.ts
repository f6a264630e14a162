/** What of a request can be had from Node directly? Without building the Fetch API's objects, which cost more than a known answer. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from 'hono';

interface NodeBindings {
  readonly incoming?: IncomingMessage;
  readonly outgoing?: ServerResponse;
}

const bindings = (c: Context): NodeBindings => (c.env ?? {}) as NodeBindings;

/** `name` in lower case. */
export function headerOf(c: Context, name: string): string | undefined {
  const { incoming } = bindings(c);
  if (incoming === undefined) return c.req.header(name);
  const value = incoming.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Sets a header of the answer, whoever makes it. To be called before the answer is made. */
export function answerWith(c: Context, name: string, value: string): void {
  const { outgoing } = bindings(c);
  if (outgoing) outgoing.setHeader(name, value);
  else c.header(name, value);
}

/** Without the query, as the sender wrote it. */
export function pathOf({ url = '' }: IncomingMessage): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}
