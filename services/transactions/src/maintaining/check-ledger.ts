import type { Ledger } from '../adapters/ledger.ts';
import type { Drift } from '../adapters/ledger-answers.ts';

export interface LedgerCheck {
  /** Transfers that were added to balances. */
  readonly rolledUp: number;
  /** What does not fit; the alarm LedgerDrift rings when there is any. */
  readonly drift: readonly Drift[];
}

/** `changes`: what has changed since the last check that found nothing. `all` of the books takes the longer the more there are. */
export type CheckScope = 'changes' | 'all';

/** Rolls balances up, then compares them and the payments with the transfers. In this order, so that each roll-up is checked. */
export async function checkLedger(
  ledger: Pick<Ledger, 'rollUpBalances' | 'drift' | 'driftOfChanges'>,
  scope: CheckScope,
): Promise<LedgerCheck> {
  const rolledUp = await ledger.rollUpBalances();
  return { rolledUp, drift: scope === 'all' ? await ledger.drift() : await ledger.driftOfChanges() };
}
