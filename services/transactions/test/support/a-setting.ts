import { type ChangeBlocklist, type ChangeTerms, commandIdOf, fingerprintOf, type Terms } from '@redoubt/contracts';

/** A merchant's terms, all that there have to be. */
export const theTerms: Terms = {
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

interface TermsChange {
  readonly key?: string;
  readonly merchantId?: string;
  readonly expectedVersion?: number;
  readonly terms?: Terms;
  readonly acceptedAt?: string;
  readonly by?: string;
}

/** A valid change of terms; the key makes it the same command or another one. */
export function aTermsChange({ key = 'key-1', merchantId = 'acme', ...over }: TermsChange = {}): ChangeTerms {
  const wanted = { terms: theTerms, expectedVersion: 0, ...over };
  return {
    type: 'ChangeTerms',
    commandId: commandIdOf({ merchantId, route: 'ChangeTerms', idempotencyKey: key }),
    merchantId,
    by: 'ada',
    why: 'a new contract',
    fingerprint: fingerprintOf({ merchantId, ...wanted }),
    acceptedAt: '2036-11-21T10:00:01.000Z',
    correlationId: `journey-${key}`,
    ...wanted,
  };
}

interface Blocking {
  readonly key?: string;
  readonly entry?: string;
  readonly isBlocked?: boolean;
  readonly acceptedAt?: string;
}

/** A valid change of the blocklist. */
export function aBlocking({ key = 'key-1', ...over }: Blocking = {}): ChangeBlocklist {
  const wanted = { entry: 'customer/acme/c1', isBlocked: true, ...over };
  return {
    type: 'ChangeBlocklist',
    commandId: commandIdOf({ merchantId: 'operators', route: 'ChangeBlocklist', idempotencyKey: key }),
    merchantId: 'acme',
    by: 'ada',
    why: 'charges back',
    fingerprint: fingerprintOf(wanted),
    acceptedAt: '2036-11-21T10:00:01.000Z',
    correlationId: `journey-${key}`,
    ...wanted,
  };
}
