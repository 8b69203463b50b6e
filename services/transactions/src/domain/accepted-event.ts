import { type CreatePayment, type EventOf, eventOf, PaymentAccepted } from '@redoubt/contracts';

/**
 * `PaymentAccepted`, made again from the journal.
 *
 * It has the id of the first announcement: consumers drop the repeat. Its origin is the region that announces it now, because
 * rules match their own region.
 */
export function acceptedEventOf(
  { command, epoch }: { readonly command: CreatePayment; readonly epoch: number },
  originRegion: string,
): EventOf<typeof PaymentAccepted> {
  return eventOf(
    PaymentAccepted,
    {
      subject: command.paymentId,
      aggregateVersion: 1,
      time: command.acceptedAt,
      correlationId: command.correlationId,
      causationId: command.commandId,
      commandId: command.commandId,
      traceparent: command.traceparent,
      epoch,
      originRegion,
    },
    command,
  );
}
