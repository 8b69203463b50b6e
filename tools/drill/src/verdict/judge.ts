import type { LookedThrough } from '../card-scan/card-scan.ts';
import type { Evidence, LedgerOperation } from '../evidence/evidence.ts';
import { changesIn, paymentsIn } from '../witness/read-book.ts';
import type { Finding, Rule } from './finding.ts';
import { judgeAccess, refusedAtTheDoor } from './judge-access.ts';
import { judgeAnswers } from './judge-answers.ts';
import { judgeConduct } from './judge-conduct.ts';
import { judgeEvents } from './judge-events.ts';
import { judgeFencing } from './judge-fencing.ts';
import { judgeLedger, sumByCurrency } from './judge-ledger.ts';
import { judgeRebuild } from './judge-rebuild.ts';
import { judgeSessions } from './judge-sessions.ts';
import { judgeTakeovers } from './judge-takeovers.ts';
import { judgeWaiting } from './judge-waiting.ts';
import { judgeWatermark } from './judge-watermark.ts';
import { judgeWebhooks } from './judge-webhooks.ts';
import { isSuspense } from './money-flows.ts';

/** The witness's book compared with ledger, archive, events and webhooks. All counts of breaches must be 0. */
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
  /** Payments that wait for somebody to approve or reject them. */
  readonly inReview: number;
  /** Authorizations whose time was over before all was captured; how many of them under a later epoch, and not released at the end. */
  readonly expired: number;
  readonly expiredAfterwards: number;
  readonly notExpired: number;
  /** Captures, voids, refunds, approvals and rejections that were answered with 201, each counted once. */
  readonly changesDone: number;
  /** Those that the business refused: 409, 412 or 422. */
  readonly changesRefused: number;
  /** Those without a final answer: nothing was promised about them. */
  readonly changesUnanswered: number;
  readonly changesLost: number;
  readonly changesUnrequested: number;
  readonly answersWrong: number;
  /** Amounts that answered changes lacked in the promoted ledger, booked against suspense: allowed, for a person to review. */
  readonly shortfalls: readonly Shortfall[];
  /** Credits less debits over all accounts, decimal strings in minor units. */
  readonly ledgerSumByCurrency: Readonly<Record<string, string>>;
  readonly ledgerDrift: number;
  /** Commands of the archive from which the ledger was made again, and how often that one differs from the promoted one. */
  readonly commandsRebuilt: number;
  readonly rebuildDifferences: number;
  readonly eventsMissing: number;
  readonly eventsDuplicated: number;
  readonly webhooksMissing: number;
  readonly webhooksDuplicated: number;
  readonly webhooksUnverified: number;
  readonly webhooksUnfounded: number;
  /** Webhooks received again under the same id: allowed, since delivery is at least once. */
  readonly webhooksRepeated: number;
  /** Sessions whose start was acknowledged. */
  readonly sessions: number;
  readonly sessionsLost: number;
  readonly sessionsOverwritten: number;
  /** Webhook endpoints whose registration was acknowledged. */
  readonly endpoints: number;
  readonly failoversMissing: number;
  readonly failoversUnwanted: number;
  readonly stranded: number;
  readonly alarmsSilent: number;
  readonly staleEpochWritesAccepted: number;
  readonly badRequestsAccepted: number;
  /** Requests of those who may that were refused at the door, strangers refused otherwise than all, and strangers in all. */
  readonly accessRefused: number;
  readonly refusalsWrong: number;
  readonly strangersRefused: number;
  readonly replaysDiffering: number;
  readonly cardNumbersFound: number;
  /** Where card numbers were looked for. */
  readonly cardNumbersLookedFor: LookedThrough;
  /** Operations that the old writer had committed and the promoted database never received. */
  readonly lostByReplication: number;
  /** Those of them that changed a payment: answered, and not in the database that took over. */
  readonly changesLostByReplication: number;
  /** Operations that the promoted ledger got back from the journal. */
  readonly appliedFromJournal: number;
  /** How many breaches there are in all. */
  readonly breaches: number;
  /** The breaches, at most `findingsMax` of them. */
  readonly findings: readonly Finding[];
}

/** A transfer from suspense. */
export interface Shortfall {
  readonly paymentId: string;
  /** Decimal string, minor units. */
  readonly amountMinor: string;
  readonly currency: string;
}

/** Findings in a report, so that it stays readable. */
export const findingsMax = 100;

/** Version that books a payment; later versions change it. */
const firstVersion = 2;

const judgements = [
  judgeLedger,
  judgeRebuild,
  judgeEvents,
  judgeWebhooks,
  judgeWaiting,
  judgeSessions,
  judgeFencing,
  judgeAnswers,
  judgeAccess,
  judgeConduct,
  judgeTakeovers,
  judgeWatermark,
];

