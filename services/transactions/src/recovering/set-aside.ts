import type { Command } from '@redoubt/contracts';
import { FaultError } from '@redoubt/lambda-kit';
import type { LedgerRecovery } from '../adapters/ledger-recovery.ts';
import type { Unreadable } from './missing-commands.ts';

/** Failed tries after which a command is set aside. */
export const triesMax = 3;

/** A journaled command that could not be applied. */
export interface Failure {
  readonly command: Command | { readonly commandId: string };
  readonly reason: string;
}

export interface CountFailuresDependencies {
  readonly ledger: Pick<LedgerRecovery, 'countFailure'>;
  /** Called for each failure; `isSetAside` once it is given up. */
  onInDoubt(failure: Failure, count: { readonly tries: number; readonly isSetAside: boolean }): void;
}

/**
 * Counts a failed try of each command, and sets aside those that have failed too often: they are listed in the ledger, in
 * doubt, and hold up nothing. Returns the number of those that will be tried again.
 *
 * @throws FaultError `stale_epoch`, `epoch_not_open` or `writer_unreachable`
 */
export async function countFailures(
  failures: readonly Failure[],
  { ledger, onInDoubt }: CountFailuresDependencies,
  epoch: number,
): Promise<number> {
  let retried = 0;
  for (const failure of failures) {
    const answer = await ledger.countFailure(failure, { epoch, triesMax });
    if (answer.outcome !== 'counted') {
      throw new FaultError(answer.outcome, `the ledger is at epoch ${answer.epoch}, the caller at ${epoch}`);
    }
    onInDoubt(failure, { tries: answer.tries, isSetAside: answer.setAside });
    if (!answer.setAside) retried += 1;
  }
  return retried;
}

export function failureOf({ commandId, reason }: Unreadable): Failure {
  return { command: { commandId }, reason: `the journal's record is unreadable: ${reason}` };
}
