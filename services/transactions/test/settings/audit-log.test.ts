import { ApproveRequest, ChangeBlocklistRequest, ChangeTermsRequest } from '@redoubt/contracts';
import { anOperator } from '@redoubt/lambda-kit/http-contract';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { changeBlocklistOf } from '../../src/domain/change-blocklist.ts';
import { changeCommandOf } from '../../src/domain/change-command.ts';
import { changeTermsOf } from '../../src/domain/change-terms.ts';
import { listAuditLogRoute } from '../../src/reading/list-audit-log.ts';
import { aDispute, aLoss, anApproval, aRejection, aWin } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { aTermsChange, theTerms } from '../support/a-setting.ts';
import { ask } from '../support/api-event.ts';
import { completeLedger } from '../support/complete-ledger.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';

let server: LedgerServer;
let db: LedgerDatabase;
beforeAll(async () => {
  server = await startLedgerServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  await db?.[Symbol.asyncDispose]();
  db = await server.ledgerDatabase();
});
afterAll(() => db[Symbol.asyncDispose]());

const authority = { epoch: 1, originRegion: 'us-east-1' };

async function held(key: string, merchantId = 'acme') {
  const command = aCommand({ key, merchantId, amountMinor: '1000', review: ['duplicate_submit'] });
  await db.ledger.apply({ ...authority, command, appliedBy: 'consumer' });
  return command;
}

const list = (query = '') => ask(listAuditLogRoute(completeLedger(db.ledger)), { query });

test('11.B1: a change of terms is in the audit log: who, when, what was, what is, and why', async () => {
  const changed = await db.ledger.changeSetting(aTermsChange({ terms: { ...theTerms, hold_days: 9 } }), authority);
  const { json } = await list();
  expect(json.data).toEqual([
    {
      id: expect.stringMatching(/^aud_[0-9a-f]{32}$/),
      ...{ merchant_id: 'acme', action: 'change_terms', by: 'ada', reason: 'a new contract', is_effective: true },
      was: { ...theTerms, amounts_in: {}, version: 0 },
      became: { ...theTerms, amounts_in: {}, hold_days: 9, version: 1 },
      ...{ epoch: 1, region: 'us-east-1', recorded_at: expect.any(String) },
      decided_at: 'recordedAt' in changed ? changed.recordedAt : '',
    },
  ]);
});

test('11.B1: who has approved or rejected is in the event and in the audit log, and in no list of the merchant', async () => {
  const [approved, rejected] = [await held('approved'), await held('rejected')];
  const answer = await db.ledger.change(anApproval(approved, { key: 'a', why: 'called the payer' }), authority);
  await db.ledger.change(aRejection(rejected, { key: 'b', by: 'grace' }), authority);
  expect('events' in answer ? answer.events.map(({ event }) => event.data) : []).toMatchObject([{ decidedBy: 'ada' }]);
  const operations = await db.ledger.operations(approved, { cursor: '', pageMax: 10 });
  expect(operations?.data.map(({ operation }) => operation)).toEqual(['hold_for_review', 'approve_capture']);
  const captures = await db.ledger.merchantOperations('capture', { merchantId: 'acme' }, { cursor: '', pageMax: 10 });
  expect(captures?.data).toMatchObject([{ operation: 'approve_capture' }]);
  expect(JSON.stringify([operations, captures])).not.toContain('ada');
  expect((await list()).json.data).toMatchObject([
    {
      action: 'reject_payment',
      by: 'grace',
      payment_id: rejected.paymentId,
      became: { status: 'rejected', version: 3 },
    },
    {
      ...{ action: 'approve_payment', by: 'ada', payment_id: approved.paymentId, reason: 'called the payer' },
      was: { status: 'review', version: 2 },
      became: { status: 'captured', version: 3 },
    },
  ]);
});

test('11.B1: what was refused, and what is repeated, is not in the audit log again', async () => {
  const payment = await held('once');
  for (const key of ['a', 'a', 'b']) await db.ledger.change(anApproval(payment, { key }), authority);
  for (const key of ['c', 'c', 'd']) await db.ledger.changeSetting(aTermsChange({ key }), authority);
  expect((await list()).json.data.map(({ action }: { action: string }) => action)).toEqual([
    'change_terms',
    'approve_payment',
  ]);
});

