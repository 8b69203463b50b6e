import { connect } from 'node:net';

/** Whether somebody listens on a port of this machine. */
export async function isTaken(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ host: '127.0.0.1', port });
  socket.once('connect', () => resolve(true));
  socket.once('error', () => resolve(false));
  const taken = await promise;
  socket.destroy();
  return taken;
}
