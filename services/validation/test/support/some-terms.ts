import type { Terms } from '@redoubt/contracts';

/** Terms like those of everybody. */
export const someTerms: Terms = {
  status: 'open',
  currency: 'EUR',
  rates_version: '2026-11-21',
  amount_minor_max: '1000000000',
  overdraft_minor_max: '20000000',
  hold_days: 7,
  review_days: 3,
  fee_basis_points: 140,
  fee_fixed_minor: '0',
  fee_minor_min: '0',
  fee_refund_basis_points: 0,
  dispute_fee_minor: '1500',
  dispute_fee_is_refunded: false,
  reserve_basis_points: 0,
  reserve_days: 90,
};
