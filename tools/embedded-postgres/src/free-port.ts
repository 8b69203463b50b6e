import { createServer } from 'node:net';

/** A port of an address that nobody listens on at the moment. */
export async function freePort(address: string): Promise<number> {
  return await new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, address, () => {
      const bound = server.address();
      server.close(() => {
        if (bound !== null && typeof bound === 'object') done(bound.port);
        else fail(new Error(`no port could be bound on ${address}; is it an address of this machine?`));
      });
    });
  });
}
