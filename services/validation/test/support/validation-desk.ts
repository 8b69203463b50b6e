import { validationTokenKeyOf } from '@redoubt/contracts';
import type { ValidationDesk } from '../../src/validate-payment.ts';
import { aRuleDesk } from './rule-desk.ts';

/** The key of every token in these tests. */
export const tokenKey = validationTokenKeyOf('a secret of this test');

/** A desk in us-east-1 under epoch 3 that validates by the current rules. */
export function aValidationDesk() {
  return {
    ...aRuleDesk(),
    tokenKey: () => Promise.resolve<Uint8Array>(tokenKey),
    lease: { region: 'us-east-1', epoch: 3 },
  } satisfies ValidationDesk;
}
