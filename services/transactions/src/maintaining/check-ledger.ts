import type { Drift } from '../adapters/ledger-answers.ts';
import type { LedgerChecks } from '../adapters/ledger-checks.ts';

export interface LedgerCheck {
  /** Transfers that were added to balances. */
  readonly rolledUp: number;
  /** Discrepancies; the alarm on LedgerDrift rings when there are any. */
  readonly drift: readonly Drift[];
}

/** Hours after a day's end in which its settlement may take place. */
export const settlementGraceHours = 2;

/** `changes` since the last check without findings, or `all` of the books, which takes longer the more there are. */
export type CheckScope = 'changes' | 'all';

/** Rolls balances up, then compares balances and payments with the transfers: in this order, so that each roll-up is checked. */
export async function checkLedger(
  ledger: Pick<LedgerChecks, 'rollUpBalances' | 'drift' | 'driftOfChanges'>,
  scope: CheckScope,
): Promise<LedgerCheck> {
  const rolledUp = await ledger.rollUpBalances();
  return { rolledUp, drift: scope === 'all' ? await ledger.drift() : await ledger.driftOfChanges() };
}
