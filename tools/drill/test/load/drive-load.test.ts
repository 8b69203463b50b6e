import { expect, test } from 'vitest';
import { DrillClock } from '../../src/clock.ts';
import { driveLoad } from '../../src/load/drive-load.ts';
import type { PlannedRequest } from '../../src/load/planned-request.ts';
import type { HttpAnswer, PublicRequest } from '../../src/load/public-api.ts';
import { Random } from '../../src/random.ts';
import { Book } from '../../src/witness/book.ts';

const paymentId = `pay_${'a'.repeat(32)}`;
const accepted: HttpAnswer = {
  status: 202,
  headers: {},
  body: JSON.stringify({
    id: paymentId,
    status: 'accepted',
    merchant_id: 'acme',
    amount_minor: '1000',
    currency: 'EUR',
    created_at: '2030-01-31T12:00:00.000Z',
    links: { self: '/' },
  }),
};
const done = (version: number): HttpAnswer => ({ status: 201, headers: { etag: `"${version}"` }, body: '{}' });
const refused: HttpAnswer = { status: 422, headers: {}, body: '{}' };

const sender = { kind: 'merchant', merchantId: 'acme' } as const;
const payment = {
  sender,
  ...{ number: 1, dueMs: 0, purpose: 'payment', idempotencyKey: 'k-1', body: '{"amount_minor":"1000"}' },
  intent: { merchantId: 'acme', amountMinor: '1000', currency: 'EUR', reference: 'k-1', capture: 'manual' },
} as const satisfies PlannedRequest;
const capture = {
  sender,
  ...{
    number: 2,
    dueMs: 0,
    purpose: 'change',
    idempotencyKey: 'k-2',
    body: '{"amount_minor":"1"}',
    payment: 1,
    after: 1,
  },
  change: { reference: 'k-1', action: 'capture', amountMinor: '1', seen: 'nothing' },
} as const satisfies PlannedRequest;
const next = {
  sender,
  ...{ number: 3, dueMs: 0, purpose: 'change', idempotencyKey: 'k-3', body: '{}', payment: 1, after: 2 },
  change: { reference: 'k-1', action: 'void', seen: 'last_answer' },
} as const satisfies PlannedRequest;

/** Sends a plan to a platform that answers each key as told, and says in which order requests came and how. */
async function drive(plan: readonly PlannedRequest[], answers: Readonly<Record<string, HttpAnswer>>) {
  const sent: (Pick<PublicRequest, 'path' | 'body' | 'sender'> & {
    readonly key: string;
    readonly ifMatch: string | undefined;
  })[] = [];
  const api = {
    async send({ path, body, sender, headers = {} }: PublicRequest): Promise<HttpAnswer> {
      const key = headers['Idempotency-Key'] ?? '';
      sent.push({ path, key, sender, ifMatch: headers['If-Match'], ...(body === undefined ? {} : { body }) });
      return answers[key] ?? refused;
    },
  };
  const settled: number[] = [];
  const { signal } = new AbortController();
  await driveLoad(
    plan,
    { api, book: new Book(), clock: new DrillClock(), jitter: new Random(1), signal },
    { onSettled: ({ planned }) => settled.push(planned.number), isEnough: () => false },
  );
  return { sent, settled };
}

test('a change waits for the answer before it, even when all are due at once', async () => {
  const { sent, settled } = await drive([payment, capture, next], { 'k-1': accepted, 'k-2': done(3), 'k-3': done(4) });
  expect(sent.map(({ key }) => key)).toEqual(['k-1', 'k-2', 'k-3']);
  expect(settled).toEqual([1, 2, 3]);
  expect(sent.map(({ path }) => path)).toEqual([
    '/validation/v1/payments',
    `/transactions/v1/payments/${paymentId}/captures`,
    `/transactions/v1/payments/${paymentId}/voids`,
  ]);
});

test('If-Match is the ETag of the last answer, an old version, or absent', async () => {
  const old = { ...capture, change: { ...capture.change, seen: 'old_version' } } as const;
  const { sent } = await drive([payment, old, next], { 'k-1': accepted, 'k-2': done(3), 'k-3': done(4) });
  expect(sent.map(({ ifMatch }) => ifMatch)).toEqual([undefined, '"1"', '"3"']);
});

test('a payment that was not accepted gets no changes', async () => {
  const { sent } = await drive([payment, capture, next], { 'k-1': refused });
  expect(sent.map(({ key }) => key)).toEqual(['k-1']);
});

test('a repeat equals its original: sender, path, body and If-Match', async () => {
  const repeat: PlannedRequest = { ...next, number: 4, purpose: 'repeat', of: next };
  const { sent } = await drive([payment, capture, next, repeat], { 'k-1': accepted, 'k-2': done(3), 'k-3': done(4) });
  expect(sent.slice(2)).toEqual([sent[2], sent[2]]);
});

test('a key is reused only after its first use succeeded', async () => {
  const reuse: PlannedRequest = {
    ...capture,
    number: 5,
    dueMs: 50,
    purpose: 'reuse',
    body: '{"amount_minor":"2"}',
    of: capture,
  };
  const taken = await drive([payment, capture, reuse], { 'k-1': accepted, 'k-2': done(3) });
  expect(taken.sent.map(({ body }) => body)).toEqual([payment.body, capture.body, reuse.body]);
  const free = await drive([payment, capture, reuse], { 'k-1': accepted, 'k-2': refused });
  expect(free.sent).toHaveLength(2);
});

test('a bad change goes to the path of its payment', async () => {
  const bad: PlannedRequest = {
    ...{ number: 6, dueMs: 50, purpose: 'bad', idempotencyKey: 'k-6', body: '{', defect: 'malformed_json' },
    sender,
    at: { payment: 1, action: 'refund' },
    ifMatch: 'newest',
  };
  const { sent } = await drive([payment, bad], { 'k-1': accepted });
  expect(sent[1]).toMatchObject({ path: `/transactions/v1/payments/${paymentId}/refunds`, ifMatch: 'newest' });
});

test('a request waits while as many as allowed are under way', async () => {
  let underWay = 0;
  let most = 0;
  const api = {
    async send(): Promise<HttpAnswer> {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay--;
      return refused;
    },
  };
  const plan = Array.from({ length: 9 }, (_, index) => {
    return { ...payment, number: index + 1, idempotencyKey: `k-${index}` } as const;
  });
  const client = { api, book: new Book(), clock: new DrillClock(), jitter: new Random(1) };
  let settled = 0;
  await driveLoad(
    plan,
    { ...client, signal: new AbortController().signal },
    { onSettled: () => settled++, isEnough: () => false, underWayMax: 2 },
  );
  expect({ most, settled }).toEqual({ most: 2, settled: 9 });
});
