import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sendWebhook } from '../../src/adapters/send-webhook.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';

let receiver: Receiver;
const message = { headers: { 'webhook-id': 'msg_1' }, body: '{"type":"payment.captured"}' };

beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await receiver[Symbol.asyncDispose]();
});

test('posts the body as it was signed, with its headers', async () => {
  expect(await sendWebhook(receiver.url, message)).toEqual({ kind: 'confirmed', text: 'status 204' });
  expect(receiver.received).toMatchObject([
    { body: message.body, headers: { 'webhook-id': 'msg_1', 'content-type': 'application/json' } },
  ]);
});

test('does not follow a redirect', async () => {
  receiver.answer = (response) => void response.writeHead(307, { location: receiver.url }).end();
  expect(await sendWebhook(receiver.url, message)).toEqual({ kind: 'unconfirmed', text: 'status 307' });
  expect(receiver.received).toHaveLength(1);
});

test('gives up on a receiver that does not answer', async () => {
  // The limit of five seconds, run out at once.
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() =>
    AbortSignal.abort(new DOMException('late', 'TimeoutError')),
  );
  receiver.answer = () => {};
  expect(await sendWebhook(receiver.url, message)).toEqual({ kind: 'unconfirmed', text: 'no answer within 5000 ms' });
});

test('does not wait for the end of an endless answer', async () => {
  receiver.answer = (response) => void response.writeHead(200).write('never ends');
  expect(await sendWebhook(receiver.url, message)).toEqual({ kind: 'confirmed', text: 'status 200' });
});

test('survives a receiver that is not there', async () => {
  const outcome = await sendWebhook('http://127.0.0.1:9/hooks', message);
  expect(outcome).toEqual({ kind: 'unconfirmed', text: 'not reachable' });
});
