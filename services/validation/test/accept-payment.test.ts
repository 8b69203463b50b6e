import { AcceptedPayment, CreatePayment, JournalRecord, PaymentAccepted } from '@redoubt/contracts';
import { describe, expect, test } from 'vitest';
import { acceptPayment } from '../src/accept-payment.ts';
import { replayDecision } from '../src/domain/replay-decision.ts';
import type { RuleSet } from '../src/domain/rule-set.ts';
import { acceptanceFakes, aRequest, aSubmission } from './support/acceptance-fakes.ts';
import { someTerms } from './support/some-terms.ts';

const strictRuleSet: RuleSet = {
  version: 'strict',
  velocityWindowMs: 60_000,
  lookalikeWindowMs: 60_000,
  rules: [{ id: 'amount-limit', severity: 'hard', kind: 'amount_at_most', majorUnitsMax: '1' }],
};

const later = new Date('2030-01-31T12:05:00.000Z');

describe('a payment that is taken', () => {
  test('is journaled with its answer, then announced as version 1', async () => {
    const fakes = acceptanceFakes();
    const acceptance = await acceptPayment(aSubmission(), fakes);
    const [record] = [...fakes.journal.records.values()];
    expect(JournalRecord.parse(record)).toMatchObject({
      epoch: 3,
      region: 'us-east-1',
      command: { amountMinor: '1050', currency: 'EUR', merchantId: 'acme', reference: 'order 7' },
    });
    expect(acceptance).toMatchObject({ kind: 'accepted', isReplay: false, response: record?.response });
    expect(fakes.publisher.events.map((event) => PaymentAccepted.schema.parse(event))).toMatchObject([
      {
        subject: CreatePayment.parse(record?.command).paymentId,
        aggregateversion: 1,
        causationid: record?.command.commandId,
        epoch: 3,
        originregion: 'us-east-1',
        data: record?.command,
      },
    ]);
  });

  test('is answered with its id and where to look', async () => {
    const acceptance = await acceptPayment(aSubmission(), acceptanceFakes());
    if (acceptance.kind !== 'accepted') throw new Error(`got ${acceptance.kind}`);
    const answer = AcceptedPayment.parse(JSON.parse(acceptance.response.body));
    expect(answer).toMatchObject({ id: acceptance.paymentId, amount_minor: '1050', reference: 'order 7' });
    expect(answer.links.self).toBe(`/transactions/v1/payments/${answer.id}`);
  });

  test('is acknowledged although the bus is gone: the journal has it', async () => {
    const fakes = acceptanceFakes();
    fakes.publisher.isReachable = false;
    const acceptance = await acceptPayment(aSubmission(), fakes);
    expect(acceptance).toMatchObject({ kind: 'accepted', unannounced: { code: 'bus_unreachable' } });
    expect(fakes.journal.records.size).toBe(1);
  });

  test('is a canary only for the canary’s merchant', async () => {
    const fakes = acceptanceFakes();
    await acceptPayment(aSubmission(), fakes);
    await acceptPayment(aSubmission({ request: aRequest({ merchant_id: 'redoubt-canary' }) }), fakes);
    expect(fakes.publisher.events.map(({ data }) => data.canary)).toEqual([undefined, true]);
  });
});

describe('the same request with the same key', () => {
  test('gets the same bytes in the other region too, and is announced again under the same id', async () => {
    const fakes = acceptanceFakes();
    const first = await acceptPayment(aSubmission(), fakes);
    const elsewhere = { ...fakes, lease: { region: 'us-east-2', epoch: 4 } };
    const again = await acceptPayment(aSubmission({ receivedAt: later, correlationId: 'another' }), elsewhere);
    expect(again).toMatchObject({ isReplay: true, response: first.kind === 'accepted' ? first.response : undefined });
    const [one, two] = fakes.publisher.events;
    expect(two).toMatchObject({ id: one?.id, time: one?.time, data: one?.data, originregion: 'us-east-2', epoch: 4 });
  });

  test('is still answered as before when the limit has become stricter', async () => {
    const fakes = acceptanceFakes();
    const first = await acceptPayment(aSubmission(), fakes);
    const again = await acceptPayment(aSubmission(), { ...fakes, ruleSet: strictRuleSet });
    expect(again).toEqual({ ...first, isReplay: true });
    expect(await acceptPayment(aSubmission({ idempotencyKey: 'key-2' }), { ...fakes, ruleSet: strictRuleSet })).toEqual(
      {
        kind: 'refused',
        decision: expect.objectContaining({ outcome: 'reject', rulesetVersion: 'strict' }),
      },
    );
  });
});

