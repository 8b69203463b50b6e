import type { RecoveryResult } from '@redoubt/contracts';
import type { LedgerRecovery } from '../../src/adapters/ledger-recovery.ts';
import { type RecoverLedgerDependencies, recoverLedger } from '../../src/recovering/recover-ledger.ts';
import type { Failure } from '../../src/recovering/set-aside.ts';
import { type Sweep, sweepJournal } from '../../src/recovering/sweep-journal.ts';
import type { CollectingPublisher } from './collecting-publisher.ts';
import type { JournalInMemory } from './journal-in-memory.ts';

export interface RecoveryUnderTest {
  readonly ledger: LedgerRecovery;
  readonly journal: JournalInMemory;
  readonly publisher: Pick<CollectingPublisher, 'publish'>;
  /** Called for each failed try. */
  readonly onInDoubt?: (failure: Failure) => void;
}

/** Page by page until the recovery is done, the shortest pages there are; the sum of their counts. */
export async function recoverToTheEnd(
  parts: RecoveryUnderTest,
  { epoch, region, nowMs }: { readonly epoch: number; readonly region: string; readonly nowMs: number },
): Promise<RecoveryResult> {
  const dependencies: RecoverLedgerDependencies = { onInDoubt: () => {}, onUnannounced: () => {}, ...parts };
  const sum = { examined: 0, applied: 0, announced: 0, inDoubt: 0, setAside: 0 };
  let cursor: string | undefined;
  do {
    const page = { epoch, originRegion: region, nowMs, cursor, isTimeLeft: () => false };
    const { service: _, next, ...counts } = await recoverLedger(dependencies, page);
    for (const name of ['examined', 'applied', 'announced', 'inDoubt', 'setAside'] as const) sum[name] += counts[name];
    cursor = next;
  } while (cursor !== undefined);
  return { service: 'transactions', ...sum };
}

/** One sweep with all the time there is. */
export function sweep(
  parts: RecoveryUnderTest,
  { epoch, region, nowMs }: { readonly epoch: number; readonly region: string; readonly nowMs: number },
): Promise<Sweep> {
  const dependencies = { onInDoubt: () => {}, onUnannounced: () => {}, ...parts };
  return sweepJournal(dependencies, { epoch, originRegion: region, nowMs, isTimeLeft: () => true });
}
