import { PaymentAccepted, PaymentCaptured, PaymentRejected } from '@redoubt/contracts';
import type { Evidence, SeenEvent } from '../evidence/evidence.ts';
import type { Finding } from './finding.ts';
import { matchPayments } from './match-payments.ts';

/** Every acknowledged payment was announced on the surviving bus: accepted, then its outcome; one id per version. */
export function judgeEvents(evidence: Evidence): readonly Finding[] {
  const byPayment = Map.groupBy(evidence.events, ({ subject }) => subject);
  const acknowledged = matchPayments(evidence).matched.filter(({ booked }) => booked.paymentIds.length > 0);
  return [
    ...acknowledged.flatMap(({ booked, rows }) => {
      const outcome = rows[0]?.status === 'rejected' ? PaymentRejected : PaymentCaptured;
      return booked.paymentIds.flatMap((paymentId) => {
        const seen = byPayment.get(paymentId) ?? [];
        return [PaymentAccepted, outcome]
          .filter(({ name }) => !seen.some(({ type }) => type === name))
          .map(({ name }): Finding => ({ rule: 'event_missing', subject: paymentId, text: `no ${name} was seen` }));
      });
    }),
    ...[...byPayment].flatMap(([subject, events]) => idsPerVersion(subject, events)),
  ];
}

function idsPerVersion(subject: string, events: readonly SeenEvent[]): readonly Finding[] {
  return [...Map.groupBy(events, ({ aggregateVersion }) => aggregateVersion)].flatMap(([version, same]) => {
    const ids = new Set(same.map(({ id }) => id));
    if (ids.size === 1) return [];
    return [{ rule: 'event_duplicated' as const, subject, text: `version ${version} has ids ${[...ids].join(', ')}` }];
  });
}
