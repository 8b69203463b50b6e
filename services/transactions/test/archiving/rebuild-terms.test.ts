import { rebuildLedger, verifyRebuild } from '@redoubt/ledger-archive';
import { expect, test } from 'vitest';
import { ArchivedLedger } from '../../src/adapters/archived-ledger.ts';
import { archiveOperations } from '../../src/archiving/archive-operations.ts';
import { archiveSchema } from '../../src/archiving/archive-schema.ts';
import { aCapture, aRefund } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { aTermsChange, theTerms } from '../support/a-setting.ts';
import { ArchiveInMemory } from '../support/archive-in-memory.ts';
import { ledgerBundle, startLedgerServer } from '../support/ledger-database.ts';
import { PgStatements } from '../support/pg-statements.ts';
import { wholeLedgerOf } from '../support/whole-ledger.ts';

const authority = { epoch: 1, originRegion: 'us-east-1' };

test('11.A4: a ledger that is made from its archive keeps the terms that each payment was taken under', async () => {
  await using server = await startLedgerServer();
  await using db = await server.ledgerDatabase();
  const archive = new ArchiveInMemory();
  await archiveSchema(archive, ledgerBundle);
  const tiers = [{ above_minor: '500', basis_points: 50 }];
  const generous = { fee_basis_points: 1_000, fee_fixed_minor: '7', fee_tiers: tiers, fee_refund_basis_points: 5_000 };
  await db.ledger.changeSetting(aTermsChange({ terms: { ...theTerms, ...generous } }), authority);
  const [payment, refunded] = [
    aCommand({ key: 'held', amountMinor: '1000', capture: 'manual' }),
    aCommand({ key: 'refunded', amountMinor: '1000' }),
  ];
  await db.ledger.applyBatch([payment, refunded], { ...authority, appliedBy: 'consumer' });
  await db.ledger.change(aRefund(refunded, { key: 'refund', amountMinor: '500' }), authority);
  const poor = { ...theTerms, fee_basis_points: 0 };
  await db.ledger.changeSetting(aTermsChange({ key: 'poor', expectedVersion: 1, terms: poor }), authority);
  await archiveOperations({ ledger: new ArchivedLedger(db.as('maintenance')), bucket: archive }, authority);

  await using compared = await server.emptyDatabase();
  const { comparison } = await verifyRebuild({
    store: archive,
    url: compared.url,
    ledgerUrl: db.url,
    waitMsMax: 1_000,
  });
  expect(comparison.differences).toEqual([]);

  await using fresh = await server.emptyDatabase();
  await rebuildLedger({ store: archive, url: fresh.url });
  await using sessions = new AsyncDisposableStack();
  const rebuilt = wholeLedgerOf((role) => sessions.use(new PgStatements(fresh.url, { role: `pay_${role}` })));
  await rebuilt.openEpoch(2, 'us-east-2');
  await rebuilt.finishRecovery(2);
  const after = { epoch: 2, originRegion: 'us-east-2' };
  // 7 fixed, 10 % of 500 and 0.5 % of the rest; half of the fee goes back.
  expect(await rebuilt.change(aCapture(payment, { key: 'capture' }), after)).toMatchObject({ feeMinor: '59' });
  expect(await rebuilt.change(aRefund(payment, { key: 'all' }), after)).toMatchObject({ feeRefundedMinor: '29' });
  expect(await rebuilt.drift()).toEqual([]);
});
