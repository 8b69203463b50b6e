import { afterAll, beforeAll, expect, test } from 'vitest';
import { anApproval } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';

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
const acceptedAt = '2036-11-21T10:00:00.250Z';
/** The days of the usual terms, in seconds. */
const termSeconds = 7 * 86_400;

/** When the hold of a payment ends, in seconds after its acceptance. */
const heldFor = (expiresAt: string | undefined) => (Date.parse(expiresAt ?? '') - Date.parse(acceptedAt)) / 1_000;

test.each<[string, number | undefined, number]>([
  ['as long as its terms say', undefined, termSeconds],
  ['a second, if its merchant asks for that', 1, 1],
  ['a second less than its terms say', termSeconds - 1, termSeconds - 1],
  ['no longer than its terms say', termSeconds + 1, termSeconds],
])('an authorization holds %s', async (_, holdSeconds, seconds) => {
  const hold = holdSeconds === undefined ? {} : { holdSeconds };
  const command = aCommand({ key: `hold-${holdSeconds}`, acceptedAt, capture: 'manual', ...hold });
  const answer = await db.ledger.apply({ ...authority, command, appliedBy: 'consumer' });
  expect(heldFor('expiresAt' in answer ? answer.expiresAt : undefined)).toBe(seconds);
  expect(heldFor((await db.ledger.payment(command))?.expires_at)).toBe(seconds);
});

test('a payment that waits for a review waits its days, and holds its seconds from the approval on', async () => {
  const asked = { acceptedAt, capture: 'manual', holdSeconds: 90, review: ['amount_over_limit'] } as const;
  const command = aCommand({ key: 'reviewed', ...asked, review: [...asked.review] });
  await db.ledger.apply({ ...authority, command, appliedBy: 'consumer' });
  expect(heldFor((await db.ledger.payment(command))?.expires_at)).toBe(3 * 86_400);
  await db.ledger.change(anApproval(command, { key: 'a', acceptedAt: '2036-11-22T10:00:00.250Z' }), authority);
  expect(heldFor((await db.ledger.payment(command))?.expires_at)).toBe(86_400 + 90);
});
