import type { PaymentEvent } from './domain/payment-event.ts';

/**
 * What merchants were to be told, by payment and version, so that it can be told again.
 *
 * The bus is unordered and announces again: an event has its place by its version, so that a late one or a repeat never
 * stands for what came after it.
 */
export interface EventStore {
  /** Keeps an event, once however often it comes. @throws FaultError `store_unreachable` */
  keep(event: PaymentEvent, now: Date): Promise<void>;
  /** The event that gave the payment this version, if this region knows it. @throws FaultError `store_unreachable` */
  ofVersion(paymentId: string, version: number): Promise<PaymentEvent | undefined>;
  /** The event of the payment's highest version that this region knows. @throws FaultError `store_unreachable` */
  lastOf(paymentId: string): Promise<PaymentEvent | undefined>;
}
