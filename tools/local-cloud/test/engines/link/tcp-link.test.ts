import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TcpLink } from '../../../src/engines/link/tcp-link.ts';
import { freePort } from '../../free-port.ts';

/*
 * A server that echoes stands behind a link. Each test says something over the link and looks at what comes back, and
 * when: held bytes must wait and then arrive complete and in order, cut connections must be reset.
 */
let server: Server;
let link: TcpLink;
let serverPort: number;
let port: number;
const clients: Socket[] = [];
const accepted: Socket[] = [];

beforeEach(async () => {
  server = createServer((socket) => {
    accepted.push(socket);
    socket.on('error', () => undefined);
    socket.pipe(socket);
  });
  serverPort = await freePort();
  await new Promise<void>((resolve) => server.listen(serverPort, '127.0.0.1', resolve));
  port = await freePort();
  link = new TcpLink({ host: '127.0.0.1', port }, { host: '127.0.0.1', port: serverPort });
  await link.open();
});

afterEach(async () => {
  await link.close();
  for (const socket of [...clients.splice(0), ...accepted.splice(0)]) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

interface Client {
  readonly socket: Socket;
  readonly received: () => string;
}

async function aClient(of = port): Promise<Client> {
  const socket = connect(of, '127.0.0.1');
  clients.push(socket);
  let text = '';
  socket.on('data', (bytes) => {
    text += bytes.toString();
  });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return { socket, received: () => text };
}

async function said(client: Client, expected: string): Promise<void> {
  await expect.poll(client.received, { interval: 5 }).toBe(expected);
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

test('carries bytes both ways', async () => {
  const client = await aClient();
  client.socket.write('hello');
  await said(client, 'hello');
});

test('carries more than it buffers, unchanged', async () => {
  const client = await aClient();
  const text = 'payment '.repeat(1_000_000);
  client.socket.write(text);
  await expect.poll(() => client.received().length).toBe(text.length);
  expect(client.received() === text).toBe(true);
});

test('passes on the end of a stream after its last byte', async () => {
  const client = await aClient();
  client.socket.end('last words');
  await once(client.socket, 'end');
  expect(client.received()).toBe('last words');
});

test('lets bytes wait while it is held, and connections stay open', async () => {
  const client = await aClient();
  client.socket.write('before ');
  await said(client, 'before ');
  link.hold();
  client.socket.write('held ');
  const late = await aClient();
  late.socket.write('late');
  // A whole echo past the link takes longer than one over it would.
  const past = await aClient(serverPort);
  past.socket.write('past');
  await said(past, 'past');
  expect(client.received()).toBe('before ');
  expect(late.received()).toBe('');
  link.carry();
  await said(client, 'before held ');
  await said(late, 'late');
});

test('forgets held bytes when connections are dropped: the region that sent them is dead', async () => {
  const client = await aClient();
  link.hold();
  client.socket.write('never committed elsewhere');
  link.dropConnections();
  await closed(client.socket);
  link.carry();
  expect(client.received()).toBe('');
});

test('resets connections when it is cut, refuses new ones, and carries again afterwards', async () => {
  const client = await aClient();
  link.cut();
  await closed(client.socket);
  const refused = connect(port, '127.0.0.1');
  clients.push(refused);
  const [error] = (await once(refused, 'error').catch((cause: unknown) => [cause])) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNRESET');
  link.carry();
  const again = await aClient();
  again.socket.write('back');
  await said(again, 'back');
});

test('delays every byte in each direction', async () => {
  const client = await aClient();
  link.delay(60);
  const beganMs = performance.now();
  client.socket.write('there and back');
  await said(client, 'there and back');
  // Timers may fire a millisecond early.
  expect(performance.now() - beganMs).toBeGreaterThanOrEqual(2 * 59);
});

test('resets a connection whose far end is not there', async () => {
  await new Promise((resolve) => {
    for (const socket of accepted) socket.destroy();
    server.close(resolve);
  });
  const client = await aClient();
  await closed(client.socket);
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
});
