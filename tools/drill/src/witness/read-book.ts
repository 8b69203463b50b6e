import { AcceptedPayment, isPassing, OperationView, Problem, SpecifiedPayment } from '@redoubt/contracts';
import type { ChangeIntent, PaymentIntent } from '../load/intents.ts';
import type { AnswerEntry, BookEntry, RequestEntry } from './book-entry.ts';

/** A request with its answers. */
export interface BookedRequest {
  readonly request: RequestEntry;
  /** Answers in the order they came; attempts without an answer have none. */
  readonly answers: readonly AnswerEntry[];
}

/** One payment under one key, however often it was sent. */
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

/** Final answer to a change. */
export interface ChangeAnswer {
  /** When it first came. */
  readonly atMs: number;
  readonly status: number;
  readonly body: string;
  /** The operation, of a 201. */
  readonly operation: OperationView | undefined;
  /** Problem code, of a refusal. */
  readonly code: string | undefined;
  /** `X-Served-By`. */
  readonly servedBy: string | undefined;
}

/** One change under one key, however often it was sent. */
export interface BookedChange {
  readonly change: ChangeIntent;
  readonly idempotencyKey: string;
  /** When it was first sent. */
  readonly requestedAtMs: number;
  /** Final answers that differ; more than one is a fault of the platform, none means that the outcome is unknown. */
  readonly answers: readonly ChangeAnswer[];
}

/** Groups answers by request, in order of the first sending. */
export function requestsIn(entries: readonly BookEntry[]): readonly BookedRequest[] {
  const answers = Map.groupBy(
    entries.filter((entry) => entry.kind === 'answer'),
    (answer) => answer.number,
  );
  return entries
    .filter((entry) => entry.kind === 'request')
    .map((request) => ({ request, answers: answers.get(request.number) ?? [] }));
}

/** All payments of the book, one per key: a payment and its repeats are one. */
export function paymentsIn(requests: readonly BookedRequest[]): readonly BookedPayment[] {
  const wanted = requests.filter(({ request }) => request.intent !== undefined);
  return [...Map.groupBy(wanted, ({ request }) => request.idempotencyKey ?? '').entries()].flatMap(
    ([idempotencyKey, sendings]) => {
      const intent = sendings[0]?.request.intent;
      if (intent === undefined) return [];
      const isProcessed = sendings[0]?.request.purpose === 'process';
      const acknowledgements = inOrder(sendings).filter(({ status }) => status === (isProcessed ? 200 : 202));
      const idIn = isProcessed ? processedId : acknowledgedId;
      return [
        {
          intent,
          idempotencyKey,
          requestedAtMs: firstSent(sendings),
          acknowledgedAtMs: acknowledgements[0]?.atMs,
          acknowledgedBy: acknowledgements[0]?.servedBy,
          paymentIds: [...new Set(acknowledgements.map(({ body }) => idIn(body)))],
          bodies: [...new Set(acknowledgements.map(({ body }) => body))],
        },
      ];
    },
  );
}

/** All changes of the book, one per key, in the order of the first sending. */
export function changesIn(requests: readonly BookedRequest[]): readonly BookedChange[] {
  const wanted = requests.filter(({ request }) => request.change !== undefined);
  return [...Map.groupBy(wanted, ({ request }) => request.idempotencyKey ?? '').entries()]
    .flatMap(([idempotencyKey, sendings]) => {
      const change = sendings[0]?.request.change;
      if (change === undefined) return [];
      const final = inOrder(sendings).filter(isFinalForChange);
      const byContent = Map.groupBy(final, ({ status, body }) => `${status} ${body}`);
      const distinct = [...byContent.values()].flatMap(([first]) => first ?? []);
      return [
        { change, idempotencyKey, requestedAtMs: firstSent(sendings), answers: distinct.map((it) => readAnswer(it)) },
      ];
    })
    .sort((left, right) => left.requestedAtMs - right.requestedAtMs);
}

/** Id in a 202. A body that is no valid answer gives an id that no ledger has, so it counts as lost. */
export function acknowledgedId(body: string): string {
  return parsed(AcceptedPayment, body)?.id ?? `unreadable: ${body.slice(0, 80)}`;
}

/** Id in a 200 of `/payment/process`, likewise. */
function processedId(body: string): string {
  return parsed(SpecifiedPayment, body)?.transaction_id ?? `unreadable: ${body.slice(0, 80)}`;
}

/** Code of a problem; `undefined` for any other body. */
export function problemCodeIn(body: string): string | undefined {
  return parsed(Problem, body)?.code;
}

/** Whether `X-Served-By` names the region; some answers carry no epoch. */
export function isServedBy(region: string, servedBy: string | undefined): boolean {
  return servedBy?.split(';')[0] === region;
}

function firstSent(sendings: readonly BookedRequest[]): number {
  return Math.min(...sendings.map(({ request }) => request.atMs));
}

function inOrder(sendings: readonly BookedRequest[]): readonly AnswerEntry[] {
  return sendings.flatMap(({ answers }) => answers).sort((left, right) => left.atMs - right.atMs);
}

/** A 404 means not booked yet, as one 409 does; another 409 that an attempt is under way; a 5xx nothing. */
function isFinalForChange({ status, body }: AnswerEntry): boolean {
  return status < 500 && status !== 404 && status !== 429 && !(status === 409 && isPassing(problemCodeIn(body) ?? ''));
}

function readAnswer({ atMs, status, body, servedBy }: AnswerEntry): ChangeAnswer {
  const operation = status === 201 ? parsed(OperationView, body) : undefined;
  return { atMs, status, body, operation, code: status === 201 ? undefined : problemCodeIn(body), servedBy };
}

function parsed<T>(schema: { safeParse(value: unknown): { readonly data?: T } }, body: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
