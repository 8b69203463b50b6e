import { setTimeout as pause } from 'node:timers/promises';
import { type components, RedoubtProblem } from '@redoubt/client';
import { AcceptedPayment, headers, PaymentView } from '@redoubt/contracts';
import type { LocalCloud } from '@redoubt/local-cloud';
import { CliError } from '../cli-error.ts';
import { commandLine } from '../workspace.ts';
import { explained, merchantClient } from './merchant-client.ts';
import { away, patienceMs } from './until-answered.ts';

/** A payment to request; an unknown currency is refused by the API, as any other that it does not take. */
export type RequestedPayment = components['schemas']['CreatePaymentRequest'];

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
  payment: { readonly accessKey: string; readonly idempotencyKey: string; readonly body: RequestedPayment },
  signal: AbortSignal,
): Promise<SentPayment> {
  const { accessKey, idempotencyKey, body } = payment;
  const { data, headers: answered } = await merchantClient(cloud, { accessKey })
    .post('/validation/v1/payments', { body, idempotencyKey, signal })
    .catch((error: unknown) => {
      throw explained(error);
    });
  return {
    payment: AcceptedPayment.parse(data),
    servedBy: answered.get(headers.servedBy) ?? '',
    isReplay: answered.get(headers.idempotencyReplayed) === 'true',
  };
}

export interface Asking {
  /** Key of the merchant whose payment it is. */
  readonly accessKey: string;
  readonly signal: AbortSignal;
  /** Region that is asked by its own name; the public name leads to the active one. */
  readonly region?: string | undefined;
}

/** Looks a payment up. @throws CliError `payment_not_found` or `no_answer` */
export async function readPayment(
  cloud: LocalCloud,
  paymentId: string,
  { accessKey, signal, region }: Asking,
): Promise<PaymentView> {
  try {
    const client = merchantClient(cloud, { accessKey, region });
    const { data } = await client.get('/transactions/v1/payments/{id}', {
      params: { path: { id: paymentId } },
      signal,
    });
    return PaymentView.parse(data);
  } catch (error) {
    if (!(error instanceof RedoubtProblem) || error.status !== 404) throw explained(error);
  }
  throw new CliError({
    code: 'payment_not_found',
    what: `there is no payment ${paymentId}`,
    why: 'an id is shown when a payment is created, to its merchant alone; `accepted` payments may take a moment',
    fix: commandLine('payment create --amount 10.50 --currency EUR'),
  });
}

/** Polls until the payment has its outcome. @throws CliError `no_answer` when it stays accepted for too long */
export async function awaitOutcome(
  cloud: LocalCloud,
  paymentId: string,
  { accessKey, signal }: Asking,
): Promise<PaymentView> {
  const endMs = performance.now() + patienceMs;
  while (performance.now() < endMs) {
    const view = await readPayment(cloud, paymentId, { accessKey, signal }).catch((error: unknown) => {
      if (error instanceof CliError && error.explanation.code === 'payment_not_found') return undefined;
      throw error;
    });
    if (view !== undefined && view.status !== 'accepted') return view;
    await pause(50, undefined, { signal });
  }
  throw away(`${paymentId} is acknowledged and not booked after ${patienceMs / 1000} s`);
}
