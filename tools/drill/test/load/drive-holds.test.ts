import { problemOf } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { DrillClock } from '../../src/clock.ts';
import { driveHolds } from '../../src/load/drive-holds.ts';
import type { HttpAnswer, PublicRequest } from '../../src/load/public-api.ts';
import { Random } from '../../src/random.ts';
import { Book } from '../../src/witness/book.ts';

/** Draws the least there is. */
class LeastRandom extends Random {
  override between(min: number): number {
    return min;
  }
}

/** A clock that can be put forward, so that nobody waits for the end of a hold. */
class ForwardClock extends DrillClock {
  aheadMs = 0;

  override nowMs(): number {
    return super.nowMs() + this.aheadMs;
  }
}

const paymentId = `pay_${'a'.repeat(32)}`;
const accepted = {
  ...{ id: paymentId, status: 'accepted', merchant_id: 'acme', amount_minor: '2', currency: 'EUR' },
  ...{ created_at: '2030-01-31T12:00:00.000Z', links: { self: '/' } },
};
const expired = problemOf('payment_expired');

test('authorizes for a second, captures a part in time and the rest too late', async () => {
  const clock = new ForwardClock();
  const sent: { readonly path: string; readonly body: unknown; readonly atMs: number }[] = [];
  const answers: readonly Pick<HttpAnswer, 'status' | 'body'>[] = [
    { status: 202, body: JSON.stringify(accepted) },
    { status: 201, body: '{}' },
    { status: expired.status, body: JSON.stringify(expired) },
  ];
  const api = {
    async send({ path, body = '' }: PublicRequest): Promise<HttpAnswer> {
      sent.push({ path, body: JSON.parse(body), atMs: clock.nowMs() });
      if (sent.length === 2) clock.aheadMs = 10_000;
      return { headers: {}, ...(answers[sent.length - 1] ?? { status: 500, body: '' }) };
    },
  };
  const book = new Book();
  let asked = 0;
  const client = { api, book, clock, jitter: new LeastRandom(1), signal: new AbortController().signal };
  await driveHolds(client, { run: 'r', isEnough: () => asked++ > 0 });

  const captures = `/transactions/v1/payments/${paymentId}/captures`;
  expect(sent.map(({ path }) => path)).toEqual(['/validation/v1/payments', captures, captures]);
  expect(sent.map(({ body }) => body)).toMatchObject([
    { amount_minor: '2', capture: 'manual', hold_seconds: 1 },
    { amount_minor: '1' },
    { merchant_id: 'acme' },
  ]);
  expect((sent[2]?.atMs ?? 0) - (sent[0]?.atMs ?? 0)).toBeGreaterThan(1_000);
  const requests = book.entries().filter((entry) => entry.kind === 'request');
  expect(requests.map(({ intent, change }) => intent?.holdSeconds ?? change?.action)).toEqual([
    1,
    'capture',
    'capture',
  ]);
});
