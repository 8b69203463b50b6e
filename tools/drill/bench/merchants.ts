import { randomUUID } from 'node:crypto';
import { headers } from '@redoubt/contracts';
import type { LocalCloud } from '@redoubt/local-cloud';
import { keysFor } from '../src/access/give-keys.ts';

/** Merchants whose payments are sent in turn. */
const merchantIds = Array.from({ length: 50 }, (_, at) => `merchant-${at}`);

/** Merchants that ask for payments through the public name. */
export class Merchants {
  readonly #cloud: LocalCloud;
  readonly #keys: ReadonlyMap<string, string>;
  /** Payments that were acknowledged. */
  acknowledged = 0;
  #asked = 0;

  private constructor(cloud: LocalCloud, keys: ReadonlyMap<string, string>) {
    this.#cloud = cloud;
    this.#keys = keys;
  }

  /** Registers them, and gives each its key. */
  static async of(cloud: LocalCloud): Promise<Merchants> {
    return new Merchants(cloud, await keysFor(cloud, { merchantIds }));
  }

  /** @throws Error when a payment is not taken: then there is nothing to measure */
  async pay(): Promise<void> {
    this.#asked += 1;
    const merchantId = merchantIds[this.#asked % merchantIds.length] ?? '';
    const body = { merchant_id: merchantId, amount_minor: '1050', currency: 'EUR' };
    const response = await this.#cloud.fetch(`${this.#cloud.publicApi}/validation/v1/payments`, {
      method: 'POST',
      headers: {
        [headers.authorization]: `Bearer ${this.#keys.get(merchantId)}`,
        'Content-Type': 'application/json',
        [headers.idempotencyKey]: randomUUID(),
      },
      body: JSON.stringify(body),
    });
    const answer = await response.text();
    if (response.status !== 202)
      throw new Error(`a payment must be answered with 202, got ${response.status} ${answer}`);
    this.acknowledged += 1;
  }

  /** Asks a route whose function has nothing to do. */
  async askForNothing(): Promise<void> {
    const response = await this.#cloud.fetch(`${this.#cloud.publicApi}/validation/health`);
    await response.text();
    if (response.status !== 200) throw new Error(`the health route must answer 200, got ${response.status}`);
  }
}
