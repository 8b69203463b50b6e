import { type Clock, FaultError } from '@redoubt/lambda-kit';
import type { LedgerRecovery } from '../adapters/ledger-recovery.ts';

/** Pause between tries, in milliseconds. */
const pauseMs = 100;

/**
 * Opens the ledger for an epoch, which closes it for all older ones. Waits while the database is being promoted.
 *
 * @throws FaultError `stale_epoch` when a newer epoch is open; `writer_unreachable` when there is no writer by the deadline
 */
export async function openLedger(
  ledger: Pick<LedgerRecovery, 'openEpoch'>,
  { epoch, region }: { readonly epoch: number; readonly region: string },
  { clock, deadlineMs }: { readonly clock: Pick<Clock, 'nowMs' | 'sleep'>; readonly deadlineMs: number },
): Promise<void> {
  for (;;) {
    try {
      const answer = await ledger.openEpoch(epoch, region);
      if (answer.outcome === 'open') return;
      throw new FaultError(
        'stale_epoch',
        `the ledger is at epoch ${answer.epoch}; epoch ${epoch} can not be opened any more`,
      );
    } catch (error) {
      const mayPass = error instanceof FaultError && error.code === 'writer_unreachable';
      if (!mayPass || clock.nowMs() + pauseMs > deadlineMs) throw error;
      await clock.sleep(pauseMs);
    }
  }
}
