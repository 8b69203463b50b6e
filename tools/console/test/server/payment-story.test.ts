import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { logReader } from '../../src/server/story/log-reader.ts';
import { paymentStory } from '../../src/server/story/payment-story.ts';
import { webhookReader } from '../../src/server/story/webhook-reader.ts';
import { paymentId } from '../a-host.ts';

const step = (at: string) => ({ at, kind: 'event' as const, title: at, text: '' });

test('steps of all places stand in the order of their times', async () => {
  const story = await paymentStory(paymentId, [
    { name: 'one', read: async () => [step('2030-01-01T00:00:03.000Z'), step('2030-01-01T00:00:01.000Z')] },
    { name: 'other', read: async () => [step('2030-01-01T00:00:02.000Z')] },
  ]);
  expect(story.steps.map(({ at }) => at.slice(17, 19))).toEqual(['01', '02', '03']);
});

test('a place that can not be read says so, and leaves the others', async () => {
  const story = await paymentStory(paymentId, [
    { name: 'dead', read: () => Promise.reject(new Error('connect ECONNREFUSED')) },
    { name: 'alive', read: async () => [step('2030-01-01T00:00:02.000Z')] },
  ]);
  expect(story.sources).toEqual([
    { name: 'dead', found: 0, failure: 'connect ECONNREFUSED' },
    { name: 'alive', found: 1 },
  ]);
  expect(story.steps).toHaveLength(1);
});

test('a log gives the lines that name the payment, however they end', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'log-')), 'us-east-1.log');
  const line = (message: string, fields: object) =>
    `${JSON.stringify({ at: '2030-01-01T00:00:00.000Z', component: 'transactions', message, ...fields })}\n`;
  writeFileSync(
    file,
    [line('booked', { paymentId }), line('booked', { paymentId: 'pay_other' }), `{"paymentId":"${paymentId}`].join(''),
  );
  expect(await logReader('us-east-1', file).read(paymentId)).toEqual([
    {
      at: '2030-01-01T00:00:00.000Z',
      region: 'us-east-1',
      kind: 'log',
      title: 'transactions',
      text: `booked {"paymentId":"${paymentId}"}`,
    },
  ]);
});

test('webhooks are those whose body names the payment', async () => {
  const aWebhook = {
    at: '2030-01-01T00:00:00.000Z',
    method: 'POST',
    path: '/webhooks',
    headers: { 'webhook-id': 'msg_1' },
  };
  const body = (id: string) => JSON.stringify({ type: 'payment.captured', data: { payment_id: id } });
  const reader = webhookReader(() => [
    { ...aWebhook, body: body(paymentId) },
    { ...aWebhook, body: body('pay_other') },
  ]);
  expect(await reader.read(paymentId)).toMatchObject([{ title: 'payment.captured', text: 'received as msg_1' }]);
});
