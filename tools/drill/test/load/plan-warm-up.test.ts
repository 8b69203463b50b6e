import { CreatePaymentRequest } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { loadLimits } from '../../src/drill-options.ts';
import { planWarmUp } from '../../src/load/plan-warm-up.ts';
import { type ExpectedAnswer, expectedAnswer } from '../../src/witness/expected-answer.ts';
import { initialState, type PaymentState } from '../../src/witness/payment-model.ts';
import { changeSchemas } from './change-schemas.ts';

const plan = planWarmUp({ run: 'test', merchantId: 'acme' });
const payments = plan.filter((request) => request.purpose === 'payment');
const changes = plan.filter((request) => request.purpose === 'change');

test('every request is valid by the contract', () => {
  for (const { body } of payments) expect(CreatePaymentRequest.safeParse(JSON.parse(body)).success).toBe(true);
  for (const { body, change } of changes) {
    expect(changeSchemas[change.action].safeParse(JSON.parse(body)).success).toBe(true);
  }
  expect(new Set(changes.map(({ change }) => change.action))).toEqual(new Set(Object.keys(changeSchemas)));
});

test('every change is one that must be done', () => {
  for (const { intent, number } of payments) {
    let state: PaymentState | undefined = initialState(intent);
    for (const { change } of changes.filter(({ payment }) => payment === number)) {
      const due: ExpectedAnswer | undefined = state === undefined ? undefined : expectedAnswer(state, change);
      expect(due?.status).toBe(201);
      state = due?.status === 201 ? due.after : undefined;
    }
  }
});

test('its numbers are above those of the longest load', () => {
  const { rate, seconds } = loadLimits;
  for (const { number } of plan) expect(number).toBeGreaterThan(rate.max * seconds.max);
});
