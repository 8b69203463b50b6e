import { AcceptedPayment } from '@redoubt/contracts';
import type { PaymentIntent } from '../load/planned-request.ts';
import type { AnswerEntry, BookEntry, RequestEntry } from './book-entry.ts';

/** A request and everything that was answered to it. */
export interface BookedRequest {
  readonly request: RequestEntry;
  /** Answers in the order they came; attempts without an answer have none. */
  readonly answers: readonly AnswerEntry[];
}

/** One intent of a merchant, under one key, however often it was sent. */
export interface BookedPayment {
  readonly intent: PaymentIntent;
  readonly idempotencyKey: string;
  /** When it was first sent. */
  readonly requestedAtMs: number;
  /** When it was first acknowledged; `undefined` when no attempt ever was. */
  readonly acknowledgedAtMs: number | undefined;
  /** `X-Served-By` of the first acknowledgement. */
  readonly acknowledgedBy: string | undefined;
  /** Ids that acknowledgements gave; more than one is a fault of the platform. */
  readonly paymentIds: readonly string[];
  /** Bodies that acknowledgements had; more than one is a fault of the platform. */
  readonly bodies: readonly string[];
}

/** Brings requests and answers together, in order of the first sending. */
export function requestsIn(entries: readonly BookEntry[]): readonly BookedRequest[] {
  const answers = Map.groupBy(
    entries.filter((entry) => entry.kind === 'answer'),
    (answer) => answer.number,
  );
  return entries
    .filter((entry) => entry.kind === 'request')
    .map((request) => ({ request, answers: answers.get(request.number) ?? [] }));
}

/** Every payment that merchants wanted, once per key: a payment and its repeats are one. */
export function paymentsIn(requests: readonly BookedRequest[]): readonly BookedPayment[] {
  const wanted = requests.filter(({ request }) => request.intent !== undefined);
  return [...Map.groupBy(wanted, ({ request }) => request.idempotencyKey ?? '').entries()].flatMap(
    ([idempotencyKey, sendings]) => {
      const intent = sendings[0]?.request.intent;
      if (intent === undefined) return [];
      const acknowledgements = sendings
        .flatMap(({ answers }) => answers)
        .filter(({ status }) => status === 202)
        .sort((left, right) => left.atMs - right.atMs);
      return [
        {
          intent,
          idempotencyKey,
          requestedAtMs: Math.min(...sendings.map(({ request }) => request.atMs)),
          acknowledgedAtMs: acknowledgements[0]?.atMs,
          acknowledgedBy: acknowledgements[0]?.servedBy,
          paymentIds: [...new Set(acknowledgements.map(({ body }) => acknowledgedId(body)))],
          bodies: [...new Set(acknowledgements.map(({ body }) => body))],
        },
      ];
    },
  );
}

/** Id that a 202 gave. An answer that is none of the API's has no id the ledger could know: it shows as lost. */
export function acknowledgedId(body: string): string {
  try {
    return AcceptedPayment.parse(JSON.parse(body)).id;
  } catch {
    return `unreadable: ${body.slice(0, 80)}`;
  }
}

/** Whether `X-Served-By` names the region; answers that look at no epoch name the region alone. */
export function isServedBy(region: string, servedBy: string | undefined): boolean {
  return servedBy?.split(';')[0] === region;
}
