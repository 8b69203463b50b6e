import type { JournalReader } from '@redoubt/lambda-kit';
import type { OutboxEntry } from '../adapters/ledger-answers.ts';
import type { ReplicaMarks } from '../adapters/tables/replica-marks.ts';

/**
 * How long an event waits for its command to be journaled, in milliseconds, before the peer's replica may vouch for it instead. A request
 * journals within seconds of its commit; if it never does, nobody was answered, but the books have the change.
 */
export const journalingMsMax = 300_000;

/** A transaction commits within this of its time, which its events carry, in milliseconds: no statement of a writer takes longer. */
export const committingMsMax = 15_000;

/** Chooses the outbox entries that may be announced now. */
export type Announceable = (entries: readonly OutboxEntry[]) => Promise<readonly OutboxEntry[]>;

export interface SurvivalEvidence {
  readonly journal: Pick<JournalReader, 'commandsOf'>;
  readonly replicas: Pick<ReplicaMarks, 'replicatedUpTo'>;
  readonly peerRegion: string;
}

/**
 * Entries whose change survives the loss of this region: its command is in the journal; or, where that never comes, the peer's replica
 * has it. A route that answers with the outcome commits first and journals second; announced in between, merchants would hear of a
 * change that a failover undoes. What expires was promised to nobody and is in no journal: the survivor expires it again.
 *
 * @throws FaultError `journal_unreachable` or `region_state_unreachable`
 */
export function survivingEntries({ journal, replicas, peerRegion }: SurvivalEvidence, nowMs: number): Announceable {
  return async (entries) => {
    const waiting = entries.filter(({ event }) => event.type !== 'PaymentExpired');
    const commandIds = waiting.flatMap(({ event }) => event.commandid ?? []);
    const findings = await journal.commandsOf([...new Set(commandIds)]);
    const journaled = new Set(
      findings.map((found) => (found.kind === 'record' ? found.record.command.commandId : found.commandId)),
    );
    const missing = waiting.filter(({ event }) => !journaled.has(event.commandid ?? ''));
    const isOverdue = ({ event }: OutboxEntry) => nowMs - Date.parse(event.time) >= journalingMsMax;
    const replicated = missing.some(isOverdue) ? await replicas.replicatedUpTo(peerRegion) : undefined;
    const isReplicated = ({ event }: OutboxEntry) =>
      replicated !== undefined && Date.parse(event.time) + committingMsMax <= replicated.getTime();
    const held = new Set(missing.filter((entry) => !(isOverdue(entry) && isReplicated(entry))));
    return entries.filter((entry) => !held.has(entry));
  };
}
