import { z } from 'zod';
import type { Replay } from '../domain/replay-order.ts';
import type { Authority } from './authority.ts';
import { RecordedAnswer } from './ledger-answers.ts';
import { LedgerStatements } from './ledger-statements.ts';

/** Compares the ledger with the journal; for requests that repeat a command, and for recoveries. */
export class RecordedLedger extends LedgerStatements {
  /** The commands among these that the ledger has never answered. */
  missingOf(commandIds: readonly string[]): Promise<readonly string[]> {
    return this.each(commandIdText, 'select to_jsonb(id) from pay.missing_commands(cast(:wanted as jsonb)) as id', {
      wanted: JSON.stringify(commandIds),
    });
  }

  /**
   * Applies journaled commands in their order: with the outcome that was answered, and payments without one by the rules. One
   * that fails has its own answer. An error applies none of them.
   */
  applyRecorded(entries: readonly Replay[], { epoch, originRegion }: Authority): Promise<readonly RecordedAnswer[]> {
    return this.each(
      RecordedAnswer,
      'select answer from pay.apply_recorded_batch(cast(:epoch as bigint), :originRegion, cast(:entries as jsonb)) as answer',
      { epoch, originRegion, entries: JSON.stringify(entries) },
    );
  }
}

const commandIdText = z.uuid();
