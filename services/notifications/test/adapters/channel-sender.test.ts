import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { channelSender } from '../../src/adapters/channel-sender.ts';
import type { Channel } from '../../src/domain/channel.ts';

/** SES and SNS as far as they answer; what they do of their own is tested in the local cloud. */
let received: { readonly path: string; readonly body: string }[];
let answer: (response: ServerResponse) => void;
const server = createServer(async (request, response) => {
  received.push({ path: request.url ?? '', body: await text(request) });
  answer(response);
});

beforeEach(async () => {
  received = [];
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

function send(kind: Channel['kind']) {
  const { port } = server.address() as AddressInfo;
  const settings = {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  };
  const sendMessage = channelSender({
    mailFrom: 'notifications@dev.redoubt.example',
    configurationSet: 'set',
    ses: new SESv2Client(settings),
    sns: new SNSClient(settings),
  });
  const channel: Channel = {
    endpointId: `nc_${'c'.repeat(32)}`,
    merchantId: 'acme',
    kind,
    address: kind === 'email' ? 'books@shop.example' : '+4915112345678',
    createdAt: '2030-01-31T11:00:00.000Z',
  };
  return sendMessage(channel, { subject: 'Captured', text: 'Payment pay_1 is captured.', deliveryId: 'msg_1' });
}

test('a mail carries its delivery, and what bounces come back with', async () => {
  answer = (response) => void response.end(JSON.stringify({ MessageId: 'm-1' }));
  expect(await send('email')).toEqual({ kind: 'confirmed', text: 'accepted by SES' });
  expect(received.map(({ path }) => path)).toEqual(['/v2/email/outbound-emails']);
  expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
    FromEmailAddress: 'Redoubt <notifications@dev.redoubt.example>',
    Destination: { ToAddresses: ['books@shop.example'] },
    ConfigurationSetName: 'set',
    Content: { Simple: { Headers: expect.arrayContaining([{ Name: 'X-Redoubt-Delivery', Value: 'msg_1' }]) } },
    EmailTags: expect.arrayContaining([{ Name: 'merchant_id', Value: 'acme' }]),
  });
});

test('a text message goes to the number as a transactional one', async () => {
  answer = (response) =>
    void response.end('<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>');
  expect(await send('sms')).toEqual({ kind: 'confirmed', text: 'accepted by SNS' });
  const form = new URLSearchParams(received[0]?.body);
  expect([form.get('PhoneNumber'), form.get('Message'), form.get('TopicArn')]).toEqual([
    '+4915112345678',
    'Payment pay_1 is captured.',
    null,
  ]);
  expect(received[0]?.body).toContain('Transactional');
});

test.each([
  ['MessageRejected', 400, undefined],
  ['TooManyRequestsException', 429, 60_000],
  ['SendingPausedException', 400, undefined],
])('%s is tried once, and logged by its name alone', async (name, status, retryAfterMs) => {
  answer = (response) =>
    void response
      .writeHead(status, { 'x-amzn-errortype': name })
      .end(JSON.stringify({ message: 'Email address is not verified: books@shop.example' }));
  const outcome = await send('email');
  expect(outcome).toEqual({
    kind: 'unconfirmed',
    text: `refused: ${name}`,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
  expect(received).toHaveLength(1);
});

test('a call without an answer is tried once: its message may be on its way', async () => {
  answer = (response) => void response.destroy();
  expect(await send('email')).toEqual({ kind: 'unconfirmed', text: 'no answer' });
  expect(received).toHaveLength(1);
});
