import { deliveryIdOf, eventIdOf } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import type { Evidence } from '../../src/evidence/evidence.ts';
import type { Rule } from '../../src/verdict/finding.ts';
import { judge } from '../../src/verdict/judge.ts';
import { stillMissing } from '../../src/verdict/still-missing.ts';
import { endpoint, intactEvidence, intactPayment } from '../intact-evidence.ts';

/*
 * Goal: the verdict sees an authorization that is held on, captured or untold of after its time.
 *
 * Method: evidence of a payment that held for one second and was expired under the second epoch; each test changes one thing about it.
 */
const { request, payment, operation, events, webhook } = intactPayment(10);
const { paymentId, merchantId } = payment;
const held = `merchant/${merchantId}/held/EUR`;

const facts = [
  { version: 2, operation: 'authorize', name: 'PaymentAuthorized', type: 'payment.authorized', epoch: 1 },
  { version: 3, operation: 'expire', name: 'PaymentExpired', type: 'payment.expired', epoch: 2 },
].map((fact) => {
  const commandId = fact.version === 2 ? operation.commandId : '00000000-0000-5000-8000-000000000003';
  const eventId = eventIdOf({ aggregateId: paymentId, version: fact.version, type: fact.name, commandId });
  return { ...fact, commandId, eventId };
});

/** The evidence, as far as these versions of the payment had come. */
function evidenceOf(versions: readonly number[], capturedMinor?: string): Evidence {
  const sound = intactEvidence();
  const done = facts.filter(({ version }) => versions.includes(version));
  const isOver = versions.includes(3);
  const moved = { paymentId, amountMinor: '1000', currency: 'EUR' };
  const { request: asked } = request;
  const intent = { merchantId, amountMinor: '1000', currency: 'EUR', reference: payment.reference ?? '' };
  return {
    ...sound,
    requests: [
      ...sound.requests,
      { ...request, request: { ...asked, intent: { ...intent, capture: 'manual', holdSeconds: 1 } } },
    ],
    ledger: {
      ...sound.ledger,
      payments: [
        ...sound.ledger.payments,
        {
          ...payment,
          status: isOver ? 'expired' : 'authorized',
          version: isOver ? 3 : 2,
          ...{ heldMinor: isOver ? '0' : '1000', capturedMinor: capturedMinor ?? '0', feeMinor: '0' },
        },
      ],
      operations: [
        ...sound.ledger.operations,
        ...done.map(({ version, operation: name, commandId, epoch }) => {
          return { ...operation, commandId, operation: name, version, epoch, amountMinor: '1000' };
        }),
      ],
      transfers: [
        ...sound.ledger.transfers,
        { transferId: 'hold', version: 2, debitAccount: 'network/held/EUR', creditAccount: held, ...moved },
        ...(isOver
          ? [{ transferId: 'release', version: 3, debitAccount: held, creditAccount: 'network/held/EUR', ...moved }]
          : []),
      ],
    },
    events: [
      ...sound.events,
      ...events.filter(({ type }) => type === 'PaymentAccepted'),
      ...done.map(({ version, name, eventId, commandId }) => {
        return { id: eventId, type: name, subject: paymentId, aggregateVersion: version, commandId };
      }),
    ],
    webhooks: [
      ...sound.webhooks,
      ...done.map(({ version, type, eventId }) => {
        const webhookId = deliveryIdOf({ eventId, endpointId: endpoint.endpointId });
        return { ...webhook, type, version, eventId, webhookId };
      }),
    ],
  };
}

test('passes an authorization that was released under the next epoch, and counts it', () => {
  expect(judge(evidenceOf([2, 3]))).toMatchObject({ findings: [], expired: 1, expiredAfterwards: 1, notExpired: 0 });
});

test('what is held on after its time is a breach that time may mend', () => {
  expect(judge(evidenceOf([2]))).toMatchObject({ pass: false, expired: 0, notExpired: 1 });
  expect(stillMissing(evidenceOf([2])).map(({ rule }) => rule)).toEqual(['not_expired']);
});

test.each<[string, Partial<Evidence>, Rule]>([
  [
    'of which no event tells',
    { events: evidenceOf([2, 3]).events.filter(({ type }) => type !== 'PaymentExpired') },
    'event_missing',
  ],
  [
    'of which no webhook tells',
    { webhooks: evidenceOf([2, 3]).webhooks.filter(({ type }) => type !== 'payment.expired') },
    'webhook_missing',
  ],
  ['of which a part was captured all the same', { ledger: evidenceOf([2, 3], '1').ledger }, 'misbooked'],
])('an expiry %s is a breach', (_, over, rule) => {
  const { findings } = judge({ ...evidenceOf([2, 3]), ...over });
  expect(findings.map((finding) => finding.rule)).toEqual([rule]);
});