test.each<[string, Parameters<typeof aRequest>[0]]>([
  ['metadata', { metadata: { order: '7' } }],
  ['statement descriptor', { statement_descriptor: 'ACME SHOP' }],
  ['amount', { amount_minor: '1051' }],
  ['currency', { currency: 'USD' }],
  ['reference', { reference: 'order 8' }],
  ['customer', { customer_id: 'c1' }],
])('the same key with another %s is refused, and nothing is announced', async (_, over) => {
  const fakes = acceptanceFakes();
  await acceptPayment(aSubmission(), fakes);
  expect(await acceptPayment(aSubmission({ request: aRequest(over) }), fakes)).toEqual({ kind: 'key_reused' });
  expect(fakes.publisher.events).toHaveLength(1);
});

test('the same key of another merchant is another payment', async () => {
  const fakes = acceptanceFakes();
  await acceptPayment(aSubmission(), fakes);
  await acceptPayment(aSubmission({ request: aRequest({ merchant_id: 'other' }) }), fakes);
  expect(fakes.journal.records.size).toBe(2);
});

test('a refused payment leaves nothing in the journal, on the bus or in the counters', async () => {
  const fakes = acceptanceFakes();
  const request = aRequest({ amount_minor: '1000000001' });
  expect(await acceptPayment(aSubmission({ request }), fakes)).toMatchObject({
    kind: 'refused',
    decision: { outcome: 'reject', reasons: [{ code: 'amount_over_limit' }, { rule: 'amount-unusual' }] },
  });
  expect([fakes.journal.records.size, fakes.publisher.events.length]).toEqual([0, 0]);
  expect([fakes.decisions.entries.size, fakes.counters.seen.size]).toEqual([0, 0]);
});

test('nothing is acknowledged or announced when the journal gives no answer', async () => {
  const fakes = acceptanceFakes();
  fakes.journal.isReachable = false;
  await expect(acceptPayment(aSubmission(), fakes)).rejects.toMatchObject({ code: 'journal_unreachable' });
  expect(fakes.publisher.events).toEqual([]);
});

