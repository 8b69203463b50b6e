import type { JournalRecord, SettleMerchant, SettlementOutcome } from '@redoubt/contracts';
import { FaultError, type Journal, type LeaseView } from '@redoubt/lambda-kit';
import type { Ledger } from '../adapters/ledger.ts';
import type { DueSettlement } from '../adapters/ledger-answers.ts';
import { applyRecalled } from '../answering/apply-recalled.ts';
import { type JournalAnswerDependencies, type JournaledAnswer, journalAnswer } from '../answering/journal-answer.ts';
import { settleMerchant } from '../domain/settle-merchant.ts';
import type { Bank } from './bank.ts';

/** Settlements read at once; each is a statement of its own. */
const batchMax = 200;

export interface SettleMerchantsDependencies extends JournalAnswerDependencies {
  readonly ledger: Pick<Ledger, 'cutDay' | 'dueSettlements' | 'settle' | 'payoutSent' | 'missingOf' | 'applyRecorded'>;
  readonly journal: Pick<Journal, 'recall' | 'put'>;
  readonly bank: Bank;
  /** Called when the journal holds another payout than the books: the bank was told what the journal says. */
  onDiverged(command: SettleMerchant): void;
  /** Called for a settlement that fails by itself; the others are made all the same. */
  onFailed(due: DueSettlement, error: unknown): undefined;
}

/**
 * Cuts the last day and pays out what merchants had, until nothing is due or the time is over. Returns the number of orders given.
 *
 * The order of things makes that nobody is paid twice: the ledger commits, command and outcome are journaled, and only then the bank is
 * told. After a failover the recovery brings back what the journal has, before anything is decided here; what it does not have, no bank
 * has heard of. An order that is given again has the same id and amount.
 *
 * @throws FaultError `stale_epoch`, `epoch_not_open`, `journal_unreachable`, `store_unreachable` or `writer_unreachable`; the next call goes on
 */
export async function settleMerchants(
  dependencies: SettleMerchantsDependencies,
  view: LeaseView,
  { now, isTimeLeft }: { readonly now: () => Date; readonly isTimeLeft: () => boolean },
): Promise<number> {
  const { ledger, onFailed } = dependencies;
  const cut = await ledger.cutDay(view.epoch);
  if (cut.outcome === 'epoch_not_recovered') return 0;
  if (cut.outcome !== 'cut') throw refusedBy(cut.outcome, view);
  let ordered = 0;
  // One after the other: merchants' requests have priority.
  for await (const due of everythingDue(ledger)) {
    if (!isTimeLeft()) return ordered;
    const isOrdered = await settle(settleMerchant(due, now().toISOString()), dependencies, view).catch(
      (error: unknown) => {
        if (error instanceof FaultError) throw error;
        return onFailed(due, error);
      },
    );
    if (isOrdered === true) ordered += 1;
  }
  return ordered;
}

async function* everythingDue(ledger: Pick<Ledger, 'dueSettlements'>): AsyncGenerator<DueSettlement> {
  let last: DueSettlement | undefined;
  do {
    const page = await ledger.dueSettlements(last, batchMax);
    yield* page;
    last = page.length < batchMax ? undefined : page.at(-1);
  } while (last !== undefined);
}

/** @returns whether the bank was told */
async function settle(
  command: SettleMerchant,
  { ledger, bank, onDiverged, ...dependencies }: SettleMerchantsDependencies,
  view: LeaseView,
): Promise<boolean> {
  const journaled = await journal(command, { ledger, ...dependencies }, view);
  if (journaled === undefined) return false;
  if (journaled.hasDiverged) onDiverged(command);
  const payout = settlementOf(journaled.record);
  if (payout.amountMinor === '0') return false;
  await bank.pay(payout);
  const sent = await ledger.payoutSent(payout.payoutId, view.epoch);
  if (sent.outcome !== 'sent') throw refusedBy(sent.outcome, view);
  return true;
}

/** The settlement as the journal has it; undefined when there is nothing to settle any more. */
async function journal(
  command: SettleMerchant,
  { ledger, ...dependencies }: Omit<SettleMerchantsDependencies, 'bank' | 'onDiverged'>,
  view: LeaseView,
): Promise<Pick<JournaledAnswer, 'record' | 'hasDiverged'> | undefined> {
  const earlier = await dependencies.journal.recall(command);
  if (earlier !== undefined) {
    await applyRecalled(earlier, ledger, view);
    return { record: earlier, hasDiverged: false };
  }
  const answer = await ledger.settle(command, { epoch: view.epoch, originRegion: view.region });
  if (answer.outcome === 'not_cut' || answer.outcome === 'epoch_not_recovered') return undefined;
  if (answer.outcome !== 'settled') throw refusedBy(answer.outcome, view);
  const { replayed: _, ...outcome } = answer;
  const response = { status: 201, body: JSON.stringify(outcome) };
  return journalAnswer({ command, fingerprint: command.fingerprint, outcome, response }, dependencies, view);
}

function settlementOf({ outcome }: Pick<JournalRecord, 'outcome'>): SettlementOutcome {
  if (outcome?.outcome !== 'settled') throw new Error('a settlement is journaled without its outcome');
  return outcome;
}

function refusedBy(outcome: 'stale_epoch' | 'epoch_not_open', { epoch }: LeaseView): FaultError {
  return new FaultError(outcome, `the ledger settles nothing under epoch ${epoch}`);
}
