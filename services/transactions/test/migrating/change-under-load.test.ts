import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LedgerBundle, ledgerBundleOf } from '../../src/migrating/ledger-bundle.ts';
import { dropRetired, migrateLedger } from '../../src/migrating/migrate-ledger.ts';
import { aCommand } from '../support/a-command.ts';
import { type LedgerDatabase, type LedgerServer, ledgerFiles, startLedgerServer } from '../support/ledger-database.ts';
import { until } from '../support/until.ts';

/*
 * Goal: a deployment changes the ledger's functions while payments are booked, and no payment notices.
 *
 * Method: callers book payments one by one and in batches, without a pause, while the functions change back and forth: a function
 * that bookings call gets other arguments, another has another result, a table gets a column, and what is gone is dropped. No
 * call may fail, and each payment is in the books exactly once.
 */
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

const authority = { epoch: 1, originRegion: 'us-east-1', appliedBy: 'consumer' } as const;
const changes = 8;

/** The ledger's files with a text replaced in each file that has it. */
function bundleWith(
  replacements: readonly (readonly [RegExp, string])[],
  added: Readonly<Record<string, string>>,
): LedgerBundle {
  const replaced = Object.entries(ledgerFiles).map(([path, sql]) => {
    if (!path.startsWith('functions/')) return [path, sql] as const;
    return [path, replacements.reduce((text, [from, to]) => text.replaceAll(from, to), sql)] as const;
  });
  return ledgerBundleOf({ ...Object.fromEntries(replaced), ...added });
}

test('books every payment exactly once through changes of the functions that book it', async () => {
  const table = { 'tables/9999_next.sql': 'set local role pay_owner; alter table pay.payments add column next int;' };
  const next = bundleWith(
    [
      // Other arguments, in its definition and in each call.
      [/pay\.fee_of\(amount_minor bigint, /g, 'pay.fee_of(unused text, amount_minor bigint, '],
      [/pay\.fee_of\((?!unused)/g, "pay.fee_of('', "],
      // Another result, and what depends on it.
      [/(pay\.time_text\(at timestamptz\) returns) text/g, '$1 varchar'],
    ],
    table,
  );
  const former = bundleWith([], table);
  expect(next.digest).not.toBe(former.digest);

  let isChanging = true;
  let booked = 0;
  async function bookSingly(caller: number): Promise<void> {
    for (let at = 0; isChanging; at++) {
      const command = aCommand({ key: `${caller} ${at}`, merchantId: `merchant-${at % 3}` });
      expect(await db.ledger.apply({ ...authority, command })).toMatchObject({ outcome: 'applied', replayed: false });
      booked += 1;
    }
  }
  async function bookInBatches(caller: number): Promise<void> {
    for (let at = 0; isChanging; at++) {
      const commands = Array.from({ length: 5 }, (_, place) => aCommand({ key: `${caller} ${at} ${place}` }));
      for (const answer of await db.ledger.applyBatch(commands, authority)) {
        expect(answer).toMatchObject({ outcome: 'applied', replayed: false });
        booked += 1;
      }
    }
  }
  async function change(): Promise<void> {
    try {
      for (let at = 0; at < changes; at++) {
        const bundle = at % 2 === 0 ? next : former;
        while ((await migrateLedger(db.owner, bundle)).outcome === 'busy');
        expect(await dropRetired(db.owner, { waitMsMax: 60_000 })).toBe(true);
        const before = booked;
        await until(async () => booked > before + 20);
      }
    } finally {
      isChanging = false;
    }
  }
  await Promise.all([change(), bookSingly(1), bookSingly(2), bookSingly(3), bookInBatches(4), bookInBatches(5)]);

  expect(await db.owner.run('select count(*)::text from pay.payments')).toEqual([String(booked)]);
  expect(await db.owner.run('select count(*)::text from pay.operations')).toEqual([String(booked)]);
  expect(await db.ledger.drift()).toEqual([]);
  // Nothing of the other bundle is left.
  expect(await db.owner.run("select count(*)::text from pg_proc where proname = 'fee_of'")).toEqual(['1']);
});
