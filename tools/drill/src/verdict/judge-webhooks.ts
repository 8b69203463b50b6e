import type { Evidence } from '../evidence/evidence.ts';
import type { WebhookEntry } from '../witness/book-entry.ts';
import { webhookTypeOf } from '../witness/webhook-types.ts';
import type { Finding } from './finding.ts';
import { matchPayments } from './match-payments.ts';

/**
 * Checks that every endpoint received one true webhook, under one id, for each operation on its merchant's payments.
 *
 * The same webhook twice is no breach: delivery is at least once, and its id lets the receiver drop the repeat.
 */
export function judgeWebhooks(
  evidence: Pick<Evidence, 'requests' | 'ledger' | 'webhooks' | 'endpoints'>,
): readonly Finding[] {
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

/** Type of the webhook for a change that the promoted ledger could not cover. */
const shortfallWebhook = 'payment.shortfall_booked';

function missing(
  evidence: Pick<Evidence, 'requests' | 'ledger' | 'endpoints'>,
  verified: readonly WebhookEntry[],
): readonly Finding[] {
  const told = Map.groupBy(verified, ({ paymentId, endpointId }) => `${paymentId} ${endpointId}`);
  return matchPayments(evidence).matched.flatMap(({ booked: { intent, paymentIds, requestedAtMs }, operations }) =>
    paymentIds.flatMap((paymentId) =>
      evidence.endpoints
        .filter(({ merchantId, registeredAtMs }) => merchantId === intent.merchantId && registeredAtMs < requestedAtMs)
        .flatMap(({ endpointId }) => {
          const webhooks = (told.get(`${paymentId} ${endpointId}`) ?? []).filter(
            ({ amountMinor, currency }) => amountMinor === intent.amountMinor && currency === intent.currency,
          );
          return operations
            .map(({ operation, version, isShort }) => {
              return { type: isShort ? shortfallWebhook : webhookTypeOf(operation), version };
            })
            .filter((due) => !webhooks.some(({ type, version }) => type === due.type && version === due.version))
            .map(({ type, version }): Finding => {
              const text = `${endpointId} was not told ${type}, version ${version}, of ${intent.amountMinor} ${intent.currency}`;
              return { rule: 'webhook_missing', subject: paymentId, text };
            });
        }),
    ),
  );
}

function duplicated(verified: readonly WebhookEntry[]): readonly Finding[] {
  const facts = Map.groupBy(
    verified,
    ({ endpointId, paymentId, type, version }) => `${endpointId} ${paymentId} ${type} ${version}`,
  );
  return [...facts.values()].flatMap((webhooks) => {
    const ids = new Set(webhooks.map(({ webhookId }) => webhookId));
    const [first] = webhooks;
    if (ids.size === 1 || first === undefined) return [];
    const text = `${first.type}, version ${first.version}, came to ${first.endpointId} as ${[...ids].join(', ')}`;
    return [{ rule: 'webhook_duplicated' as const, subject: first.paymentId, text }];
  });
}
