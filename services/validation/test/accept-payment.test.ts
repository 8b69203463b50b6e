import { AcceptedPayment, JournalRecord, PaymentAccepted } from '@redoubt/contracts';
import { describe, expect, test } from 'vitest';
import { acceptPayment } from '../src/accept-payment.ts';
import { aDesk, aRequest, aSubmission } from './support/payment-builders.ts';

const later = new Date('2030-01-31T12:05:00.000Z');

describe('a payment that is taken', () => {
  test('is journaled with its answer, then announced as version 1', async () => {
    const desk = aDesk();
    const acceptance = await acceptPayment(aSubmission(), desk);
    const [record] = [...desk.journal.records.values()];
    expect(JournalRecord.parse(record)).toMatchObject({
      epoch: 3,
      region: 'us-east-1',
      command: { amountMinor: '1050', currency: 'EUR', merchantId: 'acme', reference: 'order 7' },
    });
    expect(acceptance).toMatchObject({ kind: 'accepted', isReplay: false, response: record?.response });
    expect(desk.publisher.events.map((event) => PaymentAccepted.schema.parse(event))).toMatchObject([
      {
        subject: record?.command.paymentId,
        aggregateversion: 1,
        causationid: record?.command.commandId,
        epoch: 3,
        originregion: 'us-east-1',
        data: record?.command,
      },
    ]);
  });

  test('is answered with its id and where to look', async () => {
    const acceptance = await acceptPayment(aSubmission(), aDesk());
    if (acceptance.kind !== 'accepted') throw new Error(`got ${acceptance.kind}`);
    const answer = AcceptedPayment.parse(JSON.parse(acceptance.response.body));
    expect(answer).toMatchObject({ id: acceptance.paymentId, amount_minor: '1050', reference: 'order 7' });
    expect(answer.links.self).toBe(`/transactions/v1/payments/${answer.id}`);
  });

  test('is acknowledged although the bus is gone: the journal has it', async () => {
    const desk = aDesk();
    desk.publisher.isReachable = false;
    const acceptance = await acceptPayment(aSubmission(), desk);
    expect(acceptance).toMatchObject({ kind: 'accepted', unannounced: { code: 'bus_unreachable' } });
    expect(desk.journal.records.size).toBe(1);
  });

  test('is a canary only for the canary’s merchant', async () => {
    const desk = aDesk();
    await acceptPayment(aSubmission(), desk);
    await acceptPayment(aSubmission({ request: aRequest({ merchant_id: 'redoubt-canary' }) }), desk);
    expect(desk.publisher.events.map(({ data }) => data.canary)).toEqual([undefined, true]);
  });
});

describe('the same request with the same key', () => {
  test('gets the same bytes in the other region too, and is announced again under the same id', async () => {
    const desk = aDesk();
    const first = await acceptPayment(aSubmission(), desk);
    const elsewhere = { ...desk, lease: { region: 'us-east-2', epoch: 4 } };
    const again = await acceptPayment(aSubmission({ receivedAt: later, correlationId: 'another' }), elsewhere);
    expect(again).toMatchObject({ isReplay: true, response: first.kind === 'accepted' ? first.response : undefined });
    const [one, two] = desk.publisher.events;
    expect(two).toMatchObject({ id: one?.id, time: one?.time, data: one?.data, originregion: 'us-east-2', epoch: 4 });
  });

  test('is still answered as before when the limit has become stricter', async () => {
    const desk = aDesk();
    const first = await acceptPayment(aSubmission(), desk);
    const again = await acceptPayment(aSubmission(), { ...desk, limit: { majorUnitsMax: 1n } });
    expect(again).toEqual({ ...first, isReplay: true });
  });
});

test.each<[string, Parameters<typeof aRequest>[0]]>([
  ['amount', { amount_minor: '1051' }],
  ['currency', { currency: 'USD' }],
  ['reference', { reference: 'order 8' }],
  ['customer', { customer_id: 'c1' }],
])('the same key with another %s is refused, and nothing is announced', async (_, over) => {
  const desk = aDesk();
  await acceptPayment(aSubmission(), desk);
  expect(await acceptPayment(aSubmission({ request: aRequest(over) }), desk)).toEqual({ kind: 'key_reused' });
  expect(desk.publisher.events).toHaveLength(1);
});

test('the same key of another merchant is another payment', async () => {
  const desk = aDesk();
  await acceptPayment(aSubmission(), desk);
  await acceptPayment(aSubmission({ request: aRequest({ merchant_id: 'other' }) }), desk);
  expect(desk.journal.records.size).toBe(2);
});

test('a refused payment leaves nothing in the journal or on the bus', async () => {
  const desk = aDesk();
  const request = aRequest({ amount_minor: '1000000001' });
  expect(await acceptPayment(aSubmission({ request }), desk)).toMatchObject({
    kind: 'refused',
    assessment: { reason: 'amount_over_limit' },
  });
  expect([desk.journal.records.size, desk.publisher.events.length]).toEqual([0, 0]);
});

test('nothing is acknowledged or announced when the journal gives no answer', async () => {
  const desk = aDesk();
  desk.journal.isReachable = false;
  await expect(acceptPayment(aSubmission(), desk)).rejects.toMatchObject({ code: 'journal_unreachable' });
  expect(desk.publisher.events).toEqual([]);
});
