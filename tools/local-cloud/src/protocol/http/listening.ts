import type { Server } from 'node:http';
import type { SocketAddress } from '../region-start.ts';

/** A server that listens; stopping it also ends open connections. */
export interface RunningServer {
  readonly address: SocketAddress;
  stop(): Promise<void>;
}

/**
 * Lets a server listen. It never closes a connection because nothing was sent on it: when it did so just as its client, late on a busy
 * machine, sends the next request, that request would be lost. Its clients close what they don't use any more.
 *
 * @throws the server's error, e.g. `EADDRINUSE`, when it can't
 */
export async function listening(server: Server, address: SocketAddress): Promise<RunningServer> {
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : address.port;
  return {
    address: { host: address.host, port },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
