import { withConnection } from '@redoubt/embedded-postgres';

/** Payments written by one statement. */
const batchMax = 50_000;

/**
 * Writes the two transfers, capture and fee, of payments of one merchant that were captured, some milliseconds apart.
 *
 * The rows are those that `pay.apply` writes into the table of transfers; the payments themselves are left out, because no list of
 * transfers looks at them.
 *
 * @param count transfers, an even number
 */
export function writeTransfers(
  url: string,
  { merchantId, count }: { readonly merchantId: string; readonly count: number },
): Promise<void> {
  return withConnection(url, async (client) => {
    for (let from = 0; from < count / 2; from += batchMax) {
      await client.query(
        `insert into pay.transfers (
           payment_id, version, sequence, transfer_id, purpose, debit_account, credit_account, amount_minor, currency, recorded_at
         )
         select 'pay_' || md5($1 || n::text), 2, part.sequence, gen_random_uuid(), part.purpose, part.debit, part.credit,
           part.amount, 'EUR', timestamptz '2026-11-01T00:00:00Z' + n * interval '3 milliseconds'
         from generate_series($2::int, $3::int - 1) as n
         cross join lateral (values
           (1, 'capture', 'network/receivable/EUR', 'merchant/' || $1 || '/payable/EUR', 1000 + n % 5000),
           (2, 'fee', 'merchant/' || $1 || '/payable/EUR', 'redoubt/fees/EUR', 15 + n % 75)
         ) as part (sequence, purpose, debit, credit, amount)`,
        [merchantId, from, Math.min(from + batchMax, count / 2)],
      );
    }
    await client.query('analyze pay.transfers');
  });
}
