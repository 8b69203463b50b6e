import { Drift, Overdue, RolledUp } from './ledger-answers.ts';
import { LedgerStatements } from './ledger-statements.ts';

/** Compares the books with themselves; functions of the database role `pay_maintenance`. */
export class LedgerChecks extends LedgerStatements {
  /** Adds settled transfers to their accounts' balances. Returns their number. */
  async rollUpBalances(): Promise<number> {
    return (await this.one(RolledUp, 'select pay.roll_up_balances()')).rolledUp;
  }

  /** Number of merchants and currencies not paid out though their day was over these hours ago. */
  async overdueSettlements(graceHours: number): Promise<number> {
    const sql = "select pay.overdue_settlements(cast(:graceHours as int) * interval '1 hour')";
    return (await this.one(Overdue, sql, { graceHours })).overdue;
  }

  /** Discrepancies in all of the books: the first hundred, of thousands as well. */
  drift(): Promise<readonly Drift[]> {
    return this.each(Drift, 'select to_jsonb(drift) from pay.check_drift() as drift limit 100');
  }

  /** Discrepancies among changes since the last check without findings: the first hundred. */
  driftOfChanges(): Promise<readonly Drift[]> {
    return this.each(Drift, 'select to_jsonb(drift) from pay.check_changes() as drift limit 100');
  }
}
