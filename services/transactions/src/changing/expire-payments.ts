import { FaultError } from '@redoubt/lambda-kit';
import type { Authority, Ledger } from '../adapters/ledger.ts';
import type { Announcer } from '../announcing/announcer.ts';
import { expirePayment } from '../domain/expire-payment.ts';

/** Payments of one sweep: a statement each. The next sweep goes on. */
const batchMax = 200;

/**
 * Releases what authorizations hold that nobody captured in time, and ends reviews that nobody decided; answers how many.
 *
 * @throws FaultError `stale_epoch` or `epoch_not_open`; `writer_unreachable` or `bus_unreachable` when one gives no answer
 */
export async function expirePayments(
  {
    ledger,
    announcer,
  }: {
    readonly ledger: Pick<Ledger, 'expiredPayments' | 'change'>;
    readonly announcer: Pick<Announcer, 'announce'>;
  },
  authority: Authority,
  now: Date,
): Promise<number> {
  let expired = 0;
  // One after the other: nobody waits for it, and merchants' requests go first.
  for (const due of await ledger.expiredPayments(batchMax)) {
    const answer = await ledger.change(expirePayment(due, now.toISOString()), authority);
    // What was captured before a failover may not be in the books yet; the next sweep looks again.
    if (answer.outcome === 'epoch_not_recovered') return expired;
    if (answer.outcome === 'stale_epoch' || answer.outcome === 'epoch_not_open') {
      throw new FaultError(answer.outcome, `the ledger does not take an expiry of epoch ${authority.epoch}`);
    }
    // Refused when its merchant has captured, voided or decided it in between.
    if (answer.outcome !== 'applied' || answer.replayed) continue;
    expired += 1;
    await announcer.announce(answer.events);
  }
  return expired;
}
