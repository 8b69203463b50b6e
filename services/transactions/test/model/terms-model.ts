import fc from 'fast-check';

/** Terms of a merchant as its contract would say them: in euro cents, and rates in hundredths of a percent. */
export interface Terms {
  readonly ceiling: bigint;
  readonly overdraft: bigint;
  readonly rate: bigint;
  readonly fixed: bigint;
  readonly minimum: bigint;
  /** Rates of the parts above an amount, ascending. */
  readonly tiers: readonly { readonly above: bigint; readonly rate: bigint }[];
  /** Part of the fee that goes back with a refund. */
  readonly feeRefund: bigint;
  readonly disputeFee: bigint;
  readonly isDisputeFeeRefunded: boolean;
  /** Part of each payout that is withheld, and for how many days. */
  readonly reserve: bigint;
  readonly reserveDays: number;
}

/** Those of every merchant, but for the overdraft: less than the fee of the largest payment, so that giving one back meets the floor. */
export const usualTerms: Terms = {
  ceiling: 1_000_000_000n,
  overdraft: 10_000_000n,
  rate: 140n,
  fixed: 0n,
  minimum: 0n,
  tiers: [],
  feeRefund: 0n,
  disputeFee: 1_500n,
  isDisputeFeeRefunded: false,
  reserve: 0n,
  reserveDays: 90,
};

const rate = fc.constantFrom(0n, 1n, 140n, 290n, 9_999n);

/** Terms of which some take a fee larger than the payment, and some tiers begin within the amounts of the life model. */
export const someTerms: fc.Arbitrary<Terms> = fc.record({
  ceiling: fc.constantFrom(59n, 999_999_999n, 1_000_000_000n),
  overdraft: fc.constantFrom(0n, 40n, 10_000_000n),
  rate,
  fixed: fc.constantFrom(0n, 0n, 3n, 30n),
  minimum: fc.constantFrom(0n, 0n, 7n, 70n),
  tiers: fc
    .constantFrom([], [], [20n], [10n, 999_999_000n])
    .chain((above) => fc.tuple(...above.map((each) => fc.record({ above: fc.constant(each), rate })))),
  feeRefund: fc.constantFrom(0n, 0n, 3_333n, 10_000n),
  disputeFee: fc.constantFrom(0n, 7n, 1_500n),
  isDisputeFeeRefunded: fc.boolean(),
  reserve: fc.constantFrom(0n, 0n, 1_000n, 10_000n),
  reserveDays: fc.constantFrom(1, 2, 90),
});

/** Cents in the minor unit of a currency, rounded down: 178 yen are worth a euro. */
export function worthIn(currency: string, cents: bigint): bigint {
  return currency === 'JPY' ? (cents * 178n) / 100n : cents;
}

/** Fee of a payment of which this much is captured, tier after tier. */
export function feeUnder(terms: Terms, currency: string, captured: bigint): bigint {
  if (captured === 0n) return 0n;
  const bounds = [...terms.tiers.map(({ above }) => worthIn(currency, above)), captured];
  const rates = [terms.rate, ...terms.tiers.map((tier) => tier.rate)];
  let parts = 0n;
  let below = 0n;
  for (const [at, bound] of bounds.entries()) {
    const upTo = bound < captured ? bound : captured;
    if (upTo > below) parts += (upTo - below) * (rates[at] ?? 0n);
    below = upTo;
  }
  const fee = worthIn(currency, terms.fixed) + parts / 10_000n;
  const least = worthIn(currency, terms.minimum);
  const wanted = fee < least ? least : fee;
  return wanted < captured ? wanted : captured;
}

/** The statement that gives a merchant its terms. */
export function giveTerms(merchantId: string, { ceiling, overdraft, rate: first, ...terms }: Terms): string {
  const tiers = terms.tiers.map((tier) => ({ above_minor: Number(tier.above), basis_points: Number(tier.rate) }));
  const fees = `${terms.fixed}, ${terms.minimum}, '${JSON.stringify(tiers)}', ${terms.feeRefund}, ${terms.disputeFee}, ${terms.isDisputeFeeRefunded}, ${terms.reserve}, ${terms.reserveDays}`;
  return `insert into pay.merchant_terms (merchant_id, status, amount_minor_max, overdraft_minor_max, fee_basis_points,
      fee_fixed_minor, fee_minor_min, fee_tiers, fee_refund_basis_points, dispute_fee_minor, dispute_fee_is_refunded,
      reserve_basis_points, reserve_days)
    values ('${merchantId}', 'open', ${ceiling}, ${overdraft}, ${first}, ${fees})
    on conflict (merchant_id) do update set amount_minor_max = excluded.amount_minor_max,
      overdraft_minor_max = excluded.overdraft_minor_max, fee_basis_points = excluded.fee_basis_points,
      fee_fixed_minor = excluded.fee_fixed_minor, fee_minor_min = excluded.fee_minor_min, fee_tiers = excluded.fee_tiers,
      fee_refund_basis_points = excluded.fee_refund_basis_points, dispute_fee_minor = excluded.dispute_fee_minor,
      dispute_fee_is_refunded = excluded.dispute_fee_is_refunded, reserve_basis_points = excluded.reserve_basis_points,
      reserve_days = excluded.reserve_days`;
}
