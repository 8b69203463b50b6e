import { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { webhookSender } from '../../src/adapters/webhook-sender.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';

let receiver: Receiver;
const message = { headers: { 'webhook-id': 'msg_1' }, body: '{"type":"payment.captured","reference":"größe"}' };

beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await receiver[Symbol.asyncDispose]();
});

/** Sends to a receiver of the local cloud. */
function sendWebhook() {
  return webhookSender({ localOrigins: [receiver.origin] })(receiver.url, message);
}

test('posts the body as it was signed, with its headers', async () => {
  expect(await sendWebhook()).toEqual({ kind: 'confirmed', text: 'status 204', status: 204 });
  expect(receiver.received).toMatchObject([
    { body: message.body, headers: { 'webhook-id': 'msg_1', 'content-type': 'application/json' } },
  ]);
});

test('does not follow a redirect', async () => {
  receiver.answer = (response) => void response.writeHead(307, { location: receiver.url }).end();
  expect(await sendWebhook()).toEqual({ kind: 'unconfirmed', text: 'status 307', status: 307 });
  expect(receiver.received).toHaveLength(1);
});

test('11 C: hands on how long the receiver asks to be left alone', async () => {
  receiver.answer = (response) => void response.writeHead(503, { 'retry-after': '120' }).end();
  expect(await sendWebhook()).toEqual({ kind: 'unconfirmed', text: 'status 503', status: 503, retryAfterMs: 120_000 });
});

test('gives up on a receiver that does not answer', async () => {
  // The limit of five seconds, run out at once.
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() =>
    AbortSignal.abort(new DOMException('late', 'TimeoutError')),
  );
  receiver.answer = () => {};
  expect(await sendWebhook()).toEqual({ kind: 'unconfirmed', text: 'no answer within 5000 ms' });
});

test('does not wait for the end of an endless answer', async () => {
  receiver.answer = (response) => void response.writeHead(200).write('never ends');
  expect(await sendWebhook()).toEqual({ kind: 'confirmed', text: 'status 200', status: 200 });
});

test('survives a receiver that is not there', async () => {
  const outcome = await webhookSender({ localOrigins: ['http://127.0.0.1:9'] })('http://127.0.0.1:9/hooks', message);
  expect(outcome).toEqual({ kind: 'unconfirmed', text: 'not reachable' });
});

describe('of a name', () => {
  /** Where connections were opened to; none is: each is refused at once. */
  function watchConnections(): unknown[] {
    const opened: unknown[] = [];
    vi.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket, ...args: unknown[]) {
      const [options] = args.flat();
      const { host, port, servername } = options as Record<string, unknown>;
      opened.push({ host, port: Number(port), servername });
      process.nextTick(() => this.destroy(new Error('refused')));
      return this;
    });
    return opened;
  }

  test('the address that was checked is the one connected to, under the name’s certificate', async () => {
    const opened = watchConnections();
    // A name that changes after its first answer, as DNS rebinding does.
    const resolve = vi.fn(async () => ['127.0.0.1']).mockResolvedValueOnce(['93.184.216.34']);
    const outcome = await webhookSender({ localOrigins: [], resolve })('https://shop.example/hooks', message);
    expect(outcome).toEqual({ kind: 'unconfirmed', text: 'not reachable' });
    expect(resolve).toHaveBeenCalledOnce();
    expect(opened).toEqual([{ host: '93.184.216.34', port: 443, servername: 'shop.example' }]);
  });

  test.each([
    ['leads to a private address', async () => ['10.0.0.1'], 'the name leads to an address that is not public'],
    ['is not known', () => Promise.reject(new Error('ENOTFOUND')), 'the name is not in the DNS'],
  ])('that %s nothing is connected to', async (_, resolve, text) => {
    const opened = watchConnections();
    const outcome = await webhookSender({ localOrigins: [], resolve })('https://shop.example/hooks', message);
    expect(outcome).toEqual({ kind: 'unconfirmed', text });
    expect(opened).toEqual([]);
  });

  test('every delivery asks again', async () => {
    watchConnections();
    const resolve = vi.fn(async () => ['10.0.0.1']);
    const send = webhookSender({ localOrigins: [], resolve });
    await send('https://shop.example/hooks', message);
    await send('https://shop.example/hooks', message);
    expect(resolve).toHaveBeenCalledTimes(2);
  });
});

test('nothing is sent to an endpoint that could not be registered', async () => {
  const outcome = await webhookSender({ localOrigins: [] })(receiver.url, message);
  expect(outcome).toEqual({ kind: 'unconfirmed', text: 'webhooks are sent over https only' });
  expect(receiver.received).toEqual([]);
});
