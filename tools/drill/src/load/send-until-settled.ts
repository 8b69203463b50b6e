import { setTimeout as pause } from 'node:timers/promises';
import { headers, isPassing } from '@redoubt/contracts';
import type { DrillClock } from '../clock.ts';
import type { Random } from '../random.ts';
import type { Book } from '../witness/book.ts';
import type { RequestEntry } from '../witness/book-entry.ts';
import { problemCodeIn } from '../witness/read-book.ts';
import type { SentRequest } from './planned-request.ts';
import { type HttpAnswer, NoAnswerError, type PublicApi } from './public-api.ts';

/** Dependencies of a client. */
export interface Client {
  readonly api: Pick<PublicApi, 'send'>;
  readonly book: Book;
  readonly clock: DrillClock;
  /** Spreads retries; a separate stream, because the number of draws depends on the outage. */
  readonly jitter: Random;
  readonly signal: AbortSignal;
  /**
   * Time after its first attempt at which it stops trying, in milliseconds.
   *
   * @default 25000
   */
  readonly patienceMs?: number;
  /** No request is tried again after this. */
  readonly lastCall?: AbortSignal;
}

/** A client stops trying this long after its first attempt, in milliseconds. */
export const patienceMs = 25_000;

/** Pause before the second attempt; doubles up to the maximum. `Retry-After` overrules it. */
const pauseMs = { first: 100, max: 1000 } as const;

/** Statuses after which the same request with the same key may be sent again. */
const retryable: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/** Path and headers of a request; its payment's id is known only when it is sent. */
export interface Address {
  readonly path: string;
  readonly ifMatch?: string;
  readonly correlationId?: string;
}

/**
 * Sends one request as a careful merchant does: with the same key until there is a final answer.
 *
 * @returns the final answer, or `undefined` when the client gave up.
 */
export async function sendUntilSettled(
  planned: SentRequest,
  address: Address,
  client: Client,
  limitMs = client.patienceMs ?? patienceMs,
): Promise<HttpAnswer | undefined> {
  const { book, clock, signal, lastCall } = client;
  const { number } = planned;
  book.write({
    kind: 'request',
    atMs: clock.nowMs(),
    number,
    purpose: planned.purpose,
    idempotencyKey: planned.idempotencyKey,
    ...address,
    body: planned.body,
    ...wantedBy(planned),
  });
  const endMs = clock.nowMs() + limitMs;
  for (let attempt = 1; ; attempt++) {
    const answer = await attemptOnce(planned, { ...address, attempt }, client);
    if (answer !== undefined && isFinal(answer, planned)) return answer;
    const waitMs = pauseBefore(attempt + 1, answer, client.jitter);
    if (signal.aborted || lastCall?.aborted === true || clock.nowMs() + waitMs > endMs) {
      book.write({ kind: 'given_up', atMs: clock.nowMs(), number, attempts: attempt });
      return undefined;
    }
    await pause(waitMs, undefined, { signal }).catch(() => {});
  }
}

/** The intent that the witness records. */
function wantedBy(planned: SentRequest): Pick<RequestEntry, 'intent' | 'change' | 'defect' | 'session' | 'endpoint'> {
  switch (planned.purpose) {
    case 'payment':
    case 'process':
      return { intent: planned.intent };
    case 'change':
      return { change: planned.change };
    case 'repeat':
      return wantedBy(planned.of);
    case 'bad':
      return { defect: planned.defect };
    case 'session':
      return { session: planned.session };
    case 'endpoint':
      return { endpoint: planned.endpoint };
    case 'reuse':
    case 'validation':
      return {};
  }
}

/** Whether an answer is final for this key. */
function isFinal(answer: HttpAnswer, planned: SentRequest): boolean {
  const { change } = wantedBy(planned);
  // The payment was acknowledged: a 404 means that it is not booked yet.
  if (answer.status === 404 && change !== undefined) return false;
  if (answer.status === 409) return !isPassing(problemCodeIn(answer.body) ?? '');
  return !retryable.has(answer.status);
}

async function attemptOnce(
  planned: SentRequest,
  { attempt, path, ifMatch, correlationId }: Address & { readonly attempt: number },
  client: Client,
): Promise<HttpAnswer | undefined> {
  const { api, book, clock, signal } = client;
  const { number, idempotencyKey } = planned;
  try {
    const answer = await api.send({
      method: 'POST',
      sender: planned.sender,
      path,
      body: planned.body,
      signal,
      headers: {
        ...(idempotencyKey === undefined ? {} : { [headers.idempotencyKey]: idempotencyKey }),
        ...(ifMatch === undefined ? {} : { [headers.ifMatch]: ifMatch }),
        ...(correlationId === undefined ? {} : { [headers.correlationId]: correlationId }),
      },
      onAddress: (address) => book.write({ kind: 'attempt', atMs: clock.nowMs(), number, attempt, address }),
    });
    book.write({
      kind: 'answer',
      atMs: clock.nowMs(),
      number,
      attempt,
      status: answer.status,
      servedBy: headerOf(answer, headers.servedBy),
      body: answer.body,
    });
    return answer;
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    book.write({ kind: 'silence', atMs: clock.nowMs(), number, attempt, reason: error.message });
    return undefined;
  }
}

/** One header of an answer, when it has it once. */
export function headerOf(answer: HttpAnswer, name: string): string | undefined {
  const value = answer.headers[name.toLowerCase()];
  return typeof value === 'string' ? value : undefined;
}

function pauseBefore(attempt: number, answer: HttpAnswer | undefined, jitter: Random): number {
  const asked = Number(answer === undefined ? Number.NaN : headerOf(answer, 'Retry-After'));
  const waitMs = Number.isFinite(asked) ? asked * 1000 : Math.min(pauseMs.max, pauseMs.first * 2 ** (attempt - 2));
  // Half of the pause is random, so that clients that failed together do not return together.
  return waitMs / 2 + jitter.next() * (waitMs / 2);
}
