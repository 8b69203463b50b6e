import type { Command, CreatePayment, JournalRecord } from '@redoubt/contracts';
import { FaultError, inParallel } from '@redoubt/lambda-kit';
import type { Authority, Ledger } from '../adapters/ledger.ts';
import type { OutboxEntry } from '../adapters/ledger-answers.ts';
import { type Replay, replayOrder } from '../domain/replay-order.ts';

/** Sequences applied at a time; more than this waits for the database anyway. */
const parallelMax = 8;

export interface ReplayCommandsDependencies {
  readonly ledger: Pick<Ledger, 'apply' | 'applyRecorded'>;
  /** Told of each command that the ledger did not take. */
  onInDoubt(command: Command, error: Error): void;
}

export interface Replayed {
  readonly replay: Replay;
  /** False when somebody else was faster. */
  readonly isNew: boolean;
  readonly events: readonly OutboxEntry[];
}

/**
 * Applies journaled commands that the ledger lacks: with the outcome that they were answered with, and payments of which
 * the outcome was still open by the rules. Returns those that were applied.
 *
 * @throws FaultError a fault hits every command alike: try all of them again
 */
export async function replayCommands(
  records: readonly JournalRecord[],
  { ledger, onInDoubt }: ReplayCommandsDependencies,
  authority: Authority,
): Promise<readonly Replayed[]> {
  for (const { command, outcome } of records) {
    if (command.type === 'CreatePayment' || outcome !== undefined) continue;
    onInDoubt(command, new Error('a change is journaled without the outcome that it was answered with'));
  }
  const replayed: Replayed[] = [];
  // Stage by stage: each builds on the one before.
  for (const stage of replayOrder(records)) {
    await inParallel(stage, parallelMax, async (sequence) => {
      for (const replay of sequence) {
        try {
          replayed.push(await applyAgain(replay, ledger, authority));
        } catch (error) {
          if (error instanceof FaultError) throw error;
          onInDoubt(replay.command, error as Error);
        }
      }
    });
  }
  return replayed;
}

/** Whether it is a payment that was accepted: its first event can be made again from the journal. */
export function isAccepted<T extends Pick<JournalRecord, 'command' | 'outcome'>>(
  record: T,
): record is T & { readonly command: CreatePayment } {
  return record.command.type === 'CreatePayment' && record.outcome?.outcome !== 'declined';
}

async function applyAgain(
  replay: Replay,
  ledger: ReplayCommandsDependencies['ledger'],
  authority: Authority,
): Promise<Replayed> {
  const answer =
    replay.outcome === undefined
      ? await ledger.apply({ ...authority, command: replay.command, appliedBy: 'recovery' })
      : await ledger.applyRecorded(replay, authority);
  switch (answer.outcome) {
    case 'applied':
    case 'refused':
    case 'declined':
      return { replay, isNew: !answer.replayed, events: answer.events };
    case 'not_found':
    case 'key_reused':
      throw new Error(`command ${replay.command.commandId} was journaled, and the ledger answers ${answer.outcome}`);
    default:
      throw new FaultError(answer.outcome, `the ledger is at epoch ${answer.epoch}, the caller at ${authority.epoch}`);
  }
}
