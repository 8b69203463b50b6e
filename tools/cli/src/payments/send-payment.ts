import { setTimeout as pause } from 'node:timers/promises';
import { AcceptedPayment, type CreatePaymentRequest, headers, PaymentView, Problem } from '@redoubt/contracts';
import type { LocalCloud } from '@redoubt/local-cloud';
import { CliError } from '../cli-error.ts';
import { commandLine } from '../workspace.ts';
import { away, patienceMs, untilAnswered } from './until-answered.ts';

/** An acknowledged payment. */
export interface SentPayment {
  readonly payment: AcceptedPayment;
  /** Region and epoch. */
  readonly servedBy: string;
  readonly isReplay: boolean;
}

/**
 * Requests a payment through the public name, with retries under the same key.
 *
 * @throws CliError `payment_refused` with the API's problem, `no_answer` after the longest wait
 */
export async function sendPayment(
  cloud: LocalCloud,
  payment: { readonly idempotencyKey: string; readonly body: CreatePaymentRequest },
  signal: AbortSignal,
): Promise<SentPayment> {
  const request = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', [headers.idempotencyKey]: payment.idempotencyKey },
    body: JSON.stringify(payment.body),
  };
  const response = await untilAnswered(cloud, '/validation/v1/payments', request, signal);
  const body: unknown = await response.json();
  if (response.status !== 202) throw refused(response.status, body);
  return {
    payment: AcceptedPayment.parse(body),
    servedBy: response.headers.get(headers.servedBy) ?? '',
    isReplay: response.headers.get(headers.idempotencyReplayed) === 'true',
  };
}

export interface Asking {
  readonly signal: AbortSignal;
  /** Region that is asked by its own name; the public name leads to the active one. */
  readonly region?: string | undefined;
}

/** Looks a payment up. @throws CliError `payment_not_found` or `no_answer` */
export async function readPayment(
  cloud: LocalCloud,
  paymentId: string,
  { signal, region }: Asking,
): Promise<PaymentView> {
  const path = `/transactions/v1/payments/${encodeURIComponent(paymentId)}`;
  const response = await untilAnswered(cloud, path, { region }, signal);
  const body: unknown = await response.json();
  if (response.status === 200) return PaymentView.parse(body);
  if (response.status !== 404) throw refused(response.status, body);
  throw new CliError({
    code: 'payment_not_found',
    what: `there is no payment ${paymentId}`,
    why: 'an id is shown when a payment is created; `accepted` payments may take a moment',
    fix: commandLine('payment create --amount 10.50 --currency EUR'),
  });
}

/** Polls until the payment has its outcome. @throws CliError `no_answer` when it stays accepted for too long */
export async function awaitOutcome(cloud: LocalCloud, paymentId: string, signal: AbortSignal): Promise<PaymentView> {
  const endMs = performance.now() + patienceMs;
  while (performance.now() < endMs) {
    const view = await readPayment(cloud, paymentId, { signal }).catch((error: unknown) => {
      if (error instanceof CliError && error.explanation.code === 'payment_not_found') return undefined;
      throw error;
    });
    if (view !== undefined && view.status !== 'accepted') return view;
    await pause(50, undefined, { signal });
  }
  throw away(`${paymentId} is acknowledged and not booked after ${patienceMs / 1000} s`);
}

function refused(status: number, body: unknown): CliError {
  const problem = Problem.safeParse(body).data;
  const fields = (problem?.errors ?? []).map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; ');
  return new CliError({
    code: 'payment_refused',
    what: `the API answered ${status} ${problem?.code ?? ''}`.trim(),
    why: [problem?.detail ?? problem?.title ?? 'no reason was given', fields].filter((part) => part !== '').join(': '),
    fix: commandLine('payment create --help'),
  });
}
