import { AcceptedPayment, CreatedEndpoint, headers, PaymentView } from '@redoubt/contracts';
import type { Sender } from '../../src/load/sender.ts';
import { waitUntil } from '../../src/wait-until.ts';
import type { Callers } from './callers.ts';
import { HasEndedError } from './redoubt-process.ts';

/** Pause between two looks, in milliseconds. Waits have no limit of their own: a slow machine is no failure. */
const everyMs = 50;

/** Who sends what nobody else is named for. */
export const merchantId = 'acme';

export interface SentRequest {
  /** @default - `acme` */
  readonly sender?: Sender;
  readonly path: string;
  /** Region whose own name is asked; the public name without it. */
  readonly region?: string;
  readonly key?: string;
  readonly body?: unknown;
}

/** A client of the API for merchants and operators. */
export class MerchantClient {
  readonly #callers: Callers;

  constructor(callers: Callers) {
    this.#callers = callers;
  }

  /** One request, one answer. @throws TypeError when nobody answers */
  async send({ sender = { kind: 'merchant', merchantId }, path, region, key, body }: SentRequest) {
    const url = new URL(path, this.#callers.cloud.publicApi);
    if (region !== undefined) url.hostname = `${region}.${url.hostname}`;
    const response = await this.#callers.fetch(sender, url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(key === undefined ? {} : { [headers.idempotencyKey]: key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, json: text === '' ? undefined : JSON.parse(text) };
  }

  /** Sends the same request until it is answered with this status. */
  async until(status: number, request: SentRequest) {
    return await waitUntil(
      async () => {
        const answer = await this.send(request).catch(noAnswer);
        if (answer !== undefined && answer.status !== status && isFinal(answer.status)) {
          throw new Error(`${request.path} must answer ${status}, got ${answer.status} ${JSON.stringify(answer.json)}`);
        }
        return answer?.status === status ? answer : undefined;
      },
      { everyMs },
    );
  }

  /** Sends a payment of the merchant who is named, until it is acknowledged. */
  async pay(key: string, over: Readonly<Record<string, string>> = {}): Promise<AcceptedPayment> {
    const body = { merchant_id: merchantId, amount_minor: '1050', currency: 'EUR', ...over };
    const sender = { kind: 'merchant', merchantId: body.merchant_id } as const;
    const { json } = await this.until(202, { sender, path: '/validation/v1/payments', key, body });
    return AcceptedPayment.parse(json);
  }

  /** A payment once it has this status, as a region or the public name shows it. */
  async paymentOnce(id: string, status: string, { region, sender }: Pick<SentRequest, 'region' | 'sender'> = {}) {
    const path = `/transactions/v1/payments/${id}`;
    const found = await waitUntil(
      async () => {
        const whom = {
          ...(region === undefined ? {} : { region }),
          ...(sender === undefined ? {} : { sender }),
        };
        const answer = await this.send({ path, ...whom }).catch(noAnswer);
        return answer?.status === 200 && answer.json.status === status ? answer : undefined;
      },
      { everyMs },
    );
    return { view: PaymentView.parse(found.json), age: found.headers.get(headers.age) };
  }

  /** Registers where webhooks of a merchant are sent. */
  async register(merchantId: string, url: string): Promise<CreatedEndpoint> {
    const body = { merchant_id: merchantId, url };
    const { json } = await this.until(201, {
      sender: { kind: 'merchant', merchantId },
      path: '/notifications/v1/endpoints',
      key: `endpoint-${merchantId}`,
      body,
    });
    return CreatedEndpoint.parse(json);
  }
}

/** Whether an answer will not change by asking again: a conflict, a payment that is not booked yet and an overload will. */
function isFinal(status: number): boolean {
  return status < 500 && ![404, 409, 429].includes(status);
}

/** @throws HasEndedError when there will be none */
function noAnswer(error: unknown): undefined {
  if (error instanceof HasEndedError) throw error;
}
