import {
  JournalRecord,
  PaymentAccepted,
  type ProblemCode,
  paymentRequestOf,
  problems,
  SpecifiedPayment,
  signValidationToken,
  type ValidationClaims,
  validationIdOf,
  validationTokenKeyOf,
} from '@redoubt/contracts';
import { FaultError, type LeaseView, leaseViewOf } from '@redoubt/lambda-kit';
import { aDoorkeeper } from '@redoubt/lambda-kit/http-contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Announcer } from '../../src/announcing/announcer.ts';
import { processRoute } from '../../src/booking/process-route.ts';
import { acceptedEventOf } from '../../src/domain/accepted-event.ts';
import { claimsFor, specifiedPayment, tokenKey } from '../support/a-token.ts';
import { ask, keyOf } from '../support/api-event.ts';
import { CollectingPublisher } from '../support/collecting-publisher.ts';
import { JournalInMemory } from '../support/journal-in-memory.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';
import { recoverToTheEnd, sweep } from '../support/recovering.ts';

let server: LedgerServer;
let db: LedgerDatabase;
let journal: JournalInMemory;
let publisher: CollectingPublisher;
let leases: LeaseView[];
let closed: Set<string>;
beforeAll(async () => {
  server = await startLedgerServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const active: LeaseView = leaseViewOf(
  { epoch: 1, activeRegion: 'us-east-1', mode: 'open', stage: 'verified' },
  'us-east-1',
);
beforeEach(async () => {
  db = await server.ledgerDatabase();
  journal = new JournalInMemory();
  publisher = new CollectingPublisher();
  leases = [active];
  closed = new Set();
  return async () => {
    expect(await db.ledger.drift()).toEqual([]);
    await db[Symbol.asyncDispose]();
  };
});

const paymentOf = (specified: object) => {
  const request = paymentRequestOf({ merchant_id: 'acme', ...specifiedPayment, ...specified });
  if (request === undefined) throw new Error('the test must ask for a payment');
  return request;
};

/** A token for the payment, and its claims changed as the test says. */
const tokenOf = (specified: object, over: Partial<ValidationClaims> = {}) =>
  signValidationToken({ ...claimsFor(paymentOf(specified)), ...over } as ValidationClaims, tokenKey);

function post(body: object, token: string, dependencies: object = {}) {
  const route = processRoute({
    ledger: db.ledger,
    journal,
    lease: { current: async () => (leases.length > 1 ? leases.shift() : leases[0]) as LeaseView },
    announcer: new Announcer({ ledger: db.ledger, publisher, region: 'us-east-1' }),
    merchants: { isOpen: async (merchantId) => !closed.has(merchantId) },
    tokenKey: async () => tokenKey,
    keys: aDoorkeeper,
    ...dependencies,
  });
  return ask(route, { headers: keyOf('acme'), body: { ...specifiedPayment, ...body, validation_token: token } });
}

const countOf = async (table: string) => Number((await db.owner.run(`select count(*)::text from pay.${table}`))[0]);

test('AP3: books a validated payment and answers in the words of the specifications', async () => {
  const body = { amount: 100.5, session_id: 'test-session-123', reference: 'order 7' };
  const answer = await post(body, tokenOf(body));
  expect(answer.status).toBe(200);
  const payment = SpecifiedPayment.parse(answer.json);
  expect(payment).toMatchObject({
    message: 'Transaction processed successfully',
    status: 'captured',
    amount: '100.50',
    amount_minor: '10050',
    currency: 'USD',
    merchant_id: 'acme',
    region: 'us-east-1',
    session_id: 'test-session-123',
  });
  expect(await db.ledger.payment({ paymentId: payment.transaction_id, merchantId: 'acme' })).toMatchObject({
    status: 'captured',
    reference: 'order 7',
  });
  const [record] = [...journal.records.values()];
  expect(JournalRecord.parse(record)).toMatchObject({
    outcome: { outcome: 'created', status: 'captured', feeMinor: '140' },
    response: { status: 200, body: answer.text },
  });
});

test('AP3: announces the acceptance as version 1, as the journal would announce it again, and then the outcome', async () => {
  const answer = await post({}, tokenOf({}));
  expect(publisher.events.map(({ type, aggregateversion }) => [type, aggregateversion])).toEqual([
    ['PaymentAccepted', 1],
    ['PaymentCaptured', 2],
  ]);
  const record = journal.records.values().next().value;
  if (record?.command.type !== 'CreatePayment') throw new Error('nothing is journaled');
  expect(PaymentAccepted.schema.parse(publisher.events[0])).toEqual(
    acceptedEventOf({ command: record.command, epoch: 1 }, 'us-east-1'),
  );
  expect(publisher.events[1]?.causationid).toBe(publisher.events[0]?.id);
  expect(publisher.events[0]?.subject).toBe(answer.json.transaction_id);
});

test('AP3: one token is one payment: repeats get the same bytes, a hundred at once too', async () => {
  const token = tokenOf({});
  const answers = await Promise.all(Array.from({ length: 100 }, () => post({}, token)));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(answers.filter(({ headers }) => headers['Idempotency-Replayed'] === undefined)).toHaveLength(1);
  expect([await countOf('payments'), await countOf('operations')]).toEqual([1, 1]);
  expect((await post({}, tokenOf({}))).json.transaction_id).not.toBe(answers[0]?.json.transaction_id);
});

test('AP3: holds for review what the validation asked it for, with its reasons', async () => {
  const answer = await post({}, tokenOf({}, { outcome: 'review', reasons: ['duplicate_submit'] }));
  expect(answer.json).toMatchObject({ message: 'Transaction is held for review', status: 'review' });
  expect(await db.ledger.payment({ paymentId: answer.json.transaction_id, merchantId: 'acme' })).toMatchObject({
    status: 'review',
    review: ['duplicate_submit'],
  });
});

test('declines what the merchant’s terms refuse: it is remembered, and nothing is booked', async () => {
  const body = { amount: 11_600_000.01 };
  const token = tokenOf(body);
  const [first, again] = [await post(body, token), await post(body, token)];
  expect([first.status, first.json.code]).toEqual([422, 'payment_declined']);
  expect(first.headers['Content-Type']).toBe('application/problem+json');
  expect(again.text).toBe(first.text);
  expect([await countOf('payments'), await countOf('events'), await countOf('inbox')]).toEqual([0, 0, 1]);
  expect((await post({ amount: 11_600_000 }, tokenOf({ amount: 11_600_000 }))).status).toBe(200);
});

const secondsNow = () => Math.floor(Date.now() / 1000);

describe('AP3: a token that is not good for the payment is refused, and nothing is written:', () => {
  test.each<[string, () => string, ProblemCode]>([
    ['expired', () => tokenOf({}, { expiresAtSeconds: secondsNow() - 1 }), 'validation_token_expired'],
    ['of another amount', () => tokenOf({ amount: 101 }), 'validation_token_mismatch'],
    ['of another currency', () => tokenOf({ currency: 'EUR' }), 'validation_token_mismatch'],
    ['of another customer', () => tokenOf({ user_id: 'user124' }), 'validation_token_mismatch'],
    ['of another merchant', () => tokenOf({ merchant_id: 'globex' }), 'validation_token_invalid'],
    [
      'expired and of another merchant',
      () => tokenOf({ merchant_id: 'globex' }, { expiresAtSeconds: 1 }),
      'validation_token_invalid',
    ],
    [
      'expired and of another payment',
      () => tokenOf({ amount: 101 }, { expiresAtSeconds: 1 }),
      'validation_token_expired',
    ],
    ['forged', () => tokenOf({}).replace(/.{43}$/, 'A'.repeat(43)), 'validation_token_invalid'],
    [
      'signed with another key',
      () => signValidationToken(claimsFor(paymentOf({})), validationTokenKeyOf('other')),
      'validation_token_invalid',
    ],
    ['a made-up text', () => 'good', 'validation_token_invalid'],
  ])('%s', async (_, token, code) => {
    const { status, json } = await post({}, token());
    expect([status, json.code]).toEqual([problems[code].status, code]);
    expect([await countOf('inbox'), await countOf('payments'), journal.records.size]).toEqual([0, 0, 0]);
  });
});

test('repeats the answer to a payment that was made in time, however late it is asked for again', async () => {
  const request = paymentOf({});
  const claims = { ...claimsFor(request), validationId: validationIdOf('9b1d3c52-5f0b-5c0e-9a55-1d2f7f0b8a10') };
  const first = await post({}, signValidationToken(claims, tokenKey));
  const late = signValidationToken({ ...claims, expiresAtSeconds: secondsNow() - 60 }, tokenKey);
  expect(await post({}, late)).toMatchObject({ status: 200, text: first.text });
});

test('answers a payment that was booked in time and not journaled, though its token is too old by now', async () => {
  const claims = { ...claimsFor(paymentOf({})), validationId: validationIdOf('9b1d3c52-5f0b-5c0e-9a55-1d2f7f0b8a11') };
  journal.isUnreachable = true;
  const down = { journal: { ...journal, recall: async () => undefined, put: journal.put.bind(journal) } };
  expect(await post({}, signValidationToken(claims, tokenKey), down)).toMatchObject({ status: 503 });
  expect(await countOf('payments')).toBe(1);
  journal.isUnreachable = false;
  const late = signValidationToken({ ...claims, expiresAtSeconds: secondsNow() - 60 }, tokenKey);
  expect(await post({}, late)).toMatchObject({ status: 200 });
  expect([await countOf('payments'), journal.records.size]).toEqual([1, 1]);
  // The relay announces what the first try has committed.
  expect(await countOf('outbox')).toBe(2);
});

test('a merchant that was closed since its token was given gets no new payment, and nothing is written', async () => {
  const token = tokenOf({});
  closed.add('acme');
  const { status, json } = await post({}, token);
  expect([status, json.code, json.retryable]).toEqual([403, 'merchant_closed', false]);
  expect([await countOf('inbox'), await countOf('payments'), journal.records.size]).toEqual([0, 0, 0]);
  closed = new Set(['globex']);
  expect((await post({}, token)).status).toBe(200);
});

test('a merchant that was closed is answered as before about what it has been paid', async () => {
  const [answered, unanswered] = [tokenOf({}), tokenOf({ amount: 7 })];
  const first = await post({}, answered);
  // Booked, and not journaled.
  journal.isUnreachable = true;
  const down = { journal: { ...journal, recall: async () => undefined, put: journal.put.bind(journal) } };
  expect((await post({ amount: 7 }, unanswered, down)).status).toBe(503);
  journal.isUnreachable = false;
  closed.add('acme');
  expect(await post({}, answered)).toMatchObject({ status: 200, text: first.text });
  expect(await post({ amount: 7 }, unanswered)).toMatchObject({ status: 200 });
  expect([await countOf('payments'), journal.records.size]).toEqual([2, 2]);
});

test('answers 503 while nobody knows whether the merchant is open, and writes nothing', async () => {
  const isOpen = () => Promise.reject(new FaultError('store_unreachable', 'said by the test'));
  expect(await post({}, tokenOf({}), { merchants: { isOpen } })).toMatchObject({ status: 503 });
  expect([await countOf('inbox'), journal.records.size]).toEqual([0, 0]);
});

test('gives no answer when the region has lost its role in between', async () => {
  leases = [active, { ...active, epoch: 2, activeRegion: 'us-east-2', isActive: false }];
  const answer = await post({}, tokenOf({}));
  expect([answer.status, journal.records.size]).toEqual([503, 0]);
});

test('answers 503 while the key of tokens can not be read', async () => {
  const tokenKeyOfNobody = () => Promise.reject(new FaultError('store_unreachable', 'said by the test'));
  expect(await post({}, tokenOf({}), { tokenKey: tokenKeyOfNobody })).toMatchObject({ status: 503 });
});

/** The ledger of the region that takes over, with nothing in it. */
async function promotedLedger(): Promise<LedgerDatabase> {
  const promoted = await server.ledgerDatabase();
  await promoted.ledger.openEpoch(2, 'us-east-2');
  return promoted;
}

test('FO4: brings back processed payments as they were answered, whatever the terms say by now', async () => {
  const [captured, review, declined] = [
    await post({}, tokenOf({})),
    await post({ amount: 7 }, tokenOf({ amount: 7 }, { outcome: 'review', reasons: ['duplicate_submit'] })),
    await post({ amount: 11_600_001 }, tokenOf({ amount: 11_600_001 })),
  ];
  await using promoted = await promotedLedger();
  await promoted.owner.run("update pay.merchant_terms set status = 'blocked', fee_basis_points = 9999");
  const recovered = await recoverToTheEnd(
    { ledger: promoted.ledger, journal, publisher },
    { epoch: 2, region: 'us-east-2', nowMs: Date.now() },
  );
  expect(recovered).toMatchObject({ applied: 3, inDoubt: 0 });
  for (const { json } of [captured, review]) {
    const was = await db.ledger.payment({ paymentId: json.transaction_id, merchantId: 'acme' });
    const is = await promoted.ledger.payment({ paymentId: json.transaction_id, merchantId: 'acme' });
    expect(is).toEqual({ ...was, booked_at: is?.booked_at, updated_at: is?.updated_at });
  }
  expect(declined.status).toBe(422);
  expect(await promoted.owner.run('select count(*)::text from pay.payments')).toEqual(['2']);
  const accepted = publisher.events.filter(
    ({ type, originregion }) => type === 'PaymentAccepted' && originregion === 'us-east-2',
  );
  expect(accepted.map(({ subject }) => subject).sort()).toEqual(
    [captured, review].map(({ json }) => json.transaction_id).sort(),
  );
  expect(await promoted.ledger.drift()).toEqual([]);
});

test('FO4: the sweep applies a processed payment that was journaled too late for the recovery', async () => {
  const answer = await post({}, tokenOf({}));
  await using promoted = await promotedLedger();
  const parts = { ledger: promoted.ledger, journal, publisher };
  const sweepOnce = () => sweep(parts, { epoch: 2, region: 'us-east-2', nowMs: Date.now() + 150_000 });
  expect(await sweepOnce()).toMatchObject({ unbooked: 1 });
  expect(await promoted.ledger.payment({ paymentId: answer.json.transaction_id, merchantId: 'acme' })).toMatchObject({
    status: 'captured',
  });
  expect(await sweepOnce()).toMatchObject({ unbooked: 0 });
});
