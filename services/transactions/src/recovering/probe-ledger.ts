import { FaultError } from '@redoubt/lambda-kit';
import type { Ledger } from '../adapters/ledger.ts';

/**
 * Returns when the ledger takes writes of this epoch.
 *
 * @throws FaultError `writer_unreachable`, `epoch_not_open` or `stale_epoch`
 */
export async function probeLedger(ledger: Pick<Ledger, 'probe'>, epoch: number): Promise<void> {
  const open = await ledger.probe();
  if (!open.writable) throw new FaultError('writer_unreachable', 'the ledger answers and is read-only');
  if (open.epoch === epoch) return;
  throw new FaultError(
    open.epoch > epoch ? 'stale_epoch' : 'epoch_not_open',
    `the ledger is open for epoch ${open.epoch}, asked for ${epoch}`,
  );
}
