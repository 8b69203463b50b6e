import type { PaymentEvent } from './domain/payment-event.ts';

/**
 * What merchants were to be told, by payment, so that it can be told again.
 *
 * The bus is unordered and announces again: an event has its place by its epoch and version, so that a late one or a repeat
 * never stands for what came after it, and one of a lost region never for what the new one has made of the payment.
 */
export interface EventStore {
  /** Keeps an event, once however often it comes. @throws FaultError `store_unreachable` */
  keep(event: PaymentEvent, now: Date): Promise<void>;
  /** The payment's event of that id, if this region knows it. @throws FaultError `store_unreachable` */
  ofId(paymentId: string, eventId: string): Promise<PaymentEvent | undefined>;
  /** The event of the newest epoch's highest version that this region knows. @throws FaultError `store_unreachable` */
  lastOf(paymentId: string): Promise<PaymentEvent | undefined>;
}
