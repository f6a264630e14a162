/**
 * What becomes of a body that nobody will read? Node copies each piece of it onto the heap first: for a long draft that is turned
 * away, a third of all that turning it away costs, garbage collection included. Here its bytes are passed over where they lie.
 */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** Node's parser of a connection, which is not documented. It calls what stands at this place, where that is a function. */
interface Parser {
  readonly constructor: { readonly kOnBody?: number };
  [place: number]: unknown;
}
interface Connection extends Socket {
  readonly parser?: Parser | null;
  [IS_WATCHED]?: true;
}

const IS_WATCHED = Symbol('isWatched');
/** The same for all parsers; undefined until one was seen, and where Node's are others than they were. */
let place: number | undefined;
let onBody: unknown;

/** The rest of this request's body is received and dropped. */
export function passOver(request: IncomingMessage): void {
  const socket = request.socket as Connection;
  const { parser } = socket;
  if (parser == null) return;
  place ??= parser.constructor.kOnBody;
  if (place === undefined || typeof parser[place] !== 'function') return;
  onBody = parser[place];
  parser[place] = undefined;
  if (socket[IS_WATCHED]) return;
  socket[IS_WATCHED] = true;
  // The parser of a connection that ends is given to another one.
  socket.once('close', () => heed(parser));
}

/** For every request: the body of the one before it may have been passed over. */
export function heedBody({ socket }: IncomingMessage): void {
  const { parser } = socket as Connection;
  if (parser != null) heed(parser);
}

function heed(parser: Parser): void {
  if (place !== undefined && parser[place] === undefined) parser[place] = onBody;
}
