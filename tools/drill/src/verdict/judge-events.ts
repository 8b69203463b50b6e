import { eventIdOf } from '@redoubt/contracts';
import type { Evidence, SeenEvent } from '../evidence/evidence.ts';
import type { Finding } from './finding.ts';
import { type MatchedOperation, type MatchedPayment, matchPayments } from './match-payments.ts';

/** Event name of each operation. */
const eventNames: Readonly<Record<string, string>> = {
  authorize: 'PaymentAuthorized',
  capture: 'PaymentCaptured',
  partial_capture: 'PaymentPartiallyCaptured',
  void: 'PaymentVoided',
  expire: 'PaymentExpired',
  refund: 'PaymentRefunded',
  partial_refund: 'PaymentPartiallyRefunded',
  reject: 'PaymentRejected',
  hold_for_review: 'PaymentHeldForReview',
  approve_authorize: 'PaymentAuthorized',
  approve_capture: 'PaymentCaptured',
  open_dispute: 'PaymentDisputed',
  submit_evidence: 'PaymentDisputeEvidenceSubmitted',
  win_dispute: 'PaymentDisputeWon',
  lose_dispute: 'PaymentDisputeLost',
};

/** Version of a payment at its acceptance. */
const acceptedVersion = 1;

/** Checks that the surviving bus carried each acknowledged payment: accepted, then each operation, one id per version and command. */
export function judgeEvents(evidence: Pick<Evidence, 'requests' | 'ledger' | 'events'>): readonly Finding[] {
  const byPayment = Map.groupBy(evidence.events, ({ subject }) => subject);
  const acknowledged = matchPayments(evidence).matched.filter(({ booked }) => booked.paymentIds.length > 0);
  return [
    ...acknowledged.flatMap((payment) =>
      payment.booked.paymentIds.flatMap((paymentId) => unannounced(payment, paymentId, byPayment.get(paymentId) ?? [])),
    ),
    ...[...byPayment].flatMap(([subject, events]) => idsPerVersion(subject, events)),
    ...evidence.events.flatMap(misnamed),
  ];
}

function unannounced(payment: MatchedPayment, paymentId: string, seen: readonly SeenEvent[]): readonly Finding[] {
  const due = [
    { version: acceptedVersion, name: 'PaymentAccepted' },
    ...payment.operations.map((operation) => ({ version: operation.version, name: nameOf(operation) })),
  ];
  return due
    .filter(
      ({ version, name }) => !seen.some(({ type, aggregateVersion }) => aggregateVersion === version && type === name),
    )
    .map(({ version, name }): Finding => {
      return { rule: 'event_missing', subject: paymentId, text: `no ${name} of version ${version} was seen` };
    });
}

/** A change that the promoted ledger could not cover is announced as a shortfall. */
function nameOf({ operation, isShort }: MatchedOperation): string {
  return isShort ? 'PaymentShortfallBooked' : (eventNames[operation] ?? operation);
}

function idsPerVersion(subject: string, events: readonly SeenEvent[]): readonly Finding[] {
  return [...Map.groupBy(events, ({ aggregateVersion }) => aggregateVersion)].flatMap(([version, same]) => {
    const ids = new Set(same.map(({ id }) => id));
    if (ids.size === 1) return [];
    return [{ rule: 'event_duplicated' as const, subject, text: `version ${version} has ids ${[...ids].join(', ')}` }];
  });
}

/**
 * Consumers drop repeats by id: facts of two commands under one id would hide one of them. What a recovery has booked at another place
 * than its lost region is named by that place.
 */
function misnamed({ id, type, subject, aggregateVersion: version, order, commandId }: SeenEvent): readonly Finding[] {
  if (commandId === undefined) return [];
  const idOf = (named: number) => eventIdOf({ aggregateId: subject, version: named, type, commandId });
  if (id === idOf(version) || id === idOf(order ?? version)) return [];
  return [{ rule: 'event_misnamed', subject, text: `${type} of version ${version} and command ${commandId} is ${id}` }];
}
