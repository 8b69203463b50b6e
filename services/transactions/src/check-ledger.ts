import type { Ledger } from './adapters/ledger.ts';
import type { Drift } from './ledger-answers.ts';

export interface LedgerCheck {
  /** Transfers that were added to balances. */
  readonly rolledUp: number;
  /** What does not fit; the alarm LedgerDrift rings when there is any. */
  readonly drift: readonly Drift[];
}

/** Rolls balances up, then compares them and the payments with the transfers. In this order, so that each roll-up is checked. */
export async function checkLedger(ledger: Pick<Ledger, 'rollUpBalances' | 'drift'>): Promise<LedgerCheck> {
  const rolledUp = await ledger.rollUpBalances();
  return { rolledUp, drift: await ledger.drift() };
}
