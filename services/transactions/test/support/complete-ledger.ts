import { leaseViewOf } from '@redoubt/lambda-kit';
import { aDoorkeeper } from '@redoubt/lambda-kit/http-contract';

const active = leaseViewOf({ epoch: 1, activeRegion: 'us-east-1', mode: 'open', stage: 'verified' }, 'us-east-1');

/** Dependencies of a route that shows a ledger to which no recovery brings anything back. */
export function completeLedger<Ledger>(ledger: Ledger) {
  return { ledger, lease: { current: async () => active }, now: () => new Date(), keys: aDoorkeeper };
}