describe('the decision about a payment', () => {
  test('is stored with the facts that give it again', async () => {
    const fakes = acceptanceFakes();
    await acceptPayment(aSubmission({ request: aRequest({ customer_id: 'c1' }) }), fakes);
    const [entry] = [...fakes.decisions.entries.values()];
    expect(entry).toMatchObject({
      id: CreatePayment.parse([...fakes.journal.records.values()][0]?.command).paymentId,
      decision: { outcome: 'accept', reasons: [] },
      facts: { history: { earlier: { merchant: 0, customer: 0, ip: 0 }, lookalikes: 0 } },
      epoch: 3,
      region: 'us-east-1',
    });
    expect(replayDecision(entry as NonNullable<typeof entry>)).toEqual(entry?.decision);
  });

  test('counts a payment once, however often it is repeated', async () => {
    const fakes = acceptanceFakes();
    for (let attempt = 1; attempt <= 3; attempt++) await acceptPayment(aSubmission(), fakes);
    expect([...fakes.counters.seen.values()]).toEqual([1, 1, 1]);
    expect(fakes.decisions.entries.size).toBe(1);
  });

  test('takes the same payment under another key, for review', async () => {
    const fakes = acceptanceFakes();
    await acceptPayment(aSubmission(), fakes);
    const second = await acceptPayment(aSubmission({ idempotencyKey: 'key-2' }), fakes);
    expect(second).toMatchObject({ kind: 'accepted', isReplay: false });
    expect([...fakes.decisions.entries.values()][1]?.decision).toMatchObject({
      outcome: 'review',
      reasons: [{ code: 'duplicate_submit', severity: 'soft' }],
    });
    const reviews = [...fakes.journal.records.values()].map(({ command }) => 'review' in command && command.review);
    expect(reviews).toEqual([false, ['duplicate_submit']]);
    expect(fakes.publisher.events.map(({ data }) => data.review)).toEqual([undefined, ['duplicate_submit']]);
  });

  test('11.A6: takes what two guests buy without a review, and a customer who submits twice with one', async () => {
    for (const [customer_id, reviews] of [
      ['guest', [undefined, undefined]],
      ['c1', [undefined, ['duplicate_submit']]],
    ] as const) {
      const fakes = acceptanceFakes();
      // A cart without a reference of its own.
      const { reference: _, ...request } = aRequest({ customer_id });
      await acceptPayment(aSubmission({ request }), fakes);
      await acceptPayment(aSubmission({ request, idempotencyKey: 'key-2' }), fakes);
      expect(fakes.publisher.events.map(({ data }) => data.review)).toEqual(reviews);
    }
  });

  test('names each reason for a review once', async () => {
    const fakes = acceptanceFakes();
    const submission = aSubmission({ request: aRequest({ customer_id: 'c1', amount_minor: '100000001' }) });
    for (const [kind, value, seen] of [
      ['customer', 'acme/c1', 600],
      ['merchant', 'acme', 300_000],
    ] as const) {
      fakes.counters.set({ kind, value, windowMs: 60_000 }, submission.receivedAt, seen);
    }
    await acceptPayment(submission, fakes);
    expect(fakes.publisher.events[0]?.data.review).toEqual(['amount_over_limit', 'velocity_over_limit']);
  });

  test('keeps the review of the first try, whatever the rules say at a repeat', async () => {
    const fakes = acceptanceFakes();
    await acceptPayment(aSubmission(), fakes);
    await acceptPayment(aSubmission(), fakes);
    expect(fakes.publisher.events.map(({ data }) => data.review)).toEqual([undefined, undefined]);
  });

  test('never holds a canary for review', async () => {
    const fakes = acceptanceFakes();
    const request = aRequest({ merchant_id: 'redoubt-canary', amount_minor: '100000001' });
    await acceptPayment(aSubmission({ request }), fakes);
    expect(fakes.publisher.events[0]?.data).not.toHaveProperty('review');
  });

  test("11.B1: goes by the merchant's own terms, and without them if they give no answer", async () => {
    const fakes = acceptanceFakes();
    const terms = { ...someTerms, amount_minor_max: '1049' };
    fakes.terms.own.set('acme', { kind: 'terms', merchantId: 'acme', terms, epoch: 3, version: 1 });
    expect(await acceptPayment(aSubmission(), fakes)).toMatchObject({ kind: 'refused' });
    fakes.terms.isReachable = false;
    expect(await acceptPayment(aSubmission(), fakes)).toMatchObject({
      kind: 'accepted',
      historyFault: expect.objectContaining({ code: 'store_unreachable' }),
    });
  });

  test.each([
    ['merchant acme', '/merchant_id'],
    ['customer acme/c1', '/customer_id'],
    ['ip 192.0.2.7', ''],
  ])('refuses a blocked subject: %s', async (entry, pointer) => {
    const fakes = acceptanceFakes();
    fakes.blocklist.entries.add(entry);
    const refused = await acceptPayment(aSubmission({ request: aRequest({ customer_id: 'c1' }) }), fakes);
    expect(refused).toMatchObject({ kind: 'refused', decision: { reasons: [{ code: 'blocklisted', pointer }] } });
    expect(fakes.journal.records.size).toBe(0);
  });

  test('refuses the payment that is one over the velocity of its customer, and takes the one before it', async () => {
    const fakes = acceptanceFakes();
    const submission = aSubmission({ request: aRequest({ customer_id: 'c1' }) });
    const { receivedAt } = submission;
    const customer = { kind: 'customer' as const, value: 'acme/c1', windowMs: 60_000 };
    fakes.counters.set(customer, receivedAt, 5_999);
    expect(await acceptPayment(submission, fakes)).toMatchObject({ kind: 'accepted' });
    expect(await acceptPayment({ ...submission, idempotencyKey: 'key-2' }, fakes)).toMatchObject({
      kind: 'refused',
      decision: { reasons: expect.arrayContaining([expect.objectContaining({ rule: 'customer-velocity' })]) },
    });
  });

  test('is by the bounds alone when the table gives no answer, and says so', async () => {
    const fakes = acceptanceFakes();
    fakes.counters.isReachable = false;
    expect(await acceptPayment(aSubmission(), fakes)).toMatchObject({
      kind: 'accepted',
      historyFault: { code: 'store_unreachable' },
      recordFaults: [{ code: 'store_unreachable' }],
    });
    expect([...fakes.decisions.entries.values()][0]).toMatchObject({
      decision: { outcome: 'accept', reasons: [{ code: 'facts_unknown' }] },
      facts: { history: 'unknown' },
    });
    const request = aRequest({ amount_minor: '1000000001' });
    expect(await acceptPayment(aSubmission({ request }), fakes)).toMatchObject({ kind: 'refused' });
  });

  test('is not owed to the merchant: a payment is acknowledged although it can not be stored', async () => {
    const fakes = acceptanceFakes();
    fakes.decisions.isReachable = false;
    expect(await acceptPayment(aSubmission(), fakes)).toMatchObject({
      kind: 'accepted',
      recordFaults: [{ code: 'store_unreachable' }],
    });
  });
});
