import { AcceptedPayment, type CreatePaymentRequest, headers, healthPaths, PaymentView } from '@redoubt/contracts';
import type { Observation } from '../domain/observation.ts';
import type { Serving } from '../domain/readiness/judge-standing.ts';
import { reasonOf } from '../reason-of.ts';

/** Path of the route that takes payments, below an API name. */
const paymentsPath = '/validation/v1/payments';

/** The answer to a canary; `not_yet` covers every one that a client would retry. */
export type CanaryAnswer =
  | {
      readonly kind: 'accepted';
      readonly payment: AcceptedPayment;
      readonly servedBy: string;
      /** The answer of an earlier request, given again. */
      readonly isReplay: boolean;
    }
  | { readonly kind: 'not_yet'; readonly reason: string };

/** The payment API, called as any client calls it. */
export class PaymentsApi {
  readonly #apiName: string;
  readonly #timeoutMs: number;

  /** @param api.name the API's DNS name: the shared one, or a region's own */
  constructor(api: { readonly name: string; readonly timeoutMs: number }) {
    this.#apiName = api.name;
    this.#timeoutMs = api.timeoutMs;
  }

  /** Asks for a sign of life. Never throws: a failure is an answer. */
  async probe(): Promise<Observation['probe']> {
    const beganMs = performance.now();
    const tookMs = () => Math.round(performance.now() - beganMs);
    try {
      const response = await this.#fetch(healthPaths.endpoint, {});
      await response.arrayBuffer();
      return { kind: 'answered', status: response.status, tookMs: tookMs() };
    } catch (error) {
      return { kind: 'failed', reason: reasonOf(error), tookMs: tookMs() };
    }
  }

  /** The region that the name leads to now; undefined when nothing answers. */
  async servedBy(): Promise<string | undefined> {
    try {
      const response = await this.#fetch(healthPaths.serving, {});
      await response.arrayBuffer();
      return response.headers.get(headers.servedBy)?.split(';')[0];
    } catch {
      return undefined;
    }
  }

  /** Whether the region serves, as health checks see it. Never throws. */
  async serving(): Promise<Serving> {
    try {
      const response = await this.#fetch(healthPaths.serving, {});
      await response.arrayBuffer();
      return response.status === 200 ? 'serves' : response.status === 404 ? 'stands by' : 'gives no answer';
    } catch {
      return 'gives no answer';
    }
  }

  /** Sends a canary with the pass that lets it in. */
  async postPayment(payment: {
    readonly idempotencyKey: string;
    readonly pass: string;
    readonly body: CreatePaymentRequest;
  }): Promise<CanaryAnswer> {
    try {
      const response = await this.#fetch(paymentsPath, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          [headers.idempotencyKey]: payment.idempotencyKey,
          [headers.canaryPass]: payment.pass,
        },
        body: JSON.stringify(payment.body),
      });
      const answer: unknown = await response.json();
      if (response.status !== 202) return { kind: 'not_yet', reason: `status ${response.status}` };
      const servedBy = response.headers.get(headers.servedBy) ?? 'unknown';
      const isReplay = response.headers.has(headers.idempotencyReplayed);
      return { kind: 'accepted', payment: AcceptedPayment.parse(answer), servedBy, isReplay };
    } catch (error) {
      return { kind: 'not_yet', reason: reasonOf(error) };
    }
  }

  /** A canary as the ledger knows it, or undefined as long as it can't be read. */
  async readPayment({
    path,
    pass,
  }: {
    readonly path: string;
    readonly pass: string;
  }): Promise<PaymentView | undefined> {
    try {
      const response = await this.#fetch(path, { headers: { [headers.canaryPass]: pass } });
      const answer: unknown = await response.json();
      return response.status === 200 ? PaymentView.parse(answer) : undefined;
    } catch {
      // Whatever went wrong, the caller asks again until its time is up.
      return undefined;
    }
  }

  #fetch(path: string, init: RequestInit): Promise<Response> {
    return fetch(new URL(path, `https://${this.#apiName}`), { ...init, signal: AbortSignal.timeout(this.#timeoutMs) });
  }
}
