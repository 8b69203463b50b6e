import { Problem } from '@redoubt/contracts';
import { FaultError, leaseViewOf } from '@redoubt/lambda-kit';
import { aDoorkeeper } from '@redoubt/lambda-kit/http-contract';
import { describe, expect, test } from 'vitest';
import { WriterUnreachable } from '../../src/adapters/writer-unreachable.ts';
import { type ViewPaymentDependencies, viewPaymentRoute } from '../../src/reading/view-payment.ts';
import { type ApiRequest, ask } from '../support/api-event.ts';
import { aPaymentChange } from '../support/payment-changes.ts';

const id = aPaymentChange().paymentId;
const booked = {
  id,
  status: 'captured' as const,
  merchant_id: 'acme',
  amount_minor: '1050',
  currency: 'EUR',
  version: 2,
  created_at: '2026-11-21T10:00:00.000Z',
  updated_at: '2026-11-21T10:00:01.000Z',
};
const accepted = aPaymentChange({ version: 1, at: booked.created_at, status: 'accepted' });
const captured = aPaymentChange({ at: booked.updated_at, status: 'captured' });

const away = () => Promise.reject(new WriterUnreachable('no_writer', 'a standby'));
const unasked = () => Promise.reject(new Error('it was asked'));

const active = leaseViewOf({ epoch: 2, activeRegion: 'us-east-2', mode: 'open', stage: 'verified' }, 'us-east-2');

/** Nothing is known anywhere, unless a test says so. */
function view(dependencies: Partial<ViewPaymentDependencies>, request: ApiRequest = {}) {
  const route = viewPaymentRoute({
    ledger: { payment: async () => undefined, watermark: unasked },
    lease: { current: async () => active },
    readModel: { changesOf: async () => [], upTo: async () => undefined },
    now: () => new Date('2026-11-21T10:01:31.999Z'),
    keys: aDoorkeeper,
    ...dependencies,
  });
  return ask(route, { id, ...request, headers: { 'X-Correlation-Id': 'journey', ...request.headers } });
}
const fromLedger = {
  ledger: { payment: async () => booked, watermark: unasked },
  readModel: { changesOf: unasked, upTo: unasked },
};
const fromReadModel = {
  ledger: { payment: away, watermark: away },
  readModel: { changesOf: async () => [accepted, captured], upTo: async () => undefined },
};

test('shows a booked payment as the ledger has it, with its version as ETag and without an age', async () => {
  const answer = await view(fromLedger);
  expect(answer).toMatchObject({ status: 200, headers: { ETag: '"2"', 'Content-Type': 'application/json' } });
  expect(answer.headers).not.toHaveProperty('Age');
  expect(answer.json).toEqual(booked);
});

describe('between the opening of a promoted ledger and the end of its recovery', () => {
  const opened = leaseViewOf({ ...active, mode: 'recovering', stage: 'opened' }, 'us-east-2');
  const upTo = '2026-11-21T10:00:30.000Z';
  const promoted = { payment: async () => booked, watermark: async () => upTo };

  test('FO4: says up to when a booked payment is complete: an answered change may be missing', async () => {
    const answer = await view({ ledger: promoted, lease: { current: async () => opened } });
    expect(answer).toMatchObject({ status: 200, headers: { Age: '61' }, json: { status: 'captured', as_of: upTo } });
  });

  test('says nothing of the kind once everything is recovered, or while nobody knows who is active', async () => {
    const recovered = await view({ ledger: promoted });
    expect(recovered.json).not.toHaveProperty('as_of');
    const current = () => Promise.reject(new FaultError('region_state_unreachable', 'said by the test'));
    expect((await view({ ledger: promoted, lease: { current } })).json).toEqual(booked);
  });
});

test.each(['"2"', 'W/"2"', '"1", "2"', '*'])('answers 304 without a body to who has it: %s', async (etag) => {
  const answer = await view(fromLedger, { headers: { 'If-None-Match': etag } });
  expect(answer).toMatchObject({ status: 304, text: '', headers: { ETag: '"2"' } });
  expect(answer.headers).not.toHaveProperty('Content-Type');
});

