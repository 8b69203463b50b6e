import { type EventOf, eventOf, type JournalRecord, PaymentAccepted } from '@redoubt/contracts';

/**
 * The announcement of a journaled command, made again from the journal.
 *
 * It has the id of the first announcement, so whoever has seen that one drops it. Its origin is the region that announces
 * now: rules that act match their own region.
 */
export function acceptedEventOf(record: JournalRecord, originRegion: string): EventOf<typeof PaymentAccepted> {
  const { command, epoch } = record;
  return eventOf(
    PaymentAccepted,
    {
      subject: command.paymentId,
      aggregateVersion: 1,
      time: command.acceptedAt,
      correlationId: command.correlationId,
      causationId: command.commandId,
      traceparent: command.traceparent,
      epoch,
      originRegion,
    },
    command,
  );
}
