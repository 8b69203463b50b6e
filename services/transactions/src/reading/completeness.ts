import { headers } from '@redoubt/contracts';
import { type Doorkeeper, FaultError, type RegionLease } from '@redoubt/lambda-kit';
import type { LedgerReader } from '../adapters/ledger-reader.ts';

/** Dependencies of a route that shows a merchant what is the merchant's. */
export interface OwnListDependencies extends CompletenessDependencies {
  readonly keys: Doorkeeper;
}

/** Dependencies of a route that says how complete its answer is. */
export interface CompletenessDependencies {
  readonly ledger: Pick<LedgerReader, 'watermark'>;
  readonly lease: Pick<RegionLease, 'current'>;
  readonly now: () => Date;
}

/**
 * After a failover, until the recovery has brought back what was answered: the time up to which the promoted ledger is complete;
 * else undefined. A region state that can't be read says nothing of a ledger that answers.
 *
 * Asked before the ledger is read: a recovery that ends in between makes an answer newer than it says, never older.
 */
export async function completeUpTo({
  lease,
  ledger,
}: Pick<CompletenessDependencies, 'lease' | 'ledger'>): Promise<string | undefined> {
  const view = await lease.current().catch((error: unknown) => {
    if (error instanceof FaultError) return undefined;
    throw error;
  });
  return view?.isActive === true && !view.canChange ? ledger.watermark() : undefined;
}

/** An answer with the time up to which it is complete, if that has to be said. */
export function asOf<Answer extends object>(answer: Answer, time: string | undefined): Answer & { as_of?: string } {
  return time === undefined ? answer : { ...answer, as_of: time };
}

/** `Age` (RFC 9111) of an answer that is complete up to a time: whole seconds. */
export function ageOf(time: string | undefined, now: Date): Readonly<Record<string, string>> {
  if (time === undefined) return {};
  return { [headers.age]: String(Math.floor(Math.max(0, now.getTime() - Date.parse(time)) / 1000)) };
}