/** Judges by evidence alone: no clock, no platform; the same evidence gives the same verdict. */
export function judge(evidence: Evidence): Verdict {
  const findings = judgements.flatMap((judgement) => [...judgement(evidence)]);
  const count = (rule: Rule): number => findings.filter((finding) => finding.rule === rule).length;
  const payments = paymentsIn(evidence.requests);
  const acknowledged = payments.filter(({ paymentIds }) => paymentIds.length > 0).length;
  const changes = changesIn(evidence.requests);
  const answered = (isOne: (status: number) => boolean): number =>
    changes.filter(({ answers: [first] }) => first !== undefined && isOne(first.status)).length;
  const expiries = evidence.ledger.operations.filter(({ operation }) => operation === 'expire');
  const lost = lostByReplication(evidence);
  return {
    pass: findings.length === 0,
    acknowledged,
    unacknowledged: payments.length - acknowledged,
    lost: count('lost'),
    duplicated: count('duplicated'),
    misbooked: count('misbooked'),
    unrequested: count('unrequested'),
    inDoubt: count('in_doubt'),
    inReview: evidence.ledger.payments.filter(({ status }) => status === 'review').length,
    expired: expiries.length,
    expiredAfterwards: expiries.filter(({ epoch }) => epoch > evidence.oldEpoch).length,
    notExpired: count('not_expired'),
    changesDone: answered((status) => status === 201),
    changesRefused: answered((status) => status !== 201),
    changesUnanswered: changes.filter(({ answers }) => answers.length === 0).length,
    changesLost: count('change_lost'),
    changesUnrequested: count('change_unrequested'),
    answersWrong: count('answer_wrong'),
    shortfalls: evidence.ledger.transfers
      .filter(({ debitAccount }) => isSuspense(debitAccount))
      .map(({ paymentId, amountMinor, currency }) => ({ paymentId, amountMinor, currency })),
    ledgerSumByCurrency: Object.fromEntries(
      [...sumByCurrency(evidence.ledger)].sort().map(([currency, sum]) => [currency, String(sum)]),
    ),
    ledgerDrift: count('ledger_drift'),
    commandsRebuilt: evidence.rebuild.outcome === 'made' ? evidence.rebuild.commands : 0,
    rebuildDifferences: count('rebuild_differs'),
    eventsMissing: count('event_missing'),
    eventsDuplicated: count('event_duplicated'),
    webhooksMissing: count('webhook_missing'),
    webhooksDuplicated: count('webhook_duplicated'),
    webhooksUnverified: count('webhook_unverified'),
    webhooksUnfounded: count('webhook_unfounded'),
    webhooksRepeated: repeats(evidence),
    sessions: evidence.sessions.length,
    sessionsLost: count('session_lost'),
    sessionsOverwritten: count('session_overwritten'),
    endpoints: evidence.endpoints.length,
    failoversMissing: count('failover_missing'),
    failoversUnwanted: count('failover_unwanted'),
    stranded: count('stranded'),
    alarmsSilent: count('alarm_silent'),
    staleEpochWritesAccepted: count('stale_epoch_write'),
    badRequestsAccepted: count('bad_request_accepted'),
    accessRefused: count('access_refused'),
    refusalsWrong: count('refusal_wrong'),
    strangersRefused: refusedAtTheDoor(evidence.requests),
    replaysDiffering: count('replay_differs'),
    cardNumbersFound: count('card_number_found'),
    cardNumbersLookedFor: evidence.cardScan.looked,
    lostByReplication: lost.length,
    changesLostByReplication: lost.filter(({ version }) => version > firstVersion).length,
    appliedFromJournal: evidence.ledger.operations.filter(({ appliedBy }) => appliedBy === 'recovery').length,
    breaches: findings.length,
    findings: findings.slice(0, findingsMax),
  };
}

function repeats({ webhooks }: Evidence): number {
  const distinct = new Set(webhooks.map(({ endpointId, webhookId }) => `${endpointId} ${webhookId}`));
  return webhooks.length - distinct.size;
}

/** Operations of the ended epoch that only the old data directory holds. */
function lostByReplication({ oldOperations, oldEpoch, ledger }: Evidence): readonly LedgerOperation[] {
  const replicated = new Set(
    ledger.operations.filter(({ epoch }) => epoch === oldEpoch).map(({ commandId }) => commandId),
  );
  return oldOperations.filter(({ epoch, commandId }) => epoch === oldEpoch && !replicated.has(commandId));
}
