import type { ChangeCommand, ChangeOutcome, CreatePayment, CreationOutcome, JournalRecord } from '@redoubt/contracts';

/** A payment that was accepted: its outcome was still open. */
export interface AcceptedCreation {
  readonly command: CreatePayment;
  readonly outcome?: undefined;
}

/** A payment that was answered when it was booked. */
export interface AnsweredCreation {
  readonly command: CreatePayment;
  readonly outcome: CreationOutcome;
}

/** A change of a payment that was answered. */
export interface AnsweredChange {
  readonly command: ChangeCommand;
  readonly outcome: ChangeOutcome;
}

export type Replay = AcceptedCreation | AnsweredCreation | AnsweredChange;

/**
 * Sorts journaled commands so that each finds what it builds on.
 *
 * Stages come one after the other: payments, then what is done to them up to their capture, then refunds, which may take what another
 * payment has earned its merchant. In a stage, sequences do not depend on each other; inside a sequence, one payment's
 * commands come in the order of the versions that they were answered with.
 * A change without an outcome is left out.
 */
export function replayOrder(records: readonly JournalRecord[]): readonly (readonly (readonly Replay[])[])[] {
  const creations: (AcceptedCreation | AnsweredCreation)[] = [];
  const changes: AnsweredChange[] = [];
  for (const { command, outcome } of records) {
    if (command.type === 'CreatePayment') {
      creations.push(isOfCreation(outcome) ? { command, outcome } : { command });
    } else if (outcome !== undefined && !isOfCreation(outcome)) changes.push({ command, outcome });
  }
  const isRefund = ({ command }: AnsweredChange) => command.type === 'RefundPayment';
  return [
    creations.map((creation) => [creation]),
    byPayment(changes.filter((change) => !isRefund(change))),
    byPayment(changes.filter(isRefund)),
  ];
}

/** Whether it is the outcome of a payment, and not of a change of one. */
export function isOfCreation(outcome: JournalRecord['outcome']): outcome is CreationOutcome {
  return outcome?.outcome === 'created' || outcome?.outcome === 'declined';
}

function byPayment(changes: readonly AnsweredChange[]): readonly (readonly AnsweredChange[])[] {
  const ordered = [...changes].sort((left, right) => left.outcome.version - right.outcome.version);
  return [...Map.groupBy(ordered, ({ command }) => command.paymentId).values()];
}
