import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ControlClient } from '../../src/client/control-client.ts';
import { listening, type RunningServer } from '../../src/protocol/http/listening.ts';

/*
 * Goal: a connection that breaks on a busy machine ends nobody's cloud.
 * Method: a real server that breaks so many connections before it answers.
 */
let server: RunningServer;
let toBreak: number;
let asked: string[];

beforeEach(async () => {
  toBreak = 0;
  asked = [];
  const http = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    if (asked.length <= toBreak) return void incoming.socket.resetAndDestroy();
    outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{"is":"there"}');
  });
  server = await listening(http, { host: '127.0.0.1', port: 0 });
});
afterEach(() => server.stop());

const client = () => new ControlClient(server.address.port);

describe('a call over a connection that breaks', () => {
  test.each([0, 1, 2])('is made again when it only looks: %i times', async (breaks) => {
    toBreak = breaks;
    expect(await client().get('/status')).toEqual({ is: 'there' });
    expect(asked).toHaveLength(breaks + 1);
  });

  test('is given up the third time', async () => {
    toBreak = 3;
    await expect(client().get('/status')).rejects.toMatchObject({ code: 'not_running' });
    expect(asked).toHaveLength(3);
  });

  test('is not made again when it changes something: it may have been carried out', async () => {
    toBreak = 1;
    await expect(client().post('/regions/us-east-1/kill')).rejects.toMatchObject({ code: 'not_running' });
    expect(asked).toEqual(['POST /regions/us-east-1/kill']);
  });
});

test('where nobody listens is asked once', async () => {
  const { port } = server.address;
  await server.stop();
  await expect(new ControlClient(port).get('/status')).rejects.toMatchObject({
    code: 'not_running',
    why: expect.stringContaining('ECONNREFUSED'),
  });
});

test('a server leaves it to its clients to close a connection that is idle', async () => {
  const answer = await fetch(`http://127.0.0.1:${server.address.port}/`);
  await answer.text();
  // With a limit, Node names it.
  expect(answer.headers.get('keep-alive')).toBeNull();
});
