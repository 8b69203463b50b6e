import { CreatePaymentRequest } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { planLoad } from '../../src/load/plan-load.ts';
import { Random } from '../../src/random.ts';

const shape = { rate: 50, seconds: 20, run: 'test' };
const plan = planLoad(shape, new Random(5));
const payments = plan.filter((request) => request.purpose === 'payment');

test('the same seed plans the same load', () => {
  expect(planLoad(shape, new Random(5))).toEqual(plan);
  expect(planLoad(shape, new Random(6))).not.toEqual(plan);
});

test('the load has the asked rate and length, in order of its moments', () => {
  expect(plan).toHaveLength(1000);
  expect(plan.map(({ dueMs }) => dueMs)).toEqual(plan.map(({ dueMs }) => dueMs).sort((left, right) => left - right));
});

test('every payment is valid by the contract and carries its own key and reference', () => {
  for (const { body } of payments) expect(CreatePaymentRequest.safeParse(JSON.parse(body)).success).toBe(true);
  expect(new Set(payments.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(payments.length);
  expect(new Set(payments.map(({ intent }) => intent.reference)).size).toBe(payments.length);
});

test('a few payments are over what a merchant may take: taken, and then rejected', () => {
  const over = payments.filter(({ intent }) => BigInt(intent.amountMinor) > 100_000_000n);
  expect(over.length).toBeGreaterThan(5);
  expect(over.length).toBeLessThan(payments.length / 20);
});

test('payments spread over several merchants and currencies', () => {
  expect(new Set(payments.map(({ intent }) => intent.merchantId)).size).toBe(3);
  expect(new Set(payments.map(({ intent }) => intent.currency)).size).toBe(4);
});

test('a repeat is its original byte for byte and comes after it', () => {
  const repeats = plan.filter((request) => request.purpose === 'repeat');
  expect(repeats.length).toBeGreaterThan(20);
  for (const repeat of repeats) {
    const original = payments.find(({ number }) => number === repeat.of);
    expect(original?.body).toBe(repeat.body);
    expect(original?.idempotencyKey).toBe(repeat.idempotencyKey);
    expect(original?.intent).toEqual(repeat.intent);
    expect(original?.dueMs).toBeLessThan(repeat.dueMs);
  }
});

test('a reuse has the key of an earlier payment and another body', () => {
  const reuses = plan.filter((request) => request.purpose === 'reuse');
  expect(reuses.length).toBeGreaterThan(5);
  for (const reuse of reuses) {
    const original = payments.find(({ number }) => number === reuse.of);
    expect(original?.idempotencyKey).toBe(reuse.idempotencyKey);
    expect(original?.body).not.toBe(reuse.body);
  }
});

test('a bad request is one that the contract refuses, or one that no route or key rule lets through', () => {
  const bad = plan.filter((request) => request.purpose === 'bad');
  expect(new Set(bad.map(({ defect }) => defect)).size).toBeGreaterThan(9);
  for (const request of bad) {
    const refusedElsewhere = ['key_missing', 'key_overlong', 'route_unknown', 'amount_over_limit', 'malformed_json'];
    if (refusedElsewhere.includes(request.defect)) continue;
    expect(CreatePaymentRequest.safeParse(JSON.parse(request.body)).success).toBe(false);
  }
});