test.each(['"1"', '2', '"22"', '', '""'])('answers 200 to who has another version, or none: %s', async (etag) => {
  expect(await view(fromLedger, { headers: { 'If-None-Match': etag } })).toMatchObject({ status: 200 });
});

describe('while the ledger gives no answer', () => {
  test('FO4: shows a payment as the read model knows it, and how old that is', async () => {
    const answer = await view(fromReadModel);
    expect(answer).toMatchObject({ status: 200, headers: { ETag: '"2"', Age: '90' } });
    expect(answer.json).toMatchObject({ id, status: 'captured', as_of: booked.updated_at });
  });

  test.each([
    ['the read model is complete up to later', '2026-11-21T10:01:30.000Z', '2026-11-21T10:01:30.000Z', '1'],
    ['the payment has changed since', '2026-11-21T10:00:00.999Z', booked.updated_at, '90'],
  ])('FO4: counts the age from when %s', async (_, upTo, asOf, age) => {
    const { changesOf } = fromReadModel.readModel;
    const answer = await view({ ...fromReadModel, readModel: { changesOf, upTo: async () => upTo } });
    expect(answer).toMatchObject({ headers: { Age: age }, json: { as_of: asOf, updated_at: booked.updated_at } });
  });

  test('an age is never below zero, whatever the clocks say', async () => {
    const answer = await view({ ...fromReadModel, now: () => new Date('2026-11-21T10:00:00.000Z') });
    expect(answer.headers).toMatchObject({ Age: '0' });
  });

  test('answers 304 with the age to who has what it knows', async () => {
    const answer = await view(fromReadModel, { headers: { 'If-None-Match': '"2"' } });
    expect(answer).toMatchObject({ status: 304, text: '', headers: { ETag: '"2"', Age: '90' } });
  });

  test('FO4: never says that a payment does not exist', async () => {
    const answer = await view({ ledger: { payment: away, watermark: away } });
    expect(answer).toMatchObject({ status: 503, headers: { 'Retry-After': '1' } });
    expect(answer.json).toMatchObject({ code: 'writer_unreachable', retryable: true });
  });

  test('a read model that gives no answer either is answered 503', async () => {
    const broken = () => Promise.reject(new FaultError('store_unreachable', 'of the test'));
    const answer = await view({
      ledger: { payment: away, watermark: away },
      readModel: { changesOf: broken, upTo: async () => undefined },
    });
    expect(answer).toMatchObject({ status: 503, json: { code: 'store_unreachable' } });
  });
});

describe('when the ledger does not have a payment', () => {
  test('one that is accepted is shown as that, and not as a copy: it is not booked at this moment', async () => {
    const answer = await view({ readModel: { changesOf: async () => [accepted], upTo: unasked } });
    expect(answer).toMatchObject({ status: 200, headers: { ETag: '"1"' } });
    expect(answer.headers).not.toHaveProperty('Age');
    expect(answer.json).toMatchObject({ status: 'accepted' });
    expect(answer.json).not.toHaveProperty('as_of');
  });

  test('FO4: one that was booked in a lost region is shown as it was there, until the recovery brings it back', async () => {
    const answer = await view({ readModel: { changesOf: async () => [accepted, captured], upTo: unasked } });
    expect(answer).toMatchObject({ status: 200, headers: { Age: '90' } });
    expect(answer.json).toMatchObject({ status: 'captured', as_of: booked.updated_at });
  });

  test.each([
    ['an id that nobody knows', id],
    ['what is no id', "pay_' or true --"],
    ['nothing', ''],
  ])('%s is answered with a problem that says when to ask again', async (_, wanted) => {
    const answer = await view({}, { id: wanted, headers: { 'If-None-Match': '*' } });
    expect(answer).toMatchObject({
      status: 404,
      headers: { 'Content-Type': 'application/problem+json', 'Retry-After': '1' },
    });
    expect(Problem.parse(answer.json)).toMatchObject({ code: 'not_found', trace_id: 'journey' });
  });
});

test('asks nobody for what can not be an id', async () => {
  const answer = await view(
    { ledger: { payment: unasked, watermark: unasked }, readModel: { changesOf: unasked, upTo: unasked } },
    { id: 'pay_123' },
  );
  expect(answer.status).toBe(404);
});
