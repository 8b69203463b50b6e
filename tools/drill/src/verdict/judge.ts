import type { Evidence } from '../evidence/evidence.ts';
import { paymentsIn } from '../witness/read-book.ts';
import type { Finding, Rule } from './finding.ts';
import { judgeAnswers } from './judge-answers.ts';
import { judgeEvents } from './judge-events.ts';
import { judgeFencing } from './judge-fencing.ts';
import { judgeLedger, sumByCurrency } from './judge-ledger.ts';
import { judgeWebhooks } from './judge-webhooks.ts';

/** What the witness's book says against ledger, events and webhooks. Counts of breaches must all be 0. */
export interface Verdict {
  readonly pass: boolean;
  /** Payments that were acknowledged with 202, each counted once. */
  readonly acknowledged: number;
  /** Payments that were requested and never acknowledged: nothing was promised about them. */
  readonly unacknowledged: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly misbooked: number;
  readonly unrequested: number;
  readonly inDoubt: number;
  /** Credits less debits over all accounts, decimal strings in minor units. */
  readonly ledgerSumByCurrency: Readonly<Record<string, string>>;
  readonly ledgerDrift: number;
  readonly eventsMissing: number;
  readonly eventsDuplicated: number;
  readonly webhooksMissing: number;
  readonly webhooksDuplicated: number;
  readonly webhooksUnverified: number;
  readonly webhooksUnfounded: number;
  /** Webhooks received again under the same id: allowed, since delivery is at least once. */
  readonly webhooksRepeated: number;
  readonly staleEpochWritesAccepted: number;
  readonly badRequestsAccepted: number;
  readonly replaysDiffering: number;
  readonly cardNumbersFound: number;
  /** Operations that the old writer had committed and the promoted database never received. */
  readonly lostByReplication: number;
  /** Operations that the promoted ledger got back from the journal. */
  readonly appliedFromJournal: number;
  /** How many breaches there are in all. */
  readonly breaches: number;
  /** The breaches, at most `findingsMax` of them. */
  readonly findings: readonly Finding[];
}

/** A report stays readable when everything is broken. */
export const findingsMax = 100;

/** Judges by evidence alone: no clock, no platform, the same verdict every time. */
export function judge(evidence: Evidence): Verdict {
  const findings = [judgeLedger, judgeEvents, judgeWebhooks, judgeFencing, judgeAnswers].flatMap((judgement) => [
    ...judgement(evidence),
  ]);
  const count = (rule: Rule): number => findings.filter((finding) => finding.rule === rule).length;
  const payments = paymentsIn(evidence.requests);
  const acknowledged = payments.filter(({ paymentIds }) => paymentIds.length > 0).length;
  return {
    pass: findings.length === 0,
    acknowledged,
    unacknowledged: payments.length - acknowledged,
    lost: count('lost'),
    duplicated: count('duplicated'),
    misbooked: count('misbooked'),
    unrequested: count('unrequested'),
    inDoubt: count('in_doubt'),
    ledgerSumByCurrency: Object.fromEntries(
      [...sumByCurrency(evidence.ledger)].sort().map(([currency, sum]) => [currency, String(sum)]),
    ),
    ledgerDrift: count('ledger_drift'),
    eventsMissing: count('event_missing'),
    eventsDuplicated: count('event_duplicated'),
    webhooksMissing: count('webhook_missing'),
    webhooksDuplicated: count('webhook_duplicated'),
    webhooksUnverified: count('webhook_unverified'),
    webhooksUnfounded: count('webhook_unfounded'),
    webhooksRepeated: repeats(evidence),
    staleEpochWritesAccepted: count('stale_epoch_write'),
    badRequestsAccepted: count('bad_request_accepted'),
    replaysDiffering: count('replay_differs'),
    cardNumbersFound: count('card_number_found'),
    lostByReplication: lostByReplication(evidence),
    appliedFromJournal: evidence.ledger.operations.filter(({ appliedBy }) => appliedBy === 'recovery').length,
    breaches: findings.length,
    findings: findings.slice(0, findingsMax),
  };
}

function repeats({ webhooks }: Evidence): number {
  const distinct = new Set(webhooks.map(({ endpointId, webhookId }) => `${endpointId} ${webhookId}`));
  return webhooks.length - distinct.size;
}

/** What the old data directory holds under the ended epoch and the promoted ledger does not hold under that epoch. */
function lostByReplication({ oldOperations, oldEpoch, ledger }: Evidence): number {
  const replicated = new Set(
    ledger.operations.filter(({ epoch }) => epoch === oldEpoch).map(({ commandId }) => commandId),
  );
  return oldOperations.filter(({ epoch, commandId }) => epoch === oldEpoch && !replicated.has(commandId)).length;
}
