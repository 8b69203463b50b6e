import { expect, test } from 'vitest';
import { expirePayments } from '../../src/changing/expire-payments.ts';
import { aCommand } from '../support/a-command.ts';

const due = ['broken', 'behind'].map((key) => {
  const { paymentId, merchantId } = aCommand({ key });
  return { paymentId, merchantId, expiresAt: '2030-01-31T12:00:00.000Z' };
});

test('a payment that the ledger can not expire holds up no other', async () => {
  const failed: string[] = [];
  const ledger = {
    expiredPayments: async () => due,
    change: async ({ paymentId }: { readonly paymentId: string }) => {
      if (paymentId === due[0]?.paymentId) throw new Error('of the test');
      const outcome = {
        outcome: 'applied',
        operation: 'expire',
        amountMinor: '1',
        feeMinor: '0',
        currency: 'EUR',
      } as const;
      const after = { status: 'expired', version: 3, recordedAt: '2030-01-31T12:00:01.000Z' } as const;
      return { ...outcome, ...after, paymentId, merchantId: 'acme', replayed: false, events: [] };
    },
  };
  const announcer = { announce: async () => {} };
  const onFailed = (paymentId: string) => void failed.push(paymentId);
  const authority = { epoch: 1, originRegion: 'us-east-1' };
  expect(await expirePayments({ ledger, announcer, onFailed }, authority, new Date())).toBe(1);
  expect(failed).toEqual([due[0]?.paymentId]);
});
