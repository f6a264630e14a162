/** How are connections ended whose other side says nothing any more? By their sockets: a driver waits for ever. */
import { Socket } from 'node:net';

export class Sockets {
  readonly #open = new Set<Socket>();

  /** A new socket, to be connected by the driver. */
  readonly make = (): Socket => {
    const socket = new Socket();
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
    return socket;
  };

  get size(): number {
    return this.#open.size;
  }

  /** How many bytes each of them has read so far. */
  read(): ReadonlyMap<Socket, number> {
    return new Map([...this.#open].map((socket) => [socket, socket.bytesRead]));
  }

  /** Ends those that have read nothing since. */
  cutSilent(since: ReadonlyMap<Socket, number>, reason: string): void {
    for (const [socket, bytes] of since)
      if (this.#open.has(socket) && socket.bytesRead === bytes)
        socket.destroy(new Error(`connection terminated: ${reason}`));
  }

  /** Ends them all; the driver learns of it as of any lost connection. */
  cut(reason: string): void {
    for (const socket of this.#open) socket.destroy(new Error(`connection terminated: ${reason}`));
  }
}
