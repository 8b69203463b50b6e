import { journalSlotsBetween } from '@redoubt/contracts';
import { type EventPublisher, inParallel, type JournalReader } from '@redoubt/lambda-kit';
import type { Authority } from '../adapters/authority.ts';
import type { LedgerRecovery } from '../adapters/ledger-recovery.ts';
import { acceptedEventOf } from '../domain/accepted-event.ts';
import { outboxRelayed } from '../domain/outbox-relayed.ts';
import { isAccepted } from '../recovering/replay-commands.ts';
import { sendPastRefusals } from './past-refusals.ts';

/** Events per call of the publisher, which sends ten at a time. */
const chunkMax = 100;

/** Chunks on their way at a time. */
const parallelMax = 8;

/**
 * Announces the payments of a minute again that were accepted under older epochs: the lost region's bus may have swallowed
 * their first announcements. One that the ledger does not take is not announced: it would hold up the others again. Returns
 * their number.
 *
 * @throws FaultError `journal_unreachable` or `bus_unreachable`
 */
export async function reannounceAcceptances(
  minuteMs: number,
  {
    ledger,
    journal,
    publisher,
    onUnannounced,
  }: {
    onUnannounced(events: number): void;
    readonly ledger: Pick<LedgerRecovery, 'missingOf' | 'setAside'>;
    readonly journal: Pick<JournalReader, 'commandIdsIn' | 'commandsOf'>;
    readonly publisher: Pick<EventPublisher, 'publish'>;
  },
  { epoch, originRegion }: Authority,
): Promise<number> {
  const commandIds = await journal.commandIdsIn(journalSlotsBetween({ fromMs: minuteMs, toMs: minuteMs }));
  const inDoubt = new Set([...(await ledger.missingOf(commandIds)), ...(await allSetAside(ledger))]);
  const findings = await journal.commandsOf(commandIds.filter((id) => !inDoubt.has(id)));
  const accepted = findings
    .flatMap((found) => (found.kind === 'record' && found.record.epoch < epoch ? found.record : []))
    .filter(isAccepted)
    .map((record) => ({ ...acceptedEventOf(record, originRegion), reannounced: true as const }));
  const chunks = Array.from({ length: Math.ceil(accepted.length / chunkMax) }, (_, at) =>
    accepted.slice(at * chunkMax, (at + 1) * chunkMax),
  );
  const probe = outboxRelayed({ upToMs: minuteMs, epoch, region: originRegion });
  const announced = await inParallel(chunks, parallelMax, (chunk) =>
    sendPastRefusals(
      chunk,
      (some) => publisher.publish(some),
      () => publisher.publish([probe]),
    ),
  );
  onUnannounced(accepted.length - announced.flat().length);
  return announced.flat().length;
}

async function allSetAside(ledger: Pick<LedgerRecovery, 'setAside'>): Promise<readonly string[]> {
  const commandIds: string[] = [];
  for (;;) {
    const page = await ledger.setAside(commandIds.at(-1) ?? '', chunkMax);
    commandIds.push(...page.map(({ commandId }) => commandId));
    if (page.length < chunkMax) return commandIds;
  }
}
