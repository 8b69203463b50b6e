import { FaultError } from '@redoubt/lambda-kit';
import type { Authority } from '../adapters/authority.ts';
import type { Ledger } from '../adapters/ledger.ts';
import type { ExpiredPayment } from '../adapters/ledger-answers.ts';
import type { Announcer } from '../announcing/announcer.ts';
import { expirePayment } from '../domain/expire-payment.ts';

/** Payments read at once; each is a statement of its own. */
const batchMax = 200;

/**
 * Expires authorizations that were not captured in time and reviews that were not decided, until nothing is due or the time is over.
 * Returns their number.
 *
 * @throws FaultError `stale_epoch` or `epoch_not_open`; `writer_unreachable` or `bus_unreachable` when one gives no answer
 */
export async function expirePayments(
  {
    ledger,
    announcer,
    onFailed,
  }: {
    readonly ledger: Pick<Ledger, 'expiredPayments' | 'change'>;
    readonly announcer: Pick<Announcer, 'announce'>;
    /** Called for a payment that the ledger can't expire; the others are expired all the same. */
    onFailed(paymentId: string, error: unknown): undefined;
  },
  authority: Authority,
  { now, isTimeLeft }: { readonly now: () => Date; readonly isTimeLeft: () => boolean },
): Promise<number> {
  let expired = 0;
  // One after the other: merchants' requests have priority.
  for await (const due of duePayments(ledger)) {
    if (!isTimeLeft()) return expired;
    const answer = await ledger.change(expirePayment(due, now().toISOString()), authority).catch((error: unknown) => {
      if (error instanceof FaultError) throw error;
      return onFailed(due.paymentId, error);
    });
    if (answer === undefined) continue;
    // A capture answered before the failover may not be in the books yet; the next sweep tries again.
    if (answer.outcome === 'epoch_not_recovered') return expired;
    if (answer.outcome === 'stale_epoch' || answer.outcome === 'epoch_not_open') {
      throw new FaultError(answer.outcome, `the ledger does not take an expiry of epoch ${authority.epoch}`);
    }
    // Refused when its merchant has changed it in between.
    if (answer.outcome !== 'applied' || answer.replayed) continue;
    expired += 1;
    await announcer.announce(answer.events);
  }
  return expired;
}

async function* duePayments(ledger: Pick<Ledger, 'expiredPayments'>): AsyncGenerator<ExpiredPayment> {
  let last: ExpiredPayment | undefined;
  do {
    const page = await ledger.expiredPayments(last, batchMax);
    yield* page;
    last = page.length < batchMax ? undefined : page.at(-1);
  } while (last !== undefined);
}
