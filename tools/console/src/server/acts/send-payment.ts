import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { AcceptedPayment, type CreatePaymentRequest, headers, Problem } from '@redoubt/contracts';
import type { ConsoleHost } from '@redoubt/local-cloud';
import type { RequestView } from '../../wire.ts';
import { type ApiHost, callApi } from './api-request.ts';

/** Pauses before the same request is sent again, in milliseconds: each longer than the one before, up to the last. */
const retryMs = [250, 500, 1000, 2000, 4000] as const;
/** Attempts at most: more than a minute, longer than any failover here. */
const attemptsMax = 24;
/** Answers after which the same request with the same key may be sent again. */
const retryable: ReadonlySet<number> = new Set([409, 429, 500, 502, 503, 504]);

export interface SendingDependencies {
  readonly host: ApiHost & Pick<ConsoleHost, 'publicApi'>;
  /** Called for each attempt without an acknowledgement. */
  readonly onFailedAttempt: () => void;
  readonly signal: AbortSignal;
  readonly now: () => Date;
}

export type SentPayment =
  | { readonly outcome: 'acknowledged'; readonly id: string; readonly request: RequestView }
  | { readonly outcome: 'refused'; readonly reason: string }
  | { readonly outcome: 'given_up'; readonly reason: string };

/** Sends a payment through the public name and, while nobody takes it, again under the same key: as a merchant does. */
export async function sendPayment(body: CreatePaymentRequest, dependencies: SendingDependencies): Promise<SentPayment> {
  const { host, onFailedAttempt, signal, now } = dependencies;
  const sentAt = now().toISOString();
  const call = {
    method: 'POST',
    name: new URL(host.publicApi).hostname,
    path: '/validation/v1/payments',
    headers: { 'content-type': 'application/json', [headers.idempotencyKey.toLowerCase()]: randomUUID() },
    body: JSON.stringify(body),
  } as const;
  let last = 'none';
  for (let attempt = 1; attempt <= attemptsMax && !signal.aborted; attempt++) {
    const answer = await callApi(host, call).catch((error: unknown) => String(error));
    if (typeof answer !== 'string') {
      if (answer.status === 202) {
        const servedBy = String(answer.headers[headers.servedBy.toLowerCase()] ?? '');
        const { id } = AcceptedPayment.parse(JSON.parse(answer.body));
        const request = { sentAt, answeredAt: now().toISOString(), servedBy, attempts: attempt };
        return { outcome: 'acknowledged', id, request };
      }
      if (!retryable.has(answer.status)) return { outcome: 'refused', reason: reasonOf(answer.status, answer.body) };
    }
    last = typeof answer === 'string' ? answer : `status ${answer.status}`;
    onFailedAttempt();
    await pause(retryMs[Math.min(attempt, retryMs.length) - 1], undefined, { signal }).catch(() => undefined);
  }
  return { outcome: 'given_up', reason: `no acknowledgement after ${attemptsMax} attempts; last answer: ${last}` };
}

function reasonOf(status: number, body: string): string {
  try {
    const { code, title, detail } = Problem.parse(JSON.parse(body));
    return `${status} ${code}: ${detail ?? title}`;
  } catch {
    return `${status}: ${body.slice(0, 200)}`;
  }
}
