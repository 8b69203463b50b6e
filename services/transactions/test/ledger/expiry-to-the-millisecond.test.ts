import { withConnection } from '@redoubt/embedded-postgres';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expirePayment } from '../../src/domain/expire-payment.ts';
import { aCapture, anApproval } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';

/*
 * Goal: whether the time of a hold or of a review is over is decided to the millisecond, by the database's clock at the moment of the
 * decision.
 *
 * Method: the end is set so many milliseconds off that clock, then a capture, an approval or the sweep's command is decided. Between
 * both some time goes by, more on a busy machine; so the clock is read before the command, and the answer says when it was decided. A
 * command that was taken as in time was sent before the end, and one that was taken as late was decided behind it.
 */
const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);
const runs = 200;

let server: LedgerServer;
let db: LedgerDatabase;
beforeAll(async () => {
  server = await startLedgerServer();
  db = await server.ledgerDatabase();
});
afterAll(async () => {
  await db[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const authority = { epoch: 1, originRegion: 'us-east-1' };
const hour = 3_600_000;

type Kind = 'capture' | 'approval' | 'expiry';
const kinds: readonly Kind[] = ['capture', 'approval', 'expiry'];

const someDecision = fc.record({
  kind: fc.constantFrom(...kinds),
  offsetMs: fc.oneof(fc.integer({ min: -2, max: 30 }), fc.constantFrom(-hour, -1, 0, hour)),
});

/** Sends a command about a payment whose time is over then, ISO 8601 with milliseconds. */
function decide(kind: Kind, payment: ReturnType<typeof aCommand>, expiresAt: string) {
  const { paymentId, merchantId } = payment;
  const key = `${kind} of ${paymentId}`;
  const commands = {
    capture: aCapture(payment, { key }),
    approval: anApproval(payment, { key }),
    expiry: expirePayment({ paymentId, merchantId, expiresAt }, '2026-11-21T10:00:00.000Z'),
  };
  return db.ledger.change(commands[kind], authority);
}

test(`11.A2: the end of a hold and of a review counts to the millisecond (seed ${seed})`, async () => {
  console.info(`expiries: seed ${seed}, repeat with SEED=${seed}`);
  let made = 0;
  const seen = new Set<string>();
  await withConnection(db.url, async (clock) => {
    const tell = async (sql: string, values: readonly unknown[] = []): Promise<string> => {
      const { rows } = await clock.query<{ readonly time: string }>(sql, [...values]);
      return rows[0]?.time ?? '';
    };
    const check = async ({ kind, offsetMs }: { readonly kind: Kind; readonly offsetMs: number }) => {
      made += 1;
      const review = kind === 'approval' ? { review: ['amount_over_limit'] } : {};
      const payment = aCommand({ key: `payment-${made}`, capture: 'manual', ...review });
      await db.ledger.apply({ ...authority, command: payment, appliedBy: 'consumer' });
      const end = await tell(
        `update pay.payments set expires_at = date_trunc('milliseconds', clock_timestamp()) + $2 * interval '1 millisecond'
         where payment_id = $1 returning pay.exact_time_text(expires_at) as time`,
        [payment.paymentId, offsetMs],
      );
      const sentAt = await tell('select pay.exact_time_text(clock_timestamp()) as time');
      const answer = await decide(kind, payment, end);
      if (answer.outcome !== 'applied' && answer.outcome !== 'refused') throw new Error(answer.outcome);
      const isLate = (answer.outcome === 'applied') === (kind === 'expiry');
      const said = `${kind} ${answer.outcome}: sent at ${sentAt}, decided at ${answer.recordedAt}, over at ${end}`;
      if (isLate) expect(Date.parse(answer.recordedAt), said).toBeGreaterThanOrEqual(Date.parse(end));
      else expect(sentAt < end, said).toBe(true);
      if (answer.outcome === 'refused') {
        expect(answer.code).toBe(kind === 'expiry' ? 'operation_not_allowed' : 'payment_expired');
      }
      if (offsetMs <= 0) expect(isLate, said).toBe(true);
      if (offsetMs === hour) expect(isLate, said).toBe(false);
      seen.add(`${kind} ${isLate ? 'late' : 'in time'}`);
    };
    await fc.assert(fc.asyncProperty(someDecision, check), { seed, numRuns: runs, endOnFailure: true });
    for (const kind of kinds) for (const offsetMs of [0, hour]) await check({ kind, offsetMs });
  });
  expect(seen.size).toBe(6);
});
