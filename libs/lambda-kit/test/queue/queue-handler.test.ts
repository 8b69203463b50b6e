import { type EventOf, eventOf, PaymentCaptured, PaymentRejected } from '@redoubt/contracts';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { FaultError } from '../../src/fault-error.ts';
import { queueHandler } from '../../src/queue/queue-handler.ts';
import { captureOutput } from '../captured-output.ts';
import { aContext } from '../lambda-context.ts';

const output = captureOutput();
const paymentId = `pay_${'a'.repeat(32)}`;

function anEvent(): EventOf<typeof PaymentCaptured> {
  return eventOf(
    PaymentCaptured,
    {
      subject: paymentId,
      aggregateVersion: 2,
      time: '2030-01-31T12:00:00.000Z',
      correlationId: 'journey',
      causationId: 'cause',
      epoch: 1,
      originRegion: 'us-east-1',
    },
    { paymentId, merchantId: 'acme', amountMinor: '1050', currency: 'EUR', reference: 'order 7' },
  );
}

/** A message as EventBridge puts it into a queue. */
function aRecord(messageId: string, detail: unknown = anEvent(), detailType = 'PaymentCaptured'): SQSRecord {
  const body = JSON.stringify({ version: '0', id: 'bus-id', 'detail-type': detailType, source: 'x', detail });
  return { messageId, body, attributes: { ApproximateReceiveCount: '2' } } as SQSRecord;
}

function aBatch(...records: SQSRecord[]): SQSEvent {
  return { Records: records };
}

test('hands over parsed events with the attempt they are on', async () => {
  const seen: unknown[] = [];
  const consume = queueHandler({
    events: PaymentCaptured,
    parallelMax: 2,
    handle: async (event, { attempt }) => void seen.push([event.data.amountMinor, attempt]),
  });
  expect(await consume(aBatch(aRecord('1')), aContext())).toEqual({ batchItemFailures: [] });
  expect(seen).toEqual([['1050', 2]]);
});

test('sends back only the messages that failed', async () => {
  let handled = 0;
  const consume = queueHandler({
    events: [PaymentCaptured, PaymentRejected],
    parallelMax: 1,
    handle: async () => {
      handled += 1;
      if (handled === 2) throw new FaultError('writer_unreachable', 'no answer');
    },
  });
  const answer = await consume(aBatch(aRecord('1'), aRecord('2'), aRecord('3')), aContext());
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
  expect(output.text()).toContain('writer_unreachable');
});

describe('sends back, without calling the consumer, a message', () => {
  const { reference: _, ...incomplete } = { ...anEvent().data, amountMinor: 'ten' };
  test.each<[string, SQSRecord]>([
    ['that is not JSON', { ...aRecord('1'), body: '{' }],
    ['that is no envelope', { ...aRecord('1'), body: '{"detail":{}}' }],
    ['of a type that is not consumed here', aRecord('1', anEvent(), 'PaymentAccepted')],
    ['whose data breaks the schema', aRecord('1', { ...anEvent(), data: incomplete })],
  ])('%s', async (_, record) => {
    const consume = queueHandler({
      events: PaymentCaptured,
      parallelMax: 1,
      handle: () => Promise.reject(new Error('was called')),
    });
    expect(await consume(aBatch(record), aContext())).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    expect(output.text()).toContain('message_invalid');
  });
});

test('works on no more messages at a time than it may', async () => {
  let active = 0;
  let activeMax = 0;
  const consume = queueHandler({
    events: PaymentCaptured,
    parallelMax: 3,
    handle: async () => {
      activeMax = Math.max(activeMax, ++active);
      await new Promise((resolve) => setImmediate(resolve));
      active -= 1;
    },
  });
  await consume(aBatch(...Array.from({ length: 10 }, (_, at) => aRecord(String(at)))), aContext());
  expect(activeMax).toBe(3);
});

test('logs ids of what it consumed, never the event', async () => {
  const consume = queueHandler({ events: PaymentCaptured, parallelMax: 1, handle: () => Promise.resolve() });
  await consume(aBatch(aRecord('1')), aContext());
  expect(output.text()).toContain(paymentId);
  expect(output.text()).not.toContain('order 7');
});
