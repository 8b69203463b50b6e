import { expect, test } from 'vitest';
import { expirePayments } from '../../src/changing/expire-payments.ts';
import { aCommand } from '../support/a-command.ts';

const always = { now: () => new Date(), isTimeLeft: () => true };

const due = ['broken', 'behind'].map((key) => {
  const { paymentId, merchantId } = aCommand({ key });
  return { paymentId, merchantId, expiresAt: '2030-01-31T12:00:00.000Z' };
});

test('a payment that the ledger can not expire holds up no other', async () => {
  const failed: string[] = [];
  const ledger = {
    expiredPayments: async (after: object | undefined) => (after === undefined ? due : []),
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
  expect(await expirePayments({ ledger, announcer, onFailed }, authority, always)).toBe(1);
  expect(failed).toEqual([due[0]?.paymentId]);
});

/** A ledger in which so many payments are due; none of them is, once it is expired. */
function dueLedger(count: number) {
  const rest = Array.from({ length: count }, (_, at) => {
    const { paymentId, merchantId } = aCommand({ key: `due-${at}` });
    return { paymentId, merchantId, expiresAt: new Date(1_000 * at).toISOString() };
  });
  const expired = new Set<string>();
  return {
    expired,
    async expiredPayments(after: { readonly expiresAt: string } | undefined, batchMax: number) {
      const later = rest.filter(({ expiresAt }) => after === undefined || expiresAt > after.expiresAt);
      return later.filter(({ paymentId }) => !expired.has(paymentId)).slice(0, batchMax);
    },
    async change({ paymentId }: { readonly paymentId: string }) {
      expired.add(paymentId);
      return { outcome: 'not_found' } as const;
    },
  };
}

test.each([0, 1, 200, 201, 650])('11.A2: a sweep works until none of %i payments is due', async (count) => {
  const ledger = dueLedger(count);
  const parts = { ledger, announcer: { announce: async () => {} }, onFailed: () => expect.unreachable() };
  await expirePayments(parts, { epoch: 1, originRegion: 'us-east-1' }, always);
  expect(ledger.expired.size).toBe(count);
});

test('11.A2: a sweep ends when its time is over, and the next one goes on', async () => {
  const ledger = dueLedger(10);
  const parts = { ledger, announcer: { announce: async () => {} }, onFailed: () => expect.unreachable() };
  const isTimeLeft = () => ledger.expired.size < 4;
  await expirePayments(parts, { epoch: 1, originRegion: 'us-east-1' }, { ...always, isTimeLeft });
  expect(ledger.expired.size).toBe(4);
  await expirePayments(parts, { epoch: 1, originRegion: 'us-east-1' }, always);
  expect(ledger.expired.size).toBe(10);
});
