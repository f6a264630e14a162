/** Which connections are cut because their client is too slow? Those whose request, or whose answer, hardly moves. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** In each such time … */
export const CHECK_MS = 5_000;
/** … so many bytes have to move while a client is waited for: 3 KB/s, less than any modem. */
export const LEAST_BYTES = 16_384;

interface Connection {
  request?: IncomingMessage;
  response?: ServerResponse;
  /** Bytes read and written at the last look; the exchange must be older than that to be cut. */
  seen: number;
  seenRequest?: IncomingMessage;
}

/**
 * Node's own limits count from the beginning of a request: they are too short for a long import or too long for an attack.
 * A client that waits for us is never cut. Ends with the server.
 */
export function cutSlowClients(server: Server, checkMs = CHECK_MS): void {
  const connections = new Map<Socket, Connection>();
  server.on('connection', (socket: Socket) => {
    connections.set(socket, { seen: 0 });
    socket.once('close', () => connections.delete(socket));
  });
  server.on('request', (request, response) => {
    const connection = connections.get(request.socket);
    if (connection === undefined) return;
    connection.request = request;
    connection.response = response;
  });
  const timer = setInterval(() => {
    for (const [socket, connection] of connections) if (isTooSlow(socket, connection)) socket.destroy();
  }, checkMs).unref();
  server.once('close', () => clearInterval(timer));
}

function isTooSlow(socket: Socket, connection: Connection): boolean {
  const { request, response, seen, seenRequest } = connection;
  const moved = socket.bytesRead + socket.bytesWritten - seen;
  connection.seen += moved;
  if (request === undefined || response === undefined) return false;
  connection.seenRequest = request;
  const isWaitedFor = isSending(request, response) || isReading(response);
  return seenRequest === request && isWaitedFor && moved < LEAST_BYTES;
}

/** Is more of the body expected, by a route that has taken all there was, or by none at all? */
function isSending(request: IncomingMessage, response: ServerResponse): boolean {
  return !request.complete && (request.readableLength === 0 || response.writableEnded);
}

/** Is the answer written, and not taken? */
function isReading(response: ServerResponse): boolean {
  return response.writableLength > 0 && !response.writableFinished;
}
