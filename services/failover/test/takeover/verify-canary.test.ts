import { isCanaryPass, type PaymentStatus, type PaymentView } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import type { CanaryAnswer } from '../../src/adapters/payments-api.ts';
import { verifyCanary } from '../../src/takeover/verify-canary.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { aRecovery, aTakeover } from '../support/fakes.ts';

const payment = {
  id: `pay_${'a'.repeat(32)}`,
  merchant_id: 'redoubt-canary',
  amount_minor: '1',
  currency: 'USD',
  created_at: '2030-01-31T12:00:00.000Z',
} as const;

const notYet: CanaryAnswer = { kind: 'not_yet', reason: 'ECONNREFUSED' };

function acceptedBy(servedBy: string): CanaryAnswer {
  return {
    kind: 'accepted',
    servedBy,
    isReplay: false,
    payment: { ...payment, status: 'accepted', links: { self: '/transactions/x' } },
  };
}

function view(status: PaymentStatus, over: Partial<PaymentView> = {}): PaymentView {
  return { ...payment, status, version: 2, updated_at: payment.created_at, ...over };
}

/** An API that answers in turn, and then with its last answer again and again. */
function anApi(answers: readonly CanaryAnswer[], views: readonly (PaymentView | undefined)[]) {
  const api = {
    keys: [] as string[],
    passes: [] as string[],
    reads: 0,
    postPayment: async ({ idempotencyKey, pass }: { readonly idempotencyKey: string; readonly pass: string }) => {
      api.keys.push(idempotencyKey);
      api.passes.push(pass);
      return answers[Math.min(api.keys.length, answers.length) - 1] ?? notYet;
    },
    readPasses: [] as string[],
    readPayment: async ({ path, pass }: { readonly path: string; readonly pass: string }) => {
      expect(path).toBe('/transactions/x');
      api.readPasses.push(pass);
      return views[Math.min(api.reads++, views.length - 1)];
    },
  };
  return api;
}

const canaryKey = () => Promise.resolve('canary-key');

const verify = (api: ReturnType<typeof anApi>, clock = new FakeClock()) =>
  verifyCanary(
    { api, state: aTakeover('recovered'), clock, canaryKey, limitMs: 50_000 },
    { recovery: aRecovery, execution: 'fail-over-epoch-2-1' },
  );

test('pays until DNS has moved and the ledger has captured it, under a new key each time', async () => {
  const api = anApi([notYet, notYet, acceptedBy('us-east-2;2')], [undefined, view('accepted'), view('captured')]);
  const { canary } = await verify(api);
  expect(canary).toMatchObject({ paymentId: payment.id, servedBy: 'us-east-2;2' });
  expect(Date.parse(canary.capturedAt)).toBeGreaterThan(Date.parse(canary.acceptedAt));
  expect(new Set(api.keys).size).toBe(3);
  for (const key of api.keys) expect(key).toMatch(/^canary-us-east-2-fail-over-epoch-2-1-/);
});

test('each canary shows the pass of its key', async () => {
  const clock = new FakeClock();
  const api = anApi([notYet, acceptedBy('us-east-2;2')], [view('captured')]);
  await verify(api, clock);
  const now = new Date(clock.nowMs());
  const secret = await canaryKey();
  expect(
    api.keys.map((idempotencyKey, at) => isCanaryPass(api.passes[at] ?? '', { secret, subject: idempotencyKey, now })),
  ).toEqual([true, true]);
});

test('each look at it shows a pass of the payment that was made for that look', async () => {
  const clock = new FakeClock();
  const api = anApi([acceptedBy('us-east-2;2')], [...Array<undefined>(100).fill(undefined), view('captured')]);
  const of = { api, state: aTakeover('recovered'), clock, canaryKey, limitMs: 1_000_000 };
  await verifyCanary(of, { recovery: aRecovery, execution: 'fail-over-epoch-2-1' });
  const now = new Date(clock.nowMs());
  const secret = await canaryKey();
  const isGoodNow = (pass = '') => isCanaryPass(pass, { secret, subject: payment.id, now });
  expect(api.readPasses).toHaveLength(101);
  expect([isGoodNow(api.readPasses[0]), isGoodNow(api.readPasses.at(-1))]).toEqual([false, true]);
});

test('a replayed answer does not count: no ledger needs to have booked it', async () => {
  const replayed = { ...acceptedBy('us-east-2;2'), isReplay: true } as CanaryAnswer;
  await expect(verify(anApi([replayed], [view('captured')]))).rejects.toMatchObject({
    name: 'canary_not_captured',
    message: expect.stringContaining('a replayed answer'),
  });
});

test("the old region's answer does not count", async () => {
  await expect(verify(anApi([acceptedBy('us-east-1;1')], []))).rejects.toMatchObject({
    name: 'canary_not_captured',
    message: expect.stringContaining('served by us-east-1;1'),
  });
});

test('fails with the last reason when no canary is accepted in time', async () => {
  await expect(verify(anApi([notYet], []))).rejects.toMatchObject({
    name: 'canary_not_captured',
    message: expect.stringContaining('ECONNREFUSED'),
  });
});

test('fails when an accepted canary is not captured in time', async () => {
  await expect(verify(anApi([acceptedBy('us-east-2;2')], [view('accepted')]))).rejects.toMatchObject({
    name: 'canary_not_captured',
  });
});

test('fails for good when the ledger rejects the canary', async () => {
  const api = anApi([acceptedBy('us-east-2;2')], [view('rejected', { reason: 'merchant_blocked' })]);
  await expect(verify(api)).rejects.toMatchObject({
    name: 'canary_rejected',
    message: expect.stringContaining('merchant_blocked'),
  });
});
