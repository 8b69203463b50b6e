import type { ChangeCommand, ChangeOutcome, CreatePayment, JournalRecord } from '@redoubt/contracts';

/** A payment that was accepted: its outcome was still open. */
export interface AcceptedCreation {
  readonly command: CreatePayment;
  readonly epoch: number;
}

/** A change of a payment that was answered. */
export interface AnsweredChange {
  readonly command: ChangeCommand;
  readonly outcome: ChangeOutcome;
}

export type Replay = AcceptedCreation | AnsweredChange;

/**
 * Sorts journaled commands so that each finds what it builds on.
 *
 * Stages come one after the other: payments, then their captures and voids, then refunds, which may take what another
 * payment has earned its merchant. In a stage, sequences do not depend on each other; inside a sequence, one payment's
 * commands come in the order of the versions that they were answered with.
 * A change without an outcome is left out.
 */
export function replayOrder(records: readonly JournalRecord[]): readonly (readonly (readonly Replay[])[])[] {
  const creations: AcceptedCreation[] = [];
  const changes: AnsweredChange[] = [];
  for (const { command, epoch, outcome } of records) {
    if (command.type === 'CreatePayment') creations.push({ command, epoch });
    else if (outcome !== undefined) changes.push({ command, outcome });
  }
  const isRefund = ({ command }: AnsweredChange) => command.type === 'RefundPayment';
  return [
    creations.map((creation) => [creation]),
    byPayment(changes.filter((change) => !isRefund(change))),
    byPayment(changes.filter(isRefund)),
  ];
}

function byPayment(changes: readonly AnsweredChange[]): readonly (readonly AnsweredChange[])[] {
  const ordered = [...changes].sort((left, right) => left.outcome.version - right.outcome.version);
  return [...Map.groupBy(ordered, ({ command }) => command.paymentId).values()];
}
