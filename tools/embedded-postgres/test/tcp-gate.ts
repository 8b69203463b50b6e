import { createConnection, createServer, type Server, type Socket } from 'node:net';
import type { ListenAddress } from '../src/index.ts';

/** A TCP proxy that can hold back what the target sends. */
export class TcpGate {
  readonly listen: ListenAddress;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.listen = { address: '127.0.0.1', port };
  }

  static async to(target: ListenAddress): Promise<TcpGate> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const bound = server.address();
    if (bound === null || typeof bound !== 'object') throw new Error('a TCP server has an address and a port');
    const gate = new TcpGate(server, bound.port);
    server.on('connection', (inner) => {
      const outer = createConnection(target.port, target.address);
      inner.pipe(outer).pipe(inner);
      for (const socket of [inner, outer]) {
        gate.#sockets.add(socket);
        socket.on('error', () => socket.destroy());
        socket.on('close', () => gate.#sockets.delete(socket));
      }
    });
    return gate;
  }

  /** Stops carrying bytes, with connections left open. */
  hold(): void {
    for (const socket of this.#sockets) {
      socket.unpipe();
      socket.pause();
    }
  }

  /** Resets every connection and takes no more. */
  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}
