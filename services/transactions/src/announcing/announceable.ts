import type { JournalReader } from '@redoubt/lambda-kit';
import type { OutboxEntry } from '../adapters/ledger-answers.ts';

/**
 * How long an event waits for its command to be journaled, in milliseconds. A request journals within seconds of its commit; if
 * it never does, nobody was answered, but the books have the change: by then it is replicated, and would survive this region.
 */
export const journalingMsMax = 300_000;

/** Chooses the outbox entries that may be announced now. */
export type Announceable = (entries: readonly OutboxEntry[]) => Promise<readonly OutboxEntry[]>;

/**
 * Entries whose change survives the loss of this region: its command is in the journal. A route that answers with the outcome
 * commits first and journals second; announced in between, merchants would hear of a change that a failover may undo. What
 * expires was promised to nobody and is in no journal.
 *
 * @throws FaultError `journal_unreachable`
 */
export function journaledEntries(journal: Pick<JournalReader, 'commandsOf'>, nowMs: number): Announceable {
  return async (entries) => {
    const waits = ({ event }: OutboxEntry) =>
      event.type !== 'PaymentExpired' && nowMs - Date.parse(event.time) < journalingMsMax;
    const commandIds = entries.filter(waits).flatMap(({ event }) => event.commandid ?? []);
    const findings = await journal.commandsOf([...new Set(commandIds)]);
    const journaled = new Set(
      findings.map((found) => (found.kind === 'record' ? found.record.command.commandId : found.commandId)),
    );
    return entries.filter((entry) => !waits(entry) || journaled.has(entry.event.commandid ?? ''));
  };
}
