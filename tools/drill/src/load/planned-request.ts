/** What a merchant wants, in the witness's own words; `reference` names it uniquely and travels with the payment. */
export interface PaymentIntent {
  readonly merchantId: string;
  /** Decimal string, minor unit. */
  readonly amountMinor: string;
  readonly currency: string;
  readonly reference: string;
}

interface Planned {
  /** Place in the plan, from 1. */
  readonly number: number;
  /** When to send it, in milliseconds after the load begins, whatever became of the requests before it. */
  readonly dueMs: number;
  /** Body as it is sent: JSON text, or something that only looks like it. */
  readonly body: string;
  readonly idempotencyKey: string | undefined;
}

/** A request that must be taken and booked once. */
export interface PlannedPayment extends Planned {
  readonly purpose: 'payment';
  readonly idempotencyKey: string;
  readonly intent: PaymentIntent;
}

/** The same request again, same key and body, as a client does that lost the answer. */
export interface PlannedRepeat extends Planned {
  readonly purpose: 'repeat';
  readonly idempotencyKey: string;
  readonly intent: PaymentIntent;
  readonly of: number;
}

/** The key of an earlier payment with another amount: must be refused. Sent once the earlier one is acknowledged. */
export interface PlannedReuse extends Planned {
  readonly purpose: 'reuse';
  readonly idempotencyKey: string;
  readonly of: number;
}

/** A request that must be refused with 4xx and leave no trace. */
export interface PlannedBad extends Planned {
  readonly purpose: 'bad';
  /** What is wrong with it, e.g. `amount_negative`. */
  readonly defect: string;
  readonly path?: string;
}

export type PlannedRequest = PlannedPayment | PlannedRepeat | PlannedReuse | PlannedBad;
