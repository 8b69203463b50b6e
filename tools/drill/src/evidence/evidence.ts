import type { CardScan } from '../card-scan/card-scan.ts';
import type { WebhookEntry } from '../witness/book-entry.ts';
import type { BookedRequest } from '../witness/read-book.ts';
import type { BookedSession } from '../witness/sessions-in.ts';
import type { Conduct } from './conduct.ts';
import type { RebuildEvidence } from './rebuild-evidence.ts';

/** A row of `pay.payments`. */
export interface LedgerPayment {
  readonly paymentId: string;
  readonly merchantId: string;
  /** Decimal string, minor unit. */
  readonly amountMinor: string;
  readonly currency: string;
  readonly status: string;
  readonly version: number;
  /** Decimal strings, minor units, as all sums below. */
  readonly heldMinor: string;
  readonly capturedMinor: string;
  readonly refundedMinor: string;
  readonly feeMinor: string;
  readonly disputedMinor: string;
  readonly chargedBackMinor: string;
  readonly disputeFeeMinor: string;
  /** The merchant's own word for it. */
  readonly reference: string | undefined;
  readonly isCanary: boolean;
}

/** A row of `pay.transfers`: one debit and one credit of the same amount. */
export interface LedgerTransfer {
  readonly transferId: string;
  readonly paymentId: string;
  /** Of the payment after the operation that made it. */
  readonly version: number;
  readonly debitAccount: string;
  readonly creditAccount: string;
  readonly amountMinor: string;
  readonly currency: string;
}

/** A row of `pay.operations`: a command that took effect. */
export interface LedgerOperation {
  readonly commandId: string;
  readonly paymentId: string;
  readonly operation: string;
  /** Of the payment after it. */
  readonly version: number;
  /** Decimal string, minor units; a rejection moves nothing. */
  readonly amountMinor: string | undefined;
  /** Epoch under which it was applied. */
  readonly epoch: number;
  /** `consumer` of the queue, or `recovery` from the journal. */
  readonly appliedBy: string;
}

/** Every command accepted before a time is in the ledger, or set aside. Times in milliseconds since 1970. */
export interface LedgerWatermark {
  readonly upToMs: number;
  /** When it was moved there. */
  readonly advancedAtMs: number;
}

/** A ledger read at one snapshot. */
export interface LedgerView {
  readonly payments: readonly LedgerPayment[];
  readonly transfers: readonly LedgerTransfer[];
  readonly operations: readonly LedgerOperation[];
  /** Balance of every account: credits less debits, minor units. */
  readonly balances: readonly { readonly account: string; readonly currency: string; readonly creditMinor: string }[];
  /** Rows in which balances differ from transfers, by the ledger's own checker. */
  readonly drift: readonly string[];
  readonly watermark: LedgerWatermark;
}

/** An event as it was seen on the surviving bus. */
export interface SeenEvent {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly aggregateVersion: number;
  /** Place among all events of the payment, where it is not the version. */
  readonly order?: number | undefined;
  /** Command that the event says it comes from; absent where it names none. */
  readonly commandId: string | undefined;
}

/** An endpoint that the drill registered. */
export interface RegisteredEndpoint {
  readonly endpointId: string;
  readonly merchantId: string;
  /** When its registration was acknowledged: payments requested later must be announced to it. */
  readonly registeredAtMs: number;
}

/** A session as it is read at the end; `undefined` when the platform did not answer. */
export interface FoundSession {
  readonly name: string;
  readonly found:
    | { readonly kind: 'found'; readonly version: number; readonly attributes: Readonly<Record<string, string>> }
    | { readonly kind: 'unknown' }
    | undefined;
}

/** One attempt of a returned region to write. */
export interface ZombieWrite {
  /** Route of the attempt, for people. */
  readonly way: string;
  readonly accepted: boolean;
  /** The platform's answer. */
  readonly answer: string;
  /** Reference of its payment: must never be found. */
  readonly reference: string;
}

/** Webhooks that waited for their next attempt. */
export interface WaitingAtLoss {
  readonly webhookIds: readonly string[];
  /** When they were read, by the drill's clock, right before the loss. */
  readonly atMs: number;
}

/** Input of the verdict. Requests and webhooks are the witness's own; the rest was read after the drill. */
export interface Evidence {
  readonly requests: readonly BookedRequest[];
  readonly webhooks: readonly WebhookEntry[];
  readonly endpoints: readonly RegisteredEndpoint[];
  /** The writer's ledger at the end. */
  readonly ledger: LedgerView;
  /** Operations in the data directory that the killed writer left behind. */
  readonly oldOperations: readonly LedgerOperation[];
  /** Epoch that ended with the failover. */
  readonly oldEpoch: number;
  readonly events: readonly SeenEvent[];
  readonly zombieWrites: readonly ZombieWrite[];
  readonly rebuild: RebuildEvidence;
  readonly sessions: readonly BookedSession[];
  readonly foundSessions: readonly FoundSession[];
  readonly conduct: Conduct;
  /** Time that the watermark had to pass, in milliseconds since 1970; absent when nobody waited for it. */
  readonly watermarkDueMs?: number | undefined;
  /** Search for the card number that the load sent. */
  readonly cardScan: CardScan;
  /** Webhooks that waited when the active region was lost; absent when the scenario did not look. */
  readonly waitingAtLoss?: WaitingAtLoss | undefined;
}
