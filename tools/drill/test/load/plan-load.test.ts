import {
  ApproveRequest,
  CaptureRequest,
  CreatePaymentRequest,
  RefundRequest,
  RejectRequest,
  VoidRequest,
} from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { planLoad } from '../../src/load/plan-load.ts';
import { Random } from '../../src/random.ts';

const shape = { rate: 50, seconds: 40, run: 'test' };
const plan = planLoad(shape, new Random(5));
const payments = plan.filter((request) => request.purpose === 'payment');
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

test('a few payments are over what a merchant may take: taken, and then rejected', () => {
  const over = payments.filter(({ intent }) => BigInt(intent.amountMinor) > 100_000_000n);
  expect(over.length).toBeGreaterThan(5);
  expect(over.length).toBeLessThan(payments.length / 20);
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
      ...['approve true', 'reject true'],
    ]),
  );
  expect(new Set(changes.map(({ change }) => change.seen)).size).toBe(3);
});

test('every change is valid by the contract and waits for the request before it about the same payment', () => {
  const schemas = {
    ...{ capture: CaptureRequest, void: VoidRequest, refund: RefundRequest },
    ...{ approve: ApproveRequest, reject: RejectRequest },
  };
  const last = new Map(payments.map(({ number }) => [number, number]));
  for (const { number, body, change, payment, after, dueMs } of changes) {
    expect(schemas[change.action].safeParse(JSON.parse(body)).success).toBe(true);
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

test('a bad payment request is one that the contract refuses, or one that no route, key or validation rule lets through', () => {
  const bad = plan.filter((request) => request.purpose === 'bad').filter(({ at }) => at === undefined);
  expect(new Set(bad.map(({ defect }) => defect)).size).toBeGreaterThan(9);
  expect(bad.filter(({ defect }) => defect === 'declined').length).toBeGreaterThan(20);
  const refusedElsewhere = [
    ...['key_missing', 'key_overlong', 'route_unknown', 'declined', 'malformed_json'],
    'card_number_in_reference',
    'card_number_as_path',
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
