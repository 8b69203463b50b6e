import type {
  BlocklistOutcome,
  ChangeBlocklist,
  ChangeCommand,
  ChangeOutcome,
  ChangeTerms,
  CreatePayment,
  CreationOutcome,
  JournalRecord,
  SettleMerchant,
  SettlementOutcome,
  TermsOutcome,
} from '@redoubt/contracts';

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

/** A payout of which the bank may have the order. */
export interface JournaledSettlement {
  readonly command: SettleMerchant;
  readonly outcome: SettlementOutcome;
}

/** A change of terms answered with its outcome. */
export interface AnsweredTerms {
  readonly command: ChangeTerms;
  readonly outcome: TermsOutcome;
}

/** A change of the blocklist answered with its outcome. */
export interface AnsweredBlocking {
  readonly command: ChangeBlocklist;
  readonly outcome: BlocklistOutcome;
}

export type Replay =
  | AcceptedCreation
  | AnsweredCreation
  | AnsweredChange
  | JournaledSettlement
  | AnsweredTerms
  | AnsweredBlocking;

/**
 * Sorts journaled commands so that each comes after those it depends on.
 *
 * Stages follow each other: settings, as payments are booked under terms, then payments, then their changes, then payouts, whose accounts are
 * opened by payments. Within a stage, sequences are independent; within a sequence, one payment's commands come in the order of their
 * versions, so that each gets the version that it was answered with. A change without an outcome is left out.
 */
export function replayOrder(
  records: readonly Pick<JournalRecord, 'command' | 'outcome'>[],
): readonly (readonly (readonly Replay[])[])[] {
  const creations: (AcceptedCreation | AnsweredCreation)[] = [];
  const changes: AnsweredChange[] = [];
  const settlements: JournaledSettlement[] = [];
  const terms: AnsweredTerms[] = [];
  const blockings: AnsweredBlocking[] = [];
  for (const { command, outcome } of records) {
    if (command.type === 'CreatePayment') {
      creations.push(isOfCreation(outcome) ? { command, outcome } : { command });
    } else if (command.type === 'SettleMerchant') {
      if (outcome?.outcome === 'settled') settlements.push({ command, outcome });
    } else if (command.type === 'ChangeTerms') {
      if (outcome?.outcome === 'terms_changed' || outcome?.outcome === 'terms_refused')
        terms.push({ command, outcome });
    } else if (command.type === 'ChangeBlocklist') {
      if (outcome?.outcome === 'blocklist_changed') blockings.push({ command, outcome });
    } else if (isOfChange(outcome)) changes.push({ command, outcome });
  }
  return [
    [...inOrder(terms, ({ command }) => command.merchantId), ...inOrder(blockings, ({ command }) => command.entry)],
    creations.map((creation) => [creation]),
    byPayment(changes),
    settlements.map((settlement) => [settlement]),
  ];
}

/** Whether a command changes a setting: it is applied before the payments of its minute, which are booked under terms. */
export function isOfSetting(type: JournalRecord['command']['type']): type is 'ChangeTerms' | 'ChangeBlocklist' {
  return type === 'ChangeTerms' || type === 'ChangeBlocklist';
}

/** Whether it is the outcome of a payment rather than of a change. */
export function isOfCreation(outcome: JournalRecord['outcome']): outcome is CreationOutcome {
  return outcome?.outcome === 'created' || outcome?.outcome === 'declined';
}

/** Whether it is the outcome of a change of a payment. */
export function isOfChange(outcome: JournalRecord['outcome']): outcome is ChangeOutcome {
  return outcome?.outcome === 'applied' || outcome?.outcome === 'refused';
}

function byPayment(changes: readonly AnsweredChange[]): readonly (readonly AnsweredChange[])[] {
  const ordered = [...changes].sort((left, right) => left.outcome.version - right.outcome.version);
  return [...Map.groupBy(ordered, ({ command }) => command.paymentId).values()];
}

/** Changes of one subject after each other, by their versions. */
function inOrder<Change extends AnsweredTerms | AnsweredBlocking>(
  changes: readonly Change[],
  subjectOf: (change: Change) => string,
): readonly (readonly Change[])[] {
  const ordered = [...changes].sort((left, right) => left.outcome.version - right.outcome.version);
  return [...Map.groupBy(ordered, subjectOf).values()];
}
