import type { JournalReader } from '@redoubt/lambda-kit';
import type { Authority } from '../adapters/authority.ts';
import type { RecordedLedger } from '../adapters/recorded-ledger.ts';
import { replayCommands } from './replay-commands.ts';

export type Retried = { readonly outcome: 'booked' } | { readonly outcome: 'in_doubt'; readonly reason: string };

/**
 * Tries a command that is set aside once more, at a person's request. Its event goes out by the relay.
 *
 * @throws FaultError of journal or ledger; `stale_epoch` when this region is not the writer
 */
export async function retryCommand(
  commandId: string,
  {
    ledger,
    journal,
  }: { readonly ledger: Pick<RecordedLedger, 'applyRecorded'>; readonly journal: Pick<JournalReader, 'commandsOf'> },
  authority: Authority,
): Promise<Retried> {
  const [found] = await journal.commandsOf([commandId]);
  if (found === undefined) return { outcome: 'in_doubt', reason: 'the journal holds no such command' };
  if (found.kind === 'unreadable') return { outcome: 'in_doubt', reason: found.reason };
  const { failed } = await replayCommands([found.record], ledger, authority);
  const [failure] = failed;
  return failure === undefined ? { outcome: 'booked' } : { outcome: 'in_doubt', reason: failure.reason };
}
