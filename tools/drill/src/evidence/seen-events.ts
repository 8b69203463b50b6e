import { Envelope } from '@redoubt/contracts';
import type { RecordedEvent } from '@redoubt/local-cloud';
import type { SeenEvent } from './evidence.ts';

/** Subjects of events about payments; others tell of the ledger or of deliveries. */
const paymentSubject = /^pay_/;

/** The payments' events among everything that a bus recorded; what is no event of ours is left out. */
export function seenEvents(recorded: readonly RecordedEvent[]): readonly SeenEvent[] {
  return recorded.flatMap(({ detail }) => {
    const envelope = Envelope.safeParse(detail);
    if (!envelope.success || !paymentSubject.test(envelope.data.subject)) return [];
    const { id, type, subject, aggregateversion: aggregateVersion, commandid: commandId } = envelope.data;
    return [{ id, type, subject, aggregateVersion, order: orderIn(detail), commandId }];
  });
}

function orderIn(detail: unknown): number | undefined {
  const { data } = detail as { readonly data?: { readonly order?: unknown } };
  return typeof data?.order === 'number' ? data.order : undefined;
}
