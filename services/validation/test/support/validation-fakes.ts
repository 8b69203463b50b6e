import { validationTokenKeyOf } from '@redoubt/contracts';
import type { ValidatePaymentDependencies } from '../../src/validate-payment.ts';
import { assessmentFakes } from './assessment-fakes.ts';

/** The key of every token in these tests. */
export const tokenKey = validationTokenKeyOf('a secret of this test');

/** A fakes in us-east-1 under epoch 3 that validates by the current rules. */
export function validationFakes() {
  return {
    ...assessmentFakes(),
    tokenKey: () => Promise.resolve<Uint8Array>(tokenKey),
    lease: { region: 'us-east-1', epoch: 3 },
  } satisfies ValidatePaymentDependencies;
}
