import type { CreatePayment } from '@redoubt/contracts';
import { FaultError, inParallel, type JournaledCommand } from '@redoubt/lambda-kit';
import type { Authority } from '../adapters/authority.ts';
import type { RecordedLedger } from '../adapters/recorded-ledger.ts';
import { type Replay, replayOrder } from '../domain/replay-order.ts';
import type { Failure } from './set-aside.ts';

/** Commands per statement; their answers stay below the 64 KB that the Data API takes of a row. */
const batchMax = 100;

/** Statements at a time; more wait for the database anyway. */
const parallelMax = 8;

export interface Replayed {
  /** Commands that the ledger took, those that somebody else had applied meanwhile included. */
  readonly applied: readonly Replay[];
  /** Of these, the number applied by this call. */
  readonly newlyApplied: number;
  readonly failed: readonly Failure[];
}

/**
 * Applies journaled commands that the ledger lacks: with the outcome that they were answered with, and payments of which
 * the outcome was open by the rules. A command that the ledger can't take holds up no other.
 *
 * @throws FaultError a fault hits every command alike: try all of them again
 */
export async function replayCommands(
  records: readonly JournaledCommand[],
  ledger: Pick<RecordedLedger, 'applyRecorded'>,
  authority: Authority,
): Promise<Replayed> {
  const failed: Failure[] = records
    .filter(({ command, outcome }) => command.type !== 'CreatePayment' && outcome === undefined)
    .map(({ command }) => ({ command, reason: 'a change is journaled without the outcome that it was answered with' }));
  const applied: Replay[] = [];
  let newlyApplied = 0;
  // Stage by stage: each builds on the one before.
  for (const stage of replayOrder(records)) {
    await inParallel(batchesOf(stage), parallelMax, async (batch) => {
      for (const [at, result] of (await applyBatch(batch, ledger, authority)).entries()) {
        const replay = batch[at] as Replay;
        if ('reason' in result) failed.push({ command: replay.command, reason: result.reason });
        else {
          applied.push(replay);
          if (!result.replayed) newlyApplied += 1;
        }
      }
    });
  }
  return { applied, newlyApplied, failed };
}

/** A payment that was accepted: its first event can be made again from the journal. */
export function isAccepted<T extends Pick<JournaledCommand, 'command' | 'outcome'>>(
  record: T,
): record is T & { readonly command: CreatePayment } {
  return record.command.type === 'CreatePayment' && record.outcome?.outcome !== 'declined';
}

/** Sequences stay whole and in order; only one longer than a batch is cut. */
function batchesOf(sequences: readonly (readonly Replay[])[]): readonly (readonly Replay[])[] {
  const batches: Replay[][] = [];
  let batch: Replay[] = [];
  for (const sequence of sequences) {
    if (batch.length > 0 && batch.length + sequence.length > batchMax) {
      batches.push(batch);
      batch = [];
    }
    batch.push(...sequence);
  }
  return batch.length === 0 ? batches : [...batches, batch];
}

type Result = { readonly replayed: boolean } | { readonly reason: string };

async function applyBatch(
  batch: readonly Replay[],
  ledger: Pick<RecordedLedger, 'applyRecorded'>,
  authority: Authority,
): Promise<readonly Result[]> {
  try {
    const answers = await ledger.applyRecorded(batch, authority);
    return answers.map((answer): Result => {
      switch (answer.outcome) {
        case 'applied':
        case 'refused':
        case 'declined':
        case 'settled':
        case 'terms_changed':
        case 'terms_refused':
        case 'blocklist_changed':
          return { replayed: answer.replayed };
        case 'failed':
          return { reason: `${answer.code}: ${answer.message}` };
        case 'not_found':
        case 'key_reused':
          return { reason: `the command is journaled, and the ledger answers ${answer.outcome}` };
        default:
          throw new FaultError(
            answer.outcome,
            `the ledger is at epoch ${answer.epoch}, the caller at ${authority.epoch}`,
          );
      }
    });
  } catch (error) {
    if (error instanceof FaultError) throw error;
    // One of them breaks the statement itself, such as text that the database can't store: find it.
    if (batch.length === 1) return [{ reason: error instanceof Error ? error.message : String(error) }];
    const results: Result[] = [];
    for (const replay of batch) results.push(...(await applyBatch([replay], ledger, authority)));
    return results;
  }
}
