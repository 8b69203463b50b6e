import { leaseViewOf } from '@redoubt/lambda-kit';
import { verifyRebuild } from '@redoubt/ledger-archive';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ArchivedLedger } from '../../src/adapters/archived-ledger.ts';
import { archiveOperations } from '../../src/archiving/archive-operations.ts';
import { archiveSchema } from '../../src/archiving/archive-schema.ts';
import { changeSetting, type SettingCommand } from '../../src/settings/change-setting.ts';
import { anApproval } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { aBlocking, aTermsChange, theTerms } from '../support/a-setting.ts';
import { ArchiveInMemory } from '../support/archive-in-memory.ts';
import { CollectingPublisher } from '../support/collecting-publisher.ts';
import { JournalInMemory } from '../support/journal-in-memory.ts';
import { type LedgerDatabase, type LedgerServer, ledgerBundle, startLedgerServer } from '../support/ledger-database.ts';
import { recoverToTheEnd, sweep } from '../support/recovering.ts';
import { SettingsInMemory } from '../support/settings-in-memory.ts';

/*
 * Goal: terms whose change was answered hold after the loss of the region, for payments that are booked after it, and who changed them is
 * known for ever.
 *
 * Method: two ledgers of which the second lacks what the first has done, and the journal that both share.
 */
let server: LedgerServer;
let lost: LedgerDatabase;
let promoted: LedgerDatabase;
let journal: JournalInMemory;
let settings: SettingsInMemory;
beforeAll(async () => {
  server = await startLedgerServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  [lost, promoted] = [await server.ledgerDatabase(), await server.ledgerDatabase()];
  journal = new JournalInMemory();
  settings = new SettingsInMemory();
  await promoted.owner.run(`update pay.watermarks set up_to = '${at(-120)}'`);
});
afterEach(async () => {
  for (const db of [lost, promoted]) {
    expect(await db.ledger.drift()).toEqual([]);
    await db[Symbol.asyncDispose]();
  }
});

/** A minute of the journal that has just ended. */
const minuteMs = Math.floor(Date.now() / 60_000) * 60_000 - 60_000;
const nowMs = minuteMs + 60_000;
const at = (seconds: number) => new Date(minuteMs + seconds * 1_000).toISOString();
const viewOf = (epoch: number, region: string) =>
  leaseViewOf({ epoch, activeRegion: region, mode: 'open', stage: 'verified' }, region);

const answered = (command: SettingCommand, { ledger } = lost, view = viewOf(1, 'us-east-1')) =>
  changeSetting(command, { ledger, journal, settings, lease: { current: async () => view } }, view);

async function recover(): Promise<void> {
  await promoted.ledger.openEpoch(2, 'us-east-2');
  const parts = { ledger: promoted.ledger, journal, publisher: new CollectingPublisher() };
  const counts = await recoverToTheEnd(parts, { epoch: 2, region: 'us-east-2', nowMs });
  expect(counts).toMatchObject({ inDoubt: 0, setAside: 0 });
}

const auditOf = async ({ ledger }: LedgerDatabase) => (await ledger.auditLog({}, { cursor: '', pageMax: 100 }))?.data;

test('11.B1: terms that were answered in a lost region hold in the other, and its payments of later are booked under them', async () => {
  const [before, after] = [
    aCommand({ key: 'before', amountMinor: '1000', acceptedAt: at(-10) }),
    aCommand({ key: 'after', amountMinor: '1000', acceptedAt: at(3) }),
  ];
  journal.accept(before, after);
  await answered(aTermsChange({ acceptedAt: at(1), terms: { ...theTerms, fee_basis_points: 1_000 } }));
  await answered(
    aTermsChange({
      key: 'key-2',
      expectedVersion: 1,
      acceptedAt: at(2),
      terms: { ...theTerms, fee_basis_points: 2_000 },
    }),
  );
  await recover();
  expect(await promoted.ledger.merchantTerms('acme')).toMatchObject({ version: 2, fee_basis_points: 2_000 });
  expect(await promoted.ledger.payment(before)).toMatchObject({ fee_minor: '14' });
  expect(await promoted.ledger.payment(after)).toMatchObject({ fee_minor: '200' });
  const told = (entries: Awaited<ReturnType<typeof auditOf>>) =>
    entries?.map(({ id, by, was, became, decided_at }) => ({ id, by, was, became, decided_at }));
  expect(told(await auditOf(promoted))).toEqual(told(await auditOf(lost)));
  expect(await auditOf(promoted)).toMatchObject([
    { epoch: 2, region: 'us-east-2' },
    { epoch: 2, is_effective: true },
  ]);
});

test('11.B1: the same request is answered alike in the other region, whether the recovery has found it or not', async () => {
  const command = aTermsChange({ acceptedAt: at(1) });
  const first = await answered(command);
  await promoted.ledger.openEpoch(2, 'us-east-2');
  await promoted.ledger.finishRecovery(2);
  const again = await answered(command, promoted, viewOf(2, 'us-east-2'));
  expect(again).toMatchObject({ response: first.response, isReplay: true });
  expect(await promoted.ledger.merchantTerms('acme')).toMatchObject({ version: 1 });
});