test('11.B1: the audit log is listed by merchant and time, page by page', async () => {
  for (let version = 0; version < 5; version++) {
    for (const merchantId of ['acme', 'globex']) {
      await db.ledger.changeSetting(
        aTermsChange({ key: `${version}`, merchantId, expectedVersion: version }),
        authority,
      );
    }
  }
  const walk = async (query: string) => {
    const versions: string[] = [];
    let cursor = '';
    for (;;) {
      const { json } = await list(`${query}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      versions.push(
        ...json.data.map((entry: { merchant_id: string; became: { version: number } }) => {
          return `${entry.merchant_id} ${entry.became.version}`;
        }),
      );
      if (!json.has_more) return versions;
      cursor = json.next_cursor;
    }
  };
  const newestFirst = [5, 4, 3, 2, 1];
  expect(await walk('merchant_id=acme')).toEqual(newestFirst.map((version) => `acme ${version}`));
  expect(await walk('')).toEqual(newestFirst.flatMap((version) => [`globex ${version}`, `acme ${version}`]));
  const [third] = await db.owner.run(
    "select replace((recorded_at at time zone 'utc')::text, ' ', 'T') || 'Z' from pay.audit_log where merchant_id = 'acme' and became ->> 'version' = '3'",
  );
  expect(await walk(`merchant_id=acme&recorded_from=${third}`)).toEqual(['acme 5', 'acme 4', 'acme 3']);
  expect(await walk(`merchant_id=acme&recorded_before=${third}`)).toEqual(['acme 2', 'acme 1']);
  const { json } = await list('merchant_id=acme&limit=2');
  expect((await list(`merchant_id=globex&limit=2&cursor=${json.next_cursor}`)).status).toBe(400);
});

test('11.B1: who has opened and closed a dispute is in the audit log', async () => {
  const [won, lost] = [aCommand({ key: 'won' }), aCommand({ key: 'lost' })];
  for (const [payment, closing] of [
    [won, aWin],
    [lost, aLoss],
  ] as const) {
    await db.ledger.apply({ ...authority, command: payment, appliedBy: 'consumer' });
    await db.ledger.change(aDispute(payment, { key: `${payment.paymentId} 1`, by: 'grace' }), authority);
    await db.ledger.change(closing(payment, { key: `${payment.paymentId} 2` }), authority);
  }
  expect((await list()).json.data).toMatchObject([
    { action: 'lose_dispute', by: 'ada', payment_id: lost.paymentId, became: { status: 'charged_back', version: 4 } },
    { action: 'open_dispute', by: 'grace', payment_id: lost.paymentId, was: { status: 'captured', version: 2 } },
    { action: 'win_dispute', by: 'ada', payment_id: won.paymentId, was: { status: 'disputed', version: 3 } },
    { action: 'open_dispute', by: 'grace', payment_id: won.paymentId, became: { status: 'disputed', version: 3 } },
  ]);
});

test('11.B1: a decision is that of its operator: whoever repeats it with the same key has decided something else', () => {
  const common = { idempotencyKey: 'key-1', correlationId: 'journey', receivedAt: new Date(0), merchantId: 'acme' };
  const terms = ChangeTermsRequest.parse({ ...theTerms, version: 0, reason: 'a new contract' });
  const approval = ApproveRequest.parse({ merchant_id: 'acme' });
  const entry = ChangeBlocklistRequest.parse({ entry: 'ip/192.0.2.7', status: 'blocked', reason: 'floods us' });
  const payment = { paymentId: `pay_${'0'.repeat(32)}`, expectedVersion: undefined, traceparent: undefined };
  const commandsOf = (by: string) => [
    changeTermsOf({ ...common, body: terms, by }),
    changeBlocklistOf({ ...common, body: entry, by }),
    changeCommandOf({ ...common, ...payment, type: 'ApprovePayment', body: approval, by }),
  ];
  const [adas, graces] = [commandsOf(anOperator), commandsOf('arn:aws:iam::111122223333:user/grace')];
  expect(adas.map((command) => Reflect.get(command, 'by'))).toEqual([anOperator, anOperator, anOperator]);
  expect(graces.map(({ commandId }) => commandId)).toEqual(adas.map(({ commandId }) => commandId));
  for (const [at, { fingerprint }] of adas.entries()) expect(graces[at]?.fingerprint).not.toBe(fingerprint);
});
