import type { Evidence } from '../evidence/evidence.ts';
import type { WebhookEntry } from '../witness/book-entry.ts';
import type { Finding } from './finding.ts';
import { matchPayments } from './match-payments.ts';

/**
 * Every endpoint of a merchant was told of each of its payments, truthfully and under one webhook id.
 *
 * The same webhook twice is no breach: delivery is at least once, and its id lets the receiver drop the repeat.
 */
export function judgeWebhooks(evidence: Evidence): readonly Finding[] {
  const inLedger = new Set(evidence.ledger.payments.map(({ paymentId }) => paymentId));
  const verified = evidence.webhooks.filter((webhook) => webhook.verified);
  return [
    ...missing(evidence, verified),
    ...duplicated(verified),
    ...evidence.webhooks
      .filter((webhook) => !webhook.verified)
      .map(({ webhookId, path }): Finding => {
        return { rule: 'webhook_unverified', subject: webhookId || 'no webhook-id', text: `at ${path}` };
      }),
    ...[...new Set(verified.map(({ paymentId }) => paymentId))]
      .filter((paymentId) => !inLedger.has(paymentId))
      .map((paymentId): Finding => {
        return {
          rule: 'webhook_unfounded',
          subject: paymentId,
          text: 'a webhook told of it, the ledger does not hold it',
        };
      }),
  ];
}

function missing(evidence: Evidence, verified: readonly WebhookEntry[]): readonly Finding[] {
  const told = Map.groupBy(verified, ({ paymentId, endpointId }) => `${paymentId} ${endpointId}`);
  return matchPayments(evidence).matched.flatMap(({ booked: { intent, paymentIds } }) =>
    paymentIds.flatMap((paymentId) =>
      evidence.endpoints
        .filter(({ merchantId }) => merchantId === intent.merchantId)
        .filter(({ endpointId }) => {
          const webhooks = told.get(`${paymentId} ${endpointId}`) ?? [];
          return !webhooks.some((it) => it.amountMinor === intent.amountMinor && it.currency === intent.currency);
        })
        .map(({ endpointId }): Finding => {
          const text = `${endpointId} was not told of ${intent.amountMinor} ${intent.currency}`;
          return { rule: 'webhook_missing', subject: paymentId, text };
        }),
    ),
  );
}

function duplicated(verified: readonly WebhookEntry[]): readonly Finding[] {
  const facts = Map.groupBy(verified, ({ endpointId, paymentId, type }) => `${endpointId} ${paymentId} ${type}`);
  return [...facts.values()].flatMap((webhooks) => {
    const ids = new Set(webhooks.map(({ webhookId }) => webhookId));
    const [first] = webhooks;
    if (ids.size === 1 || first === undefined) return [];
    const text = `${first.type} came to ${first.endpointId} as ${[...ids].join(', ')}`;
    return [{ rule: 'webhook_duplicated' as const, subject: first.paymentId, text }];
  });
}