test('11.B1: a change that no journal holds is gone with its region, and was answered to nobody', async () => {
  journal.isUnreachable = true;
  await expect(answered(aTermsChange())).rejects.toMatchObject({ code: 'journal_unreachable' });
  journal.isUnreachable = false;
  await recover();
  expect(await promoted.ledger.merchantTerms('acme')).toMatchObject({ version: 0 });
  expect(await auditOf(promoted)).toEqual([]);
});

test('11.B1: terms that turn up late do not replace those that were answered after the failover, and the audit log says so', async () => {
  const late = aTermsChange({ acceptedAt: at(1), terms: { ...theTerms, hold_days: 30 } });
  await promoted.ledger.openEpoch(2, 'us-east-2');
  await promoted.ledger.finishRecovery(2);
  await answered(aTermsChange({ key: 'here', terms: { ...theTerms, hold_days: 5 } }), promoted, viewOf(2, 'us-east-2'));
  await answered(late);
  const parts = { ledger: promoted.ledger, journal, publisher: new CollectingPublisher() };
  for (const afterMs of [120_000, 180_000]) {
    await sweep(parts, { epoch: 2, region: 'us-east-2', nowMs: nowMs + afterMs });
  }
  expect(await promoted.ledger.merchantTerms('acme')).toMatchObject({ version: 1, hold_days: 5 });
  expect(await auditOf(promoted)).toMatchObject([
    { became: { hold_days: 30 }, is_effective: false },
    { became: { hold_days: 5 }, is_effective: true },
  ]);
  expect(await promoted.ledger.missingOf([late.commandId])).toEqual([]);
});

test('11.B1: a ledger that is made from its archive has terms and audit log, and goes on from them', async () => {
  const archive = new ArchiveInMemory();
  await archiveSchema(archive, ledgerBundle);
  const reviewed = aCommand({ key: 'reviewed', amountMinor: '1000', review: ['duplicate_submit'] });
  await lost.ledger.apply({ epoch: 1, originRegion: 'us-east-1', command: reviewed, appliedBy: 'consumer' });
  await lost.ledger.change(anApproval(reviewed, { why: 'called the payer' }), { epoch: 1, originRegion: 'us-east-1' });
  const largest = '9'.repeat(15);
  const terms = {
    ...theTerms,
    ...{ amount_minor_max: largest, fee_tiers: [{ above_minor: largest, basis_points: 10_000 }] },
    amounts_in: { JPY: { overdraft_minor_max: largest } },
  };
  await answered(aTermsChange({ terms }));
  await answered(aTermsChange({ key: 'key-2', expectedVersion: 1, terms: theTerms }));
  await answered(aTermsChange({ key: 'key-3', expectedVersion: 2, terms }));
  await answered(aTermsChange({ key: 'refused', expectedVersion: 1 }));
  await answered(aBlocking());
  await answered(aBlocking({ key: 'other', entry: 'ip/192.0.2.7' }));
  await answered(aBlocking({ key: 'off', isBlocked: false }));
  const under = aCommand({ key: 'under', amountMinor: '1000' });
  await lost.ledger.apply({ epoch: 1, originRegion: 'us-east-1', command: under, appliedBy: 'consumer' });
  await archiveOperations(
    { ledger: new ArchivedLedger(lost.as('maintenance')), bucket: archive },
    { epoch: 1, originRegion: 'us-east-1' },
  );
  await using compared = await server.emptyDatabase();
  const { comparison } = await verifyRebuild({ store: archive, url: compared.url, ledgerUrl: lost.url, waitMsMax: 1 });
  expect(comparison.differences).toEqual([]);
  expect(await compared.owner.run('select became::text from pay.audit_log')).toHaveLength(7);
  expect([...archive.objects.values()].join()).toContain('"audit":{');
});

test('11.B1: an approval that a lost region has answered is in the audit log of the other, also where it was decided there', async () => {
  const authority = { epoch: 1, originRegion: 'us-east-1' };
  const [payment, twice] = ['one', 'two'].map((key) => {
    return aCommand({ key, amountMinor: '1000', review: ['duplicate_submit'], acceptedAt: at(-30) });
  }) as [ReturnType<typeof aCommand>, ReturnType<typeof aCommand>];
  for (const { ledger } of [lost, promoted]) {
    await ledger.applyBatch([payment, twice], { ...authority, appliedBy: 'consumer' });
  }
  for (const review of [payment, twice]) {
    const approval = anApproval(review, { key: review.paymentId, acceptedAt: at(1) });
    const answer = await lost.ledger.change(approval, authority);
    if (answer.outcome !== 'applied') throw new Error(answer.outcome);
    const { replayed: _, events: __, ...outcome } = answer;
    journal.answer(approval, outcome);
  }
  await promoted.ledger.change(anApproval(twice, { key: 'here', by: 'grace' }), authority);
  await recover();
  const entries = await auditOf(promoted);
  expect(entries?.map(({ payment_id, by, is_effective }) => [payment_id, by, is_effective])).toEqual(
    expect.arrayContaining([
      [payment.paymentId, 'ada', true],
      [twice.paymentId, 'grace', true],
      [twice.paymentId, 'ada', false],
    ]),
  );
});
