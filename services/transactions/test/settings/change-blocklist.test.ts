import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type LeaseView, leaseViewOf } from '@redoubt/lambda-kit';
import { anOperator } from '@redoubt/lambda-kit/http-contract';
import { startLocalDynamo } from '@redoubt/lambda-kit/local-dynamo';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SettingsTable } from '../../src/adapters/tables/settings-table.ts';
import { listBlocklistRoute } from '../../src/reading/list-blocklist.ts';
import { changeBlocklistRoute } from '../../src/settings/change-blocklist-route.ts';
import { copySettings } from '../../src/settings/copy-settings.ts';
import { aBlocking, aTermsChange, theTerms } from '../support/a-setting.ts';
import { ask } from '../support/api-event.ts';
import { completeLedger } from '../support/complete-ledger.ts';
import { JournalInMemory } from '../support/journal-in-memory.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';
import { SettingsInMemory } from '../support/settings-in-memory.ts';

let server: LedgerServer;
let db: LedgerDatabase;
let journal: JournalInMemory;
let settings: SettingsInMemory;
beforeAll(async () => {
  server = await startLedgerServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  db = await server.ledgerDatabase();
  journal = new JournalInMemory();
  settings = new SettingsInMemory();
});
afterEach(() => db[Symbol.asyncDispose]());

const authority = { epoch: 1, originRegion: 'us-east-1' };
const active: LeaseView = leaseViewOf(
  { epoch: 1, activeRegion: 'us-east-1', mode: 'open', stage: 'verified' },
  'us-east-1',
);

function change(entry: string, status: string, key: string = crypto.randomUUID()) {
  const route = changeBlocklistRoute({ ledger: db.ledger, journal, settings, lease: { current: async () => active } });
  const body = { entry, status, reason: 'floods us' };
  return ask(route, { body, headers: { 'Idempotency-Key': key } });
}

const entries = async (query = '') =>
  (await ask(listBlocklistRoute(completeLedger(db.ledger)), { query })).json.data.map(
    ({ entry }: { entry: string }) => entry,
  );

test('11.B1: who is put on the blocklist is listed, and who is taken off it is not', async () => {
  for (const entry of ['ip/192.0.2.7', 'customer/acme/c1', 'merchant/globex']) {
    const { status, json } = await change(entry, 'blocked');
    expect([status, json]).toMatchObject([200, { entry, status: 'blocked', version: 1 }]);
  }
  expect((await change('ip/192.0.2.7', 'allowed')).json).toMatchObject({ status: 'allowed', version: 2 });
  expect(await entries()).toEqual(['customer/acme/c1', 'merchant/globex']);
  expect(await entries('limit=1')).toEqual(['customer/acme/c1']);
  expect((await change('ip/192.0.2.7', 'blocked')).json).toMatchObject({ version: 3 });
});

test('11.B1: a change of the blocklist is in the audit log, of its merchant where it has one', async () => {
  await change('customer/acme/c1', 'blocked');
  await change('ip/192.0.2.7', 'blocked');
  const log = async (filter: object) => (await db.ledger.auditLog(filter, { cursor: '', pageMax: 10 }))?.data;
  expect(await log({ merchant: 'acme' })).toMatchObject([
    {
      ...{ action: 'change_blocklist', merchant_id: 'acme', by: anOperator, reason: 'floods us' },
      was: { entry: 'customer/acme/c1', is_blocked: false, version: 0 },
      became: { entry: 'customer/acme/c1', is_blocked: true, version: 1 },
    },
  ]);
  expect((await log({}))?.map(({ merchant_id: merchant }) => merchant)).toEqual([undefined, 'acme']);
});

test('11.B1: a change of the blocklist is answered once its copy is written, and a repeat writes it', async () => {
  settings.isUnreachable = true;
  expect(await change('ip/192.0.2.7', 'blocked', 'key-1')).toMatchObject({
    status: 503,
    json: { code: 'store_unreachable' },
  });
  settings.isUnreachable = false;
  const answer = await change('ip/192.0.2.7', 'blocked', 'key-1');
  expect([answer.status, answer.headers['Idempotency-Replayed']]).toEqual([200, 'true']);
  expect([...settings.copies.values()]).toEqual([
    { kind: 'blocklist', entry: 'ip/192.0.2.7', isBlocked: true, epoch: 1, version: 1 },
  ]);
  // An old repeat does not undo what came after it.
  await change('ip/192.0.2.7', 'allowed', 'key-2');
  await change('ip/192.0.2.7', 'blocked', 'key-1');
  expect([...settings.copies.values()]).toMatchObject([{ isBlocked: false, version: 2 }]);
});

describe('11.B1: what no request has copied', () => {
  test('is copied by the schedule, every setting of the last hour page by page', async () => {
    for (let at = 0; at < 30; at++) {
      await db.ledger.changeSetting(aBlocking({ key: `${at}`, entry: `customer/acme/c${at}` }), authority);
    }
    await db.ledger.changeSetting(aTermsChange({ terms: { ...theTerms, hold_days: 9 } }), authority);
    await db.ledger.changeSetting(aBlocking({ key: 'off', entry: 'customer/acme/c7', isBlocked: false }), authority);
    expect(await copySettings({ ledger: db.ledger, settings }, Date.now())).toBe(32);
    expect(settings.copies.get('blocklist customer/acme/c7')).toMatchObject({ isBlocked: false, version: 2 });
    expect(settings.copies.get('terms#acme terms')).toMatchObject({ version: 1, terms: { hold_days: 9 } });
    expect(settings.copies.size).toBe(31);
  });

  test('is not copied when a refusal or an older epoch is all there is', async () => {
    await db.ledger.changeSetting(aTermsChange({ expectedVersion: 3 }), authority);
    await settings.put({ kind: 'blocklist', entry: 'customer/acme/c1', isBlocked: false, epoch: 2, version: 1 });
    await db.ledger.changeSetting(aBlocking(), authority);
    await copySettings({ ledger: db.ledger, settings }, Date.now());
    expect([...settings.copies.values()]).toMatchObject([{ isBlocked: false, epoch: 2 }]);
  });
});

test('11.B1: of two copies the one of the later epoch stays, then the one of the later version', async () => {
  await using dynamo = await startLocalDynamo();
  const table = new SettingsTable(dynamo);
  const put = (epoch: number, version: number) =>
    table.put({ kind: 'blocklist', entry: 'ip/192.0.2.7', isBlocked: version % 2 === 1, epoch, version });
  const kept = async () => {
    const { Items = [] } = await dynamo.client.send(new ScanCommand({ TableName: dynamo.table }));
    return Items.map(({ epoch, version, isBlocked }) => [epoch, version, isBlocked]);
  };
  await put(1, 2);
  await put(1, 1);
  expect(await kept()).toEqual([[1, 2, false]]);
  await put(1, 3);
  await put(2, 1);
  await put(1, 4);
  expect(await kept()).toEqual([[2, 1, true]]);
  await expect(
    new SettingsTable({ ...dynamo, table: 'nowhere' }).put({
      ...{ kind: 'blocklist', entry: 'ip/::1', isBlocked: true, epoch: 1, version: 1 },
    }),
  ).rejects.toMatchObject({ code: 'store_unreachable' });
});
