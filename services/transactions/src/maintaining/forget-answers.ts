import { idempotencyKeptMs, journalSlotMs, journalSlotsBetween } from '@redoubt/contracts';
import type { JournalForgetter, JournalMetaItem } from '@redoubt/lambda-kit';
import type { KeptAnswers } from '../adapters/kept-answers.ts';
import type { ReplicaMarks } from '../adapters/tables/replica-marks.ts';

/** Answers of one statement. */
const batchMax = 1_000;

export interface ForgetAnswersDependencies {
  readonly answers: Pick<KeptAnswers, 'watermark' | 'forgotten' | 'advanceForgotten' | 'forget'>;
  readonly journal: Pick<JournalForgetter, 'forget'>;
  readonly journalMeta: Pick<JournalMetaItem, 'advanceForgotten'>;
  readonly replicas: Pick<ReplicaMarks, 'replicatedUpTo'>;
}

export interface Forgotten {
  /** Commands that the journal no longer holds. */
  readonly commands: number;
  /** Answers that the ledger no longer gives. */
  readonly answers: number;
}

/**
 * Forgets the answers to idempotency keys that were given long enough ago, oldest first, until nothing is left to do or the
 * time is over.
 *
 * Nothing that a recovery in either region could need: it reads the journal from its own watermark on, so only what is three
 * days older than the watermark here, and than what the peer's replica has, may go. While nothing is known of the replica,
 * nothing goes. The journal says up to where it has forgotten before it does: below that, no region may be promoted. Repeats
 * that were tried within those days have left pointers in minutes that are still there.
 *
 * @throws FaultError `stale_epoch` when this region is no longer the writer; a fault of journal or ledger when one gives no
 * answer: the next call goes on
 */
export async function forgetAnswers(
  { answers, journal, journalMeta, replicas }: ForgetAnswersDependencies,
  {
    epoch,
    peerRegion,
    now,
    isTimeLeft,
  }: {
    readonly epoch: number;
    readonly peerRegion: string;
    readonly now: Date;
    readonly isTimeLeft: () => boolean;
  },
): Promise<Forgotten> {
  const forgotten = { commands: 0, answers: 0 };
  const [watermark, replicated] = await Promise.all([answers.watermark(), replicas.replicatedUpTo(peerRegion)]);
  if (replicated === undefined) return forgotten;
  const keptFromMs = Math.min(now.getTime(), watermark.getTime(), replicated.getTime()) - idempotencyKeptMs;

  // The journal first: what it still knows it answers, whether the ledger does or not.
  let minuteMs = (await answers.forgotten()).getTime();
  while (minuteMs + journalSlotMs <= keptFromMs && isTimeLeft()) {
    const before = new Date(minuteMs + journalSlotMs);
    const slots = journalSlotsBetween({ fromMs: minuteMs, toMs: minuteMs });
    await journalMeta.advanceForgotten(before);
    forgotten.commands += await journal.forget(slots, { before, now });
    await answers.advanceForgotten(epoch, before);
    minuteMs += journalSlotMs;
  }

  while (isTimeLeft()) {
    const batch = await answers.forget(epoch, { before: new Date(keptFromMs), batchMax });
    forgotten.answers += batch;
    if (batch < batchMax) break;
  }
  return forgotten;
}
