import { type CreatePayment, commandIdOf, paymentIdOf } from '@redoubt/contracts';

/** Merchants that spread payments are spread over: far more than connections, so that two rarely meet on one. */
const merchantCount = 500;

/** Whether all payments are one merchant's, or everybody's in turn. */
export type Spread = 'one_merchant' | 'many_merchants';

/** Payments that nobody has made yet, as validation would journal them. */
export class Commands {
  readonly #spread: Spread;
  #made = 0;

  constructor(spread: Spread) {
    this.#spread = spread;
  }

  take(count: number): readonly CreatePayment[] {
    return Array.from({ length: count }, () => this.#next());
  }

  #next(): CreatePayment {
    this.#made += 1;
    const merchantId = this.#spread === 'one_merchant' ? 'merchant-0' : `merchant-${this.#made % merchantCount}`;
    const idempotencyKey = `bench-${this.#made}`;
    const commandId = commandIdOf({ merchantId, route: 'POST /validation/v1/payments', idempotencyKey });
    return {
      type: 'CreatePayment',
      commandId,
      paymentId: paymentIdOf(commandId),
      merchantId,
      amountMinor: String(1_000 + (this.#made % 9_000)),
      currency: 'EUR',
      reference: `order ${this.#made}`,
      customerId: `customer-${this.#made % 1_000}`,
      acceptedAt: '2026-11-21T10:00:00.000Z',
      correlationId: idempotencyKey,
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    };
  }
}
