import type { CreatePayment } from '@redoubt/contracts';
import { type Clock, FaultError, type LeaseView, type RegionLease, unreachable } from '@redoubt/lambda-kit';
import type { Ledger } from '../adapters/ledger.ts';
import type { ApplyAnswer } from '../adapters/ledger-answers.ts';

/** Pause between tries, in milliseconds: short beside the seconds of a promotion. */
const pauseMs = 100;

export type Applied = Extract<ApplyAnswer, { outcome: 'applied' }>;

export type Consumption =
  | Applied
  /** Applied so long ago that its answer is forgotten; nothing is left to do. */
  | { readonly outcome: 'applied_long_ago' }
  /** This region may not act; the active region's sweep finds the command in the journal. */
  | { readonly outcome: 'left_to_active_region'; readonly activeRegion: string };

export interface ApplyCommandDependencies {
  readonly ledger: Pick<Ledger, 'apply'>;
  readonly lease: Pick<RegionLease, 'current'>;
  readonly clock: Pick<Clock, 'nowMs' | 'sleep'>;
}

/**
 * Applies a command as soon as this region's ledger takes writes.
 *
 * During a failover messages arrive before the database is promoted. Waiting here costs no receive of the message; giving it
 * back would bring it nearer to the dead letters. Every failure may be retried, one of unknown outcome too: the ledger
 * recognizes the commands it has applied.
 *
 * @throws FaultError with the code of the last try when the ledger has not taken the command by the deadline
 */
export async function applyCommand(
  command: CreatePayment,
  { ledger, lease, clock }: ApplyCommandDependencies,
  deadlineMs: number,
): Promise<Consumption> {
  for (;;) {
    const tried = await tryOnce(command, ledger, lease).catch((error: unknown) => {
      if (error instanceof FaultError) return error;
      throw error;
    });
    if (!(tried instanceof FaultError)) return tried;
    if (clock.nowMs() + pauseMs > deadlineMs) throw tried;
    await clock.sleep(pauseMs);
  }
}

async function tryOnce(
  command: CreatePayment,
  ledger: ApplyCommandDependencies['ledger'],
  lease: ApplyCommandDependencies['lease'],
): Promise<Consumption | FaultError> {
  const view = await lease.current();
  if (!view.isActive) return { outcome: 'left_to_active_region', activeRegion: view.activeRegion };
  if (!view.canBook) return notOpen(view);
  const answer = await ledger.apply({
    epoch: view.epoch,
    originRegion: view.region,
    command,
    appliedBy: 'consumer',
  });
  switch (answer.outcome) {
    case 'applied':
      return answer;
    case 'key_reused':
      return { outcome: 'applied_long_ago' };
    case 'epoch_not_open':
      return notOpen(view);
    case 'stale_epoch':
      // The lease will show the newer epoch when it is read again.
      return new FaultError(
        'stale_epoch',
        `the ledger is at epoch ${answer.epoch}, this region's lease at ${view.epoch}`,
      );
    default:
      return unreachable(answer);
  }
}

function notOpen({ epoch, region }: LeaseView): FaultError {
  return new FaultError('epoch_not_open', `the ledger in ${region} does not take writes of epoch ${epoch} yet`);
}
