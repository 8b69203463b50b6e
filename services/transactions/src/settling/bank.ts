import type { SettlementOutcome } from '@redoubt/contracts';

/** The bank that pays merchants, as far as settlements need it. */
export interface Bank {
  /**
   * Orders a payout. The order's id is the payout's: the bank takes an order again, from either region, and pays it once.
   *
   * @throws FaultError `store_unreachable` when it gives no answer; the order is given again
   */
  pay(payout: SettlementOutcome): Promise<void>;
}
