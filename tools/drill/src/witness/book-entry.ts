import type { ChangeIntent, EndpointIntent, PaymentIntent, SessionIntent } from '../load/intents.ts';
import type { SentRequest } from '../load/planned-request.ts';

interface Entry {
  /** Milliseconds since the drill began. */
  readonly atMs: number;
}

/** A request is about to be sent for the first time. */
export interface RequestEntry extends Entry {
  readonly kind: 'request';
  readonly number: number;
  readonly purpose: SentRequest['purpose'];
  readonly idempotencyKey: string | undefined;
  readonly path: string;
  readonly ifMatch?: string;
  readonly correlationId?: string;
  readonly body: string;
  /** For payments and their repeats. */
  readonly intent?: PaymentIntent;
  /** For changes and their repeats. */
  readonly change?: ChangeIntent;
  readonly session?: SessionIntent;
  readonly endpoint?: EndpointIntent;
  readonly defect?: string;
}

/** One attempt leaves for an address. */
export interface AttemptEntry extends Entry {
  readonly kind: 'attempt';
  readonly number: number;
  readonly attempt: number;
  readonly address: string;
}

/** One attempt was answered. */
export interface AnswerEntry extends Entry {
  readonly kind: 'answer';
  readonly number: number;
  readonly attempt: number;
  readonly status: number;
  /** `X-Served-By`: region and epoch, when the answer said so. */
  readonly servedBy: string | undefined;
  readonly body: string;
}

/** An attempt got no answer: its effect is unknown. */
export interface SilenceEntry extends Entry {
  readonly kind: 'silence';
  readonly number: number;
  readonly attempt: number;
  readonly reason: string;
}

/** The client stops trying. */
export interface GivenUpEntry extends Entry {
  readonly kind: 'given_up';
  readonly number: number;
  readonly attempts: number;
}

/** A payment was read through the public name with a final status. */
export interface SightingEntry extends Entry {
  readonly kind: 'sighting';
  readonly paymentId: string;
  readonly status: string;
  readonly servedBy: string | undefined;
}

/** A webhook arrived. */
export interface WebhookEntry extends Entry {
  readonly kind: 'webhook';
  /** Path it came to; one for each endpoint. */
  readonly path: string;
  readonly endpointId: string | undefined;
  readonly webhookId: string;
  /** It holds the card number that the load sent. */
  readonly holdsCardNumber: boolean;
  /** The signature verifies with the endpoint's secret. */
  readonly verified: boolean;
  readonly type: string;
  readonly paymentId: string;
  readonly eventId: string;
  /** Version of the payment after the webhook's operation. */
  readonly version: number;
  readonly amountMinor: string;
  readonly currency: string;
}

/** An entry of the witness's book. */
export type BookEntry =
  | RequestEntry
  | AttemptEntry
  | AnswerEntry
  | SilenceEntry
  | GivenUpEntry
  | SightingEntry
  | WebhookEntry;
