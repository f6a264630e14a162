/** How many requests a second does a server answer? Raw sockets, one request after the other on each. */
import { connect } from 'node:net';

const CONNECTIONS = 16;

/** Requests per second over `seconds`. Every answer must be as long as the first. */
export async function requestsPerSecond(url: string, path: string, seconds: number): Promise<number> {
  const { hostname, port } = new URL(url);
  const request = Buffer.from(`GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
  let answers = 0;
  const until = performance.now() + 1000 * seconds;
  const startedAt = performance.now();
  await Promise.all(
    Array.from(
      { length: CONNECTIONS },
      () =>
        new Promise<void>((resolve, reject) => {
          const socket = connect(Number(port), hostname, () => socket.write(request));
          let length = 0;
          let received = 0;
          socket.on('data', (data) => {
            if (length === 0) length = lengthOf(data);
            received += data.length;
            if (received < length) return;
            if (received > length)
              return void socket.destroy(new Error(`an answer of another length, got ${received}`));
            received = 0;
            answers++;
            if (performance.now() < until) socket.write(request);
            else socket.end();
          });
          socket.on('error', reject);
          socket.on('close', () => resolve());
        }),
    ),
  );
  return answers / ((performance.now() - startedAt) / 1000);
}

function lengthOf(data: Buffer): number {
  const end = data.indexOf('\r\n\r\n');
  const head = data.subarray(0, end).toString('latin1');
  const length = /^content-length: (\d+)$/im.exec(head)?.[1];
  if (!head.startsWith('HTTP/1.1 200') || length === undefined)
    throw new Error(`not an answer of a known length:\n${head}`);
  return end + 4 + Number(length);
}
