import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Lateness, type Way } from '../../../src/engines/link/link-effect.ts';
import { TcpLink } from '../../../src/engines/link/tcp-link.ts';
import { freePort } from '../../free-port.ts';

/*
 * Faults impose effects on a link, and several may overlap. A server that echoes stands behind the link; each test imposes
 * effects, ends them, and looks at what passes and at the link's state.
 */
const server = createServer((socket) => {
  socket.on('error', () => undefined);
  socket.pipe(socket);
});
const clients: Socket[] = [];
let link: TcpLink;
let port: number;

beforeEach(async () => {
  const serverPort = await freePort();
  await new Promise<void>((resolve) => server.listen(serverPort, '127.0.0.1', resolve));
  port = await freePort();
  link = new TcpLink({ host: '127.0.0.1', port }, { host: '127.0.0.1', port: serverPort });
  await link.open();
});

afterEach(async () => {
  await link.close();
  for (const socket of clients.splice(0)) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

async function aClient(): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  clients.push(socket);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

function echoed(text: string): Promise<boolean> {
  const socket = connect(port, '127.0.0.1', () => socket.write(text));
  clients.push(socket);
  return new Promise((resolve) => {
    socket.on('data', () => resolve(true));
    socket.on('error', () => resolve(false));
    socket.on('close', () => resolve(false));
  });
}

const late = (bytes: Way, over: object = {}) => ({ bytes, delayMs: 0, jitterMs: 0, lossRate: 0, seed: 1, ...over });

test('carries again only when the last of two overlapping cuts has ended', async () => {
  const endOne = link.impose({ cut: true });
  const endOther = link.impose({ cut: true });
  endOne();
  expect(link.state).toEqual({ state: 'cut' });
  expect(await echoed('during')).toBe(false);
  endOther();
  expect(link.state).toEqual({ state: 'carrying', delayMs: 0 });
  expect(await echoed('after')).toBe(true);
});

test('sends on what waited when a hold ends', async () => {
  const socket = await aClient();
  const end = link.impose({ hold: true });
  socket.write('waits');
  expect(link.state).toEqual({ state: 'held' });
  end();
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  expect(bytes.toString()).toBe('waits');
});

test('delays one way and not the other', () => {
  const end = link.impose(late('outward', { delayMs: 50 }));
  expect([link.lateMs('outward'), link.lateMs('inward')]).toEqual([50, 0]);
  expect(link.state).toEqual({ state: 'carrying', delayMs: 50 });
  link.impose(late('outward', { delayMs: 20 }));
  expect(link.lateMs('outward')).toBe(70);
  end();
  expect(link.lateMs('outward')).toBe(20);
});

test('draws jitter and losses from the seed', () => {
  const draws = (seed: number) => {
    const lateness = new Lateness(late('outward', { delayMs: 10, jitterMs: 5, lossRate: 0.3, seed }));
    return Array.from({ length: 200 }, () => lateness.draw());
  };
  const drawn = draws(7);
  expect(draws(7)).toEqual(drawn);
  expect(draws(8)).not.toEqual(drawn);
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(10);
  const lost = drawn.filter((lateMs) => lateMs >= 210).length;
  expect(lost).toBeGreaterThan(30);
  expect(lost).toBeLessThan(90);
});
