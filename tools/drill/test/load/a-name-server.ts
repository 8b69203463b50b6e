import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** Header bytes of a DNS message (RFC 1035, 4.1.1); the question follows. */
const headerBytes = 12;

/** A DNS server that answers every question for an IPv4 address with the next of the given ones, the last for ever. */
export async function aNameServer(addresses: readonly string[]) {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  socket.on('message', (question, { port, address }) => {
    const answer = addresses[Math.min(asked.length, addresses.length - 1)] ?? '127.0.0.1';
    asked.push(answer);
    const end = question.indexOf(0, headerBytes) + 5;
    const header = Buffer.from(question.subarray(0, headerBytes));
    header.writeUInt16BE(0x8180, 2); // an answer, without error
    header.writeUInt16BE(1, 6); // one record
    header.writeUInt32BE(0, 8); // nothing else
    const record = Buffer.from([0xc0, headerBytes, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...answer.split('.').map(Number)]);
    socket.send(Buffer.concat([header, question.subarray(headerBytes, end), record]), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    at: `127.0.0.1:${(socket.address() as AddressInfo).port}`,
    /** Addresses that were answered, in order. */
    asked,
    [Symbol.asyncDispose]: async () => {
      socket.close();
      await once(socket, 'close');
    },
  };
}
