import type { ChangeIntent, EndpointIntent, PaymentIntent, SessionIntent } from './intents.ts';
import type { Sender } from './sender.ts';

interface Planned {
  /** Place in the plan, from 1. */
  readonly number: number;
  /** When to send it, in milliseconds after the load begins. */
  readonly dueMs: number;
  /** Body as sent; a bad request may hold malformed JSON. */
  readonly body: string;
  readonly idempotencyKey: string | undefined;
  readonly sender: Sender;
}

/** A request that must be taken, and booked once or rejected. */
export interface PlannedPayment extends Planned {
  readonly purpose: 'payment';
  readonly idempotencyKey: string;
  readonly intent: PaymentIntent;
}

/** A payment in the words of the specifications, to be decided on. */
export interface PlannedValidation extends Planned {
  readonly purpose: 'validation';
  readonly idempotencyKey: string;
}

/** A validated payment, to be booked while the client waits. */
export interface PlannedProcess extends Planned {
  readonly purpose: 'process';
  readonly idempotencyKey: string;
  readonly intent: PaymentIntent;
}

/** A change of an acknowledged payment. */
export interface PlannedChange extends Planned {
  readonly purpose: 'change';
  readonly idempotencyKey: string;
  readonly change: ChangeIntent;
  /** Number of its payment. */
  readonly payment: number;
  /** Number of the request before it about the same payment: a merchant waits for its answer. */
  readonly after: number;
}

/** The same request again, same key and body, as a client sends it after losing the answer. */
export interface PlannedRepeat extends Planned {
  readonly purpose: 'repeat';
  readonly idempotencyKey: string;
  readonly of: PlannedPayment | PlannedChange;
}

/** The key of an earlier request with another amount: must be refused. Sent once the earlier one is answered. */
export interface PlannedReuse extends Planned {
  readonly purpose: 'reuse';
  readonly idempotencyKey: string;
  readonly of: PlannedPayment | PlannedChange;
}

/** A request that must be refused with 4xx and leave no trace. */
export interface PlannedBad extends Planned {
  readonly purpose: 'bad';
  /** Its one error, e.g. `amount_negative`. */
  readonly defect: string;
  readonly path?: string;
  readonly ifMatch?: string;
  readonly correlationId?: string;
  /** Payment that it names, once that is acknowledged. */
  readonly at?: { readonly payment: number; readonly action: ChangeIntent['action'] };
}

/** A session's start or change. */
export interface PlannedSession extends Planned {
  readonly purpose: 'session';
  readonly idempotencyKey: string;
  readonly session: SessionIntent;
}

/** The registration of a webhook endpoint. */
export interface PlannedEndpoint extends Planned {
  readonly purpose: 'endpoint';
  readonly idempotencyKey: string;
  readonly endpoint: EndpointIntent;
}

/** A request of the planned load. */
export type PlannedRequest = PlannedPayment | PlannedChange | PlannedRepeat | PlannedReuse | PlannedBad;

export type SentRequest = PlannedRequest | PlannedSession | PlannedEndpoint | PlannedValidation | PlannedProcess;
