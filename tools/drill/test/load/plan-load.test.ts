import { CreatePaymentRequest } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { planLoad } from '../../src/load/plan-load.ts';
import { Random } from '../../src/random.ts';
import { dueRefusal } from '../../src/witness/due-refusal.ts';
import { isReviewed } from '../../src/witness/payment-model.ts';
import { changeSchemas } from './change-schemas.ts';

const shape = { rate: 50, seconds: 40, run: 'test' };
const plan = planLoad(shape, new Random(5));
const payments = plan.filter((request) => request.purpose === 'payment');
const strangers = plan
  .filter((request) => request.purpose === 'bad')
  .filter(({ defect }) => dueRefusal(defect) !== undefined);
const changes = plan.filter((request) => request.purpose === 'change');

test('the same seed plans the same load', () => {
  expect(planLoad(shape, new Random(5))).toEqual(plan);
  expect(planLoad(shape, new Random(6))).not.toEqual(plan);
});

test('the load has the asked rate and length, in order of its moments', () => {
  expect(plan).toHaveLength(2000);
  expect(plan.map(({ dueMs }) => dueMs)).toEqual(plan.map(({ dueMs }) => dueMs).sort((left, right) => left - right));
});

test('every payment is valid by the contract and carries its own reference', () => {
  for (const { body } of payments) expect(CreatePaymentRequest.safeParse(JSON.parse(body)).success).toBe(true);
  expect(new Set(payments.map(({ intent }) => intent.reference)).size).toBe(payments.length);
});

test('every payment and every change has a key of its own', () => {
  const keys = [...payments, ...changes].map(({ idempotencyKey }) => idempotencyKey);
  expect(new Set(keys).size).toBe(keys.length);
});

test('a few payments are reviewed, and a few of a large number of yen are not', () => {
  const yen = payments.filter(({ intent }) => intent.currency === 'JPY' && BigInt(intent.amountMinor) > 1_000_000n);
  const { true: reviewed = [], false: large = [] } = Object.groupBy(yen, ({ intent }) => `${isReviewed(intent)}`);
  for (const few of [reviewed, large]) {
    expect(few.length).toBeGreaterThan(5);
    expect(few.length).toBeLessThan(payments.length / 10);
  }
});

test('payments spread over several merchants and currencies, captured at once or by hand', () => {
  expect(new Set(payments.map(({ intent }) => intent.merchantId)).size).toBe(3);
  expect(new Set(payments.map(({ intent }) => intent.currency)).size).toBe(4);
  const manual = payments.filter(({ intent }) => intent.capture === 'manual');
  expect(manual.length).toBeGreaterThan(payments.length / 3);
  expect(manual.length).toBeLessThan((payments.length * 3) / 4);
});

test('merchants capture, void and refund, whole and in parts, with and without a claim of what they have seen', () => {
  expect(changes.length).toBeGreaterThan(plan.length / 5);
  const kinds = new Set(changes.map(({ change }) => `${change.action} ${change.amountMinor === undefined}`));
  expect(kinds).toEqual(
    new Set([
      ...['capture true', 'capture false', 'void true', 'refund true', 'refund false'],
      ...['approve true', 'reject true', 'dispute true', 'dispute false', 'evidence true', 'win true', 'lose true'],
    ]),
  );
  expect(new Set(changes.map(({ change }) => change.seen)).size).toBe(3);
  expect(changes.some(({ change }) => change.isFinal)).toBe(true);
});

test('every change is valid by the contract and waits for the request before it about the same payment', () => {
  const last = new Map(payments.map(({ number }) => [number, number]));
  for (const { number, body, change, payment, after, dueMs } of changes) {
    expect(changeSchemas[change.action].safeParse(JSON.parse(body)).success).toBe(true);
    expect(after).toBe(last.get(payment));
    expect(plan.find((request) => request.number === after)?.dueMs).toBeLessThan(dueMs);
    expect(payments.find((request) => request.number === payment)?.intent.reference).toBe(change.reference);
    last.set(payment, number);
  }
});

test('a repeat is its original byte for byte and comes after it', () => {
  const repeats = plan.filter((request) => request.purpose === 'repeat');
  expect(new Set(repeats.map(({ of }) => of.purpose))).toEqual(new Set(['payment', 'change']));
  for (const { body, idempotencyKey, of, dueMs } of repeats) {
    expect({ body, idempotencyKey }).toEqual({ body: of.body, idempotencyKey: of.idempotencyKey });
    expect(of.dueMs).toBeLessThan(dueMs);
  }
});

test('a reuse has the key of an earlier request and another body', () => {
  const reuses = plan.filter((request) => request.purpose === 'reuse');
  expect(new Set(reuses.map(({ of }) => of.purpose))).toEqual(new Set(['payment', 'change']));
  for (const { body, idempotencyKey, of } of reuses) {
    expect(idempotencyKey).toBe(of.idempotencyKey);
    expect(body).not.toBe(of.body);
  }
});

test('strangers ask for payments and captures with no key, one that is made up, one without the scope and one of another', () => {
  const told = (isChange: boolean) =>
    new Set(strangers.filter(({ at }) => (at !== undefined) === isChange).map(({ defect }) => defect));
  const ofBoth = [...['access_key_missing', 'access_key_made_up', 'access_key_of_a_reader', 'access_key_of_another']];
  expect(told(false)).toEqual(new Set(ofBoth));
  expect(told(true)).toEqual(new Set([...ofBoth, 'merchant_foreign', 'payment_of_another', 'operation_of_operators']));
});

test('changes are sent by who may: what only operators decide by operators, the rest by the merchant of the payment', () => {
  const merchantOf = new Map(payments.map(({ number, intent }) => [number, intent.merchantId]));
  for (const { sender, change, payment } of changes) {
    const isDecision = ['approve', 'reject', 'dispute', 'win', 'lose'].includes(change.action);
    const merchantId = merchantOf.get(payment);
    expect(sender).toEqual(isDecision ? { kind: 'operator' } : { kind: 'merchant', merchantId });
  }
});

test('a bad payment request is one that the contract refuses, or one that no route, key or validation rule lets through', () => {
  const bad = plan.filter((request) => request.purpose === 'bad').filter(({ at }) => at === undefined);
  expect(new Set(bad.map(({ defect }) => defect)).size).toBeGreaterThan(9);
  expect(bad.filter(({ defect }) => defect === 'declined').length).toBeGreaterThan(20);
  const refusedElsewhere = [
    ...['key_missing', 'key_overlong', 'route_unknown', 'declined', 'malformed_json'],
    'card_number_in_reference',
    'card_number_as_path',
    ...strangers.map(({ defect }) => defect),
  ];
  for (const { body, defect } of bad.filter((request) => !refusedElsewhere.includes(request.defect))) {
    expect(CreatePaymentRequest.safeParse(JSON.parse(body)).success, defect).toBe(false);
  }
});

test('some bad requests are about a payment', () => {
  const bad = plan.filter((request) => request.purpose === 'bad').filter(({ at }) => at !== undefined);
  expect(new Set(bad.map(({ defect }) => defect)).size).toBeGreaterThan(5);
  const numbers = new Set(payments.map(({ number }) => number));
  for (const { at } of bad) expect(numbers.has(at?.payment ?? 0)).toBe(true);
});
