import { type Merchant, unfinishedEntries } from './domain/merchant.ts';
import { type AnnounceDependencies, announce, endKeys } from './finish-changes.ts';
import type { KeyStore, MerchantList } from './merchant-store.ts';

/** How often changes that broke off are looked for. */
export const sweepEveryMs = 300_000;

/** A change that is younger may still be under way: its function ends within 10 s. */
const graceMs = 60_000;

/** Merchants that are looked at in one step. */
const pageMax = 100;

export interface SweepChangesDependencies extends AnnounceDependencies {
  readonly list: MerchantList;
  readonly keys: Pick<KeyStore, 'end' | 'revoke'>;
  readonly isTimeLeft: () => boolean;
}

export interface Sweep {
  readonly finished: number;
  /** Faults of those that could not be finished; the next sweep tries again. */
  readonly faults: readonly unknown[];
  /** Whether all merchants were looked at. */
  readonly isComplete: boolean;
}

/**
 * Finishes changes that broke off between a merchant's item and the rest: keys that were to end do, and what happened is announced.
 *
 * @throws FaultError `store_unreachable` when merchants can't be listed
 */
export async function sweepChanges(now: Date, dependencies: SweepChangesDependencies): Promise<Sweep> {
  const { list, keys, isTimeLeft } = dependencies;
  const faults: unknown[] = [];
  let finished = 0;
  let after: string | undefined;
  do {
    if (!isTimeLeft()) return { finished, faults, isComplete: false };
    const page = await list.page({ after, pageMax });
    for (const merchant of page.merchants.filter((each) => isBrokenOff(each, now))) {
      const fault = await endKeys(merchant, keys).then(
        async () => (await announce(merchant, dependencies)).unannounced,
        (cause: unknown) => cause,
      );
      if (fault === undefined) finished += 1;
      else faults.push(fault);
    }
    after = page.next;
  } while (after !== undefined);
  return { finished, faults, isComplete: true };
}

function isBrokenOff(merchant: Merchant, now: Date): boolean {
  const last = unfinishedEntries(merchant).at(-1);
  return last !== undefined && now.getTime() - new Date(last.at).getTime() > graceMs;
}
