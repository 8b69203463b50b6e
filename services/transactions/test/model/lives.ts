import type { ChangeCommand, CreatePayment } from '@redoubt/contracts';
import fc from 'fast-check';
import {
  aCapture,
  aDispute,
  aLoss,
  anApproval,
  aRefund,
  aRejection,
  aVoid,
  aWin,
  evidenceOf,
} from '../support/a-change.ts';
import { someTerms, usualTerms } from './terms-model.ts';

/** Given once in eight times: most commands of a life are to be decided by what they ask for. */
const seldom = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

const amount = fc.oneof(
  fc.bigInt({ min: 1n, max: 60n }),
  fc.constantFrom(999_999_999n, 1_000_000_000n, 1_000_000_001n, 1_780_000_000n, 1_780_000_001n),
);
/** One command, or one thing that happens to the merchant meanwhile. */
const aStep = fc.record({
  kind: fc.constantFrom(
    'create',
    'approve',
    'reject',
    ...Array<'capture'>(3).fill('capture'),
    'void',
    ...Array<'expire'>(2).fill('expire'),
    ...Array<'refund'>(5).fill('refund'),
    ...Array<'dispute'>(3).fill('dispute'),
    'evidence',
    'win',
    ...Array<'lose'>(2).fill('lose'),
    'roll up',
    'terms',
    'settle',
  ),
  terms: someTerms,
  payment: fc.nat({ max: 2 }),
  amountMinor: fc.option(amount, { nil: undefined, freq: 2 }),
  expectedVersion: seldom(fc.integer({ min: 2, max: 5 })),
  isFinal: fc.boolean(),
  isForeign: fc.boolean(),
  crashes: fc.boolean(),
  repeats: fc.boolean(),
});
const aPayment = fc.record({
  amountMinor: amount,
  capture: fc.constantFrom('automatic' as const, 'manual' as const, 'manual' as const),
  currency: fc.constantFrom('EUR', 'JPY'),
  acceptedAt: fc.constantFrom('2036-11-21T10:00:00.000Z', '2036-11-21T10:00:01.000Z', '2026-01-05T10:00:00.000Z'),
  review: fc.option(fc.constant<string[]>(['amount_over_limit']), { nil: undefined, freq: 2 }),
});
/** Commands on three payments of one merchant. */
export const someLives = fc.record({
  terms: fc.option(someTerms, { nil: undefined }),
  payments: fc.array(aPayment, { minLength: 3, maxLength: 3 }),
  steps: fc.array(aStep, { minLength: 4, maxLength: 20 }),
});

export type Life = typeof someLives extends fc.Arbitrary<infer Of> ? Of : never;
export type Step = Life['steps'][number];

const whole = {
  terms: usualTerms,
  payment: 0,
  amountMinor: undefined,
  expectedVersion: undefined,
  isFinal: false,
  isForeign: false,
  crashes: false,
  repeats: false,
};
/** A life that chance makes seldom: a payment that is disputed whole, and lost. */
export const wholeLoss: Life = {
  terms: undefined,
  payments: Array.from({ length: 3 }, () => ({
    amountMinor: 60n,
    capture: 'automatic',
    currency: 'EUR',
    acceptedAt: '2036-11-21T10:00:00.000Z',
    review: undefined,
  })),
  steps: [
    { ...whole, kind: 'dispute' },
    { ...whole, kind: 'lose' },
  ],
};

/** The command of a step; undefined of what is no merchant's command. */
export function commandOf(step: Step, creation: CreatePayment, key: string): CreatePayment | ChangeCommand | undefined {
  if (step.kind === 'roll up' || step.kind === 'terms') return undefined;
  if (step.kind === 'settle' || step.kind === 'expire') return undefined;
  if (step.kind === 'create') return creation;
  const change = {
    key,
    ...(step.expectedVersion === undefined ? {} : { expectedVersion: step.expectedVersion }),
    ...(step.isForeign && step.amountMinor === 1n ? { merchantId: 'somebody-else' } : {}),
  };
  const amountMinor = step.amountMinor === undefined ? {} : { amountMinor: String(step.amountMinor) };
  if (step.kind === 'capture') {
    return aCapture(creation, { ...change, ...amountMinor, ...(step.isFinal ? { final: true } : {}) });
  }
  if (step.kind === 'dispute') return aDispute(creation, { ...change, ...amountMinor });
  if (step.kind === 'evidence') return evidenceOf(creation, change);
  if (step.kind === 'win') return aWin(creation, change);
  if (step.kind === 'lose') return aLoss(creation, change);
  if (step.kind === 'approve') return anApproval(creation, change);
  if (step.kind === 'reject') return aRejection(creation, change);
  return step.kind === 'void' ? aVoid(creation, change) : aRefund(creation, { ...change, ...amountMinor });
}
