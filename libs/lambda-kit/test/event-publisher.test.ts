import type { EventBridgeClient, PutEventsCommandInput } from '@aws-sdk/client-eventbridge';
import { expect, test } from 'vitest';
import { EventPublisher, type PublishableEvent } from '../src/event-publisher.ts';

function someEvents(count: number): PublishableEvent[] {
  return Array.from({ length: count }, (_, at) => ({
    specversion: '1.0' as const,
    id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    source: 'payments.validation',
    type: 'PaymentAccepted',
    subject: `pay_${at}`,
    time: '2030-01-31T12:00:00.000Z',
    datacontenttype: 'application/json' as const,
    correlationid: 'journey',
    causationid: 'cause',
    epoch: 1,
    originregion: 'us-east-1',
    aggregateversion: 1,
    data: { at },
  }));
}

/** A bus that refuses the entries whose position over all calls is listed, and is gone from a call on. */
function aBus({ refuses = [], goneFromCall }: { refuses?: readonly number[]; goneFromCall?: number } = {}) {
  const calls: PutEventsCommandInput[] = [];
  let seen = 0;
  const client = {
    send({ input }: { input: PutEventsCommandInput }) {
      calls.push(input);
      if (calls.length === goneFromCall) return Promise.reject(new Error('timeout'));
      const failed = (input.Entries ?? []).filter(() => refuses.includes(seen++)).length;
      return Promise.resolve({ FailedEntryCount: failed });
    },
  } as unknown as EventBridgeClient;
  return { calls, publisher: new EventPublisher({ busName: 'payments-bus-test', client }) };
}

test('publishes in chunks of ten, with name, source and the whole envelope', async () => {
  const { calls, publisher } = aBus();
  const events = someEvents(21);
  await publisher.publish(events);
  expect(calls.map(({ Entries }) => Entries?.length)).toEqual([10, 10, 1]);
  expect(calls[0]?.Entries?.[0]).toEqual({
    EventBusName: 'payments-bus-test',
    Source: 'payments.validation',
    DetailType: 'PaymentAccepted',
    Time: new Date('2030-01-31T12:00:00.000Z'),
    Detail: JSON.stringify(events[0]),
  });
});

test('publishes nothing when there is nothing', async () => {
  const { calls, publisher } = aBus();
  await publisher.publish([]);
  expect(calls).toEqual([]);
});

test.each<[string, Parameters<typeof aBus>[0], string]>([
  ['one of the last chunk is refused', { refuses: [20] }, '1 of 21'],
  ['two of the first chunk are refused', { refuses: [0, 3] }, '13 of 21'],
  ['the bus is gone from the second call on', { goneFromCall: 2 }, '11 of 21'],
])('throws, naming how many are not known to be accepted, when %s', async (_, bus, count) => {
  const { publisher } = aBus(bus);
  await expect(publisher.publish(someEvents(21))).rejects.toMatchObject({
    code: 'bus_unreachable',
    message: expect.stringContaining(count),
  });
});
