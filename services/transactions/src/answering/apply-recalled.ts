import type { JournalRecord } from '@redoubt/contracts';
import { FaultError, type LeaseView } from '@redoubt/lambda-kit';
import type { RecordedLedger } from '../adapters/recorded-ledger.ts';
import { replayCommands } from '../recovering/replay-commands.ts';

/**
 * Applies a repeated command that a lost region answered, or was about to, and that the recovery could not find: its put ended
 * before the pointer. The answer stands without it, and the sweep would find it by the pointer of the repeat; but until then
 * the merchant's next change would be decided on books that lack this one.
 */
export async function applyRecalled(
  record: JournalRecord,
  ledger: Pick<RecordedLedger, 'missingOf' | 'applyRecorded'>,
  { epoch, region, canChange }: LeaseView,
): Promise<void> {
  if (record.epoch >= epoch || !canChange) return;
  try {
    if ((await ledger.missingOf([record.command.commandId])).length === 0) return;
    await replayCommands([record], ledger, { epoch, originRegion: region });
  } catch (error) {
    // The answer is in the journal whether the ledger answers now or not.
    if (!(error instanceof FaultError)) throw error;
  }
}
