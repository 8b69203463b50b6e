import { type ChangeCommand, ChangeOutcome, type JournalRecord } from '@redoubt/contracts';
import { FaultError, type Journal, type LeaseView, ProblemError } from '@redoubt/lambda-kit';
import type { Ledger } from '../adapters/ledger.ts';
import type { OutboxEntry } from '../adapters/ledger-answers.ts';
import type { ReadModel } from '../adapters/tables/read-model.ts';
import { applyRecalled } from '../answering/apply-recalled.ts';
import {
  type JournalAnswerDependencies,
  type JournaledAnswer,
  journalAnswer,
  keyReused,
} from '../answering/journal-answer.ts';
import { changeResponseOf } from '../domain/change-response.ts';
import { isOfChange } from '../domain/replay-order.ts';
import { noSuchPayment } from './changed-payment.ts';

export interface ChangePaymentDependencies extends JournalAnswerDependencies {
  readonly ledger: Pick<Ledger, 'change' | 'missingOf' | 'applyRecorded'>;
  readonly journal: Pick<Journal, 'recall' | 'put'>;
  /** Knows payments that are accepted and not booked yet. */
  readonly readModel: Pick<ReadModel, 'changesOf'>;
}

/** An answer that is in the journal, and so may be given. */
export interface AnsweredChange extends Pick<JournaledAnswer, 'isReplay' | 'hasDiverged'> {
  readonly response: JournalRecord['response'];
  /** Version of the payment that the answer speaks of. */
  readonly version: number;
  /** Committed and not announced yet. */
  readonly events: readonly OutboxEntry[];
}

/**
 * Changes a payment: the ledger decides and commits, command and outcome are journaled, and only then there is an answer.
 *
 * The journal is asked first: a key that was answered in a region that is lost keeps its answer, and the ledger must not
 * decide it again before the recovery has brought it back.
 *
 * A try that ends between commit and journal has told nobody anything. The next one finds the outcome in the ledger's
 * inbox and journals it; or, if the region was lost with it, decides anew.
 *
 * @throws ProblemError `not_found`, `payment_not_booked_yet` or `idempotency_key_reused`
 * @throws FaultError `journal_unreachable`, `store_unreachable`, `writer_unreachable`, `epoch_not_open` or `stale_epoch`: no answer may be
 * given; the same request with the same key is safe in either region
 */
export async function changePayment(
  command: ChangeCommand,
  { ledger, journal, lease, readModel }: ChangePaymentDependencies,
  view: LeaseView,
): Promise<AnsweredChange> {
  const earlier = await journal.recall(command);
  if (earlier !== undefined) {
    if (earlier.fingerprint !== command.fingerprint) throw keyReused();
    await applyRecalled(earlier, ledger, view);
    return answeredOf(command, { record: earlier, isReplay: true, hasDiverged: false }, []);
  }
  if (!view.canBook) {
    throw new FaultError(
      'epoch_not_open',
      `the ledger in ${view.region} does not take writes of epoch ${view.epoch} yet`,
    );
  }

  const { epoch, region } = view;
  const answer = await ledger.change(command, { epoch, originRegion: region });
  switch (answer.outcome) {
    case 'not_found':
      throw await unbooked(command, readModel);
    case 'key_reused':
      throw keyReused();
    case 'epoch_not_recovered':
      throw new FaultError(
        'epoch_not_open',
        `changes answered before epoch ${epoch} are still being brought back in ${region}`,
      );
    case 'stale_epoch':
    case 'epoch_not_open':
      throw new FaultError(answer.outcome, `the ledger is at epoch ${answer.epoch}, this region's lease at ${epoch}`);
  }

  // Strips what is not the outcome.
  const outcome = ChangeOutcome.parse(answer);
  const response = changeResponseOf(command, outcome);
  const { fingerprint } = command;
  const journaled = await journalAnswer({ command, fingerprint, outcome, response }, { journal, lease }, view);
  return answeredOf(command, journaled, answer.events);
}

/** Why the ledger knows no such payment of the merchant: who sees it accepted may change it in a moment. */
async function unbooked(
  payment: ChangeCommand,
  readModel: ChangePaymentDependencies['readModel'],
): Promise<ProblemError> {
  const changes = await readModel.changesOf(payment);
  return changes.length > 0
    ? new ProblemError('payment_not_booked_yet', 'the payment is accepted and will be booked in a moment; try again')
    : noSuchPayment();
}

function answeredOf(
  { commandId }: ChangeCommand,
  { record: { outcome, response }, isReplay, hasDiverged }: JournaledAnswer,
  events: readonly OutboxEntry[],
): AnsweredChange {
  if (!isOfChange(outcome)) {
    throw new Error(`command ${commandId} is journaled without the outcome of a change`);
  }
  return { response, version: outcome.version, isReplay, hasDiverged, events };
}
