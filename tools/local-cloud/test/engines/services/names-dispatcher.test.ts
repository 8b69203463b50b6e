import { createSocket } from 'node:dgram';
import { createServer, type Server } from 'node:http';
import dns2 from 'dns2';
import { expect, test } from 'vitest';
import type { SocketAddress } from '../../../src/protocol/region-start.ts';
import { aFunction, aRegion } from '../../processes/region/region-rig.ts';

const { Packet } = dns2;

/** Answers every question for an A record with one address. */
async function aDns(addressOf: (name: string) => string | undefined) {
  const socket = createSocket('udp4');
  socket.on('message', (message, from) => {
    const query = Packet.parse(message);
    const answer = Packet.createResponseFromRequest(query);
    const [question] = query.questions;
    const address = addressOf(question?.name ?? '');
    if (question !== undefined && address !== undefined) {
      const resource = { name: question.name, type: Packet.TYPE.A, class: Packet.CLASS.IN, ttl: 60, address };
      answer.answers.push(resource as dns2.Packet.Resource);
    }
    socket.send(answer.toBuffer(), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { address: host, port } = socket.address();
  return { address: { host, port }, [Symbol.dispose]: () => socket.close() };
}

async function anHttpServer(says: string) {
  const server: Server = createServer((incoming, outgoing) => outgoing.end(`${says} for ${incoming.headers.host}`));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const address: SocketAddress = { host: '127.0.0.1', port };
  return { address, [Symbol.dispose]: () => server.close() };
}

const fetches = {
  fetches: `export const handler = async ({ url }) => {
    const response = await fetch(url);
    return { status: response.status, text: await response.text() };
  };`,
};

test('a function reaches our names where the local DNS leads, and follows it at the next request', async () => {
  let leadsTo = '127.0.0.12';
  using dns = await aDns(() => leadsTo);
  using peer = await anHttpServer('the peer');
  const link = { address: '127.0.0.12', aws: peer.address, http: peer.address, postgres: peer.address };
  await using rig = await aRegion({
    dns: dns.address,
    links: { 'us-east-2': link },
    resources: () => [aFunction('fetches')],
    functions: fetches,
  });
  const fetchedBy = (url: string) => rig.region.context.invokeFunction('fetches', { url });
  expect(await fetchedBy('https://api.dev.redoubt.example/health')).toEqual({
    status: 200,
    text: 'the peer for api.dev.redoubt.example',
  });
  leadsTo = '127.0.0.1';
  expect(await fetchedBy('https://api.dev.redoubt.example/health')).toEqual({
    status: 403,
    text: '{"message":"Forbidden"}',
  });
});

test('a name that leads nowhere fails the request, and other names connect as usual', async () => {
  using dns = await aDns((name) => (name.startsWith('lost.') ? '127.0.0.99' : undefined));
  using inbox = await anHttpServer('the inbox');
  await using rig = await aRegion({ dns: dns.address, resources: () => [aFunction('fetches')], functions: fetches });
  const fetchedBy = (url: string) => rig.region.context.invokeFunction('fetches', { url });
  await expect(fetchedBy('https://lost.redoubt.example/')).rejects.toThrow('fetch failed');
  await expect(fetchedBy('https://none.redoubt.example/')).rejects.toThrow('fetch failed');
  const { host, port } = inbox.address;
  expect(await fetchedBy(`http://${host}:${port}/hook`)).toEqual({
    status: 200,
    text: `the inbox for ${host}:${port}`,
  });
});
