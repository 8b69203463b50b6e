import type { ChangeCommand, ChangeOutcome, CreatePayment, CreationOutcome, JournalRecord } from '@redoubt/contracts';

/** A payment answered with 202: its outcome was open. */
export interface AcceptedCreation {
  readonly command: CreatePayment;
  readonly outcome?: undefined;
}

/** A payment answered with its outcome. */
export interface AnsweredCreation {
  readonly command: CreatePayment;
  readonly outcome: CreationOutcome;
}

/** A change answered with its outcome. */
export interface AnsweredChange {
  readonly command: ChangeCommand;
  readonly outcome: ChangeOutcome;
}

export type Replay = AcceptedCreation | AnsweredCreation | AnsweredChange;

/**
 * Sorts journaled commands so that each comes after those it depends on.
 *
 * Stages follow each other: payments, then their changes up to the capture, then refunds, which may spend what another payment
 * earned its merchant. Within a stage, sequences are independent; within a sequence, one payment's commands come in the order
 * of their versions. A change without an outcome is left out.
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

/** Whether it is the outcome of a payment rather than of a change. */
export function isOfCreation(outcome: JournalRecord['outcome']): outcome is CreationOutcome {
  return outcome?.outcome === 'created' || outcome?.outcome === 'declined';
}

function byPayment(changes: readonly AnsweredChange[]): readonly (readonly AnsweredChange[])[] {
  const ordered = [...changes].sort((left, right) => left.outcome.version - right.outcome.version);
  return [...Map.groupBy(ordered, ({ command }) => command.paymentId).values()];
}
