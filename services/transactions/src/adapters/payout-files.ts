import type { SettlementOutcome } from '@redoubt/contracts';
import type { Bank } from '../settling/bank.ts';
import type { ArchiveBucket } from './archive-bucket.ts';

/** Below this key prefix are the orders of payouts, by day. */
export const payoutOrdersPrefix = 'payouts/';

/** Writes each order as an object of its own, for whoever talks to the bank; an object that is there is never changed. */
export class PayoutFiles implements Bank {
  readonly #bucket: Pick<ArchiveBucket, 'putOnce'>;

  constructor(bucket: Pick<ArchiveBucket, 'putOnce'>) {
    this.#bucket = bucket;
  }

  async pay({ payoutId, merchantId, currency, day, amountMinor }: SettlementOutcome): Promise<void> {
    const order = { id: payoutId, merchant_id: merchantId, currency, day, amount_minor: amountMinor };
    await this.#bucket.putOnce(`${payoutOrdersPrefix}${day}/${payoutId}.json`, `${JSON.stringify(order)}\n`);
  }
}
