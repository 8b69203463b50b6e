import { commandIdOf, deliveryIdOf, eventIdOf, operationIdOf, type ProblemCode, problemOf } from '@redoubt/contracts';
import type { Evidence, LedgerOperation } from '../src/evidence/evidence.ts';
import type { ChangeIntent } from '../src/load/intents.ts';
import type { BookedRequest } from '../src/witness/read-book.ts';
import { endpoint, intactEvidence, intactPayment } from './intact-evidence.ts';

/** The payment of which a life is made: 1000 EUR cents, to be captured by hand. */
const { request: creation, payment, events, webhook } = intactPayment(10);
const { paymentId } = payment;
export const lifePaymentId = paymentId;
const reference = payment.reference ?? '';

interface Change {
  readonly intent: Omit<ChangeIntent, 'reference' | 'seen'>;
  readonly done: { readonly operation: string; readonly moved: string; readonly status: string } | undefined;
  readonly refused?: ProblemCode;
}

/** Its changes in order: two partial captures, one refused, one partial refund. */
const changes: readonly Change[] = [
  {
    intent: { action: 'capture', amountMinor: '600' },
    done: { operation: 'partial_capture', moved: '600', status: 'partially_captured' },
  },
  { intent: { action: 'capture', amountMinor: '401' }, done: undefined, refused: 'amount_over_authorized' },
  { intent: { action: 'capture' }, done: { operation: 'capture', moved: '400', status: 'captured' } },
  {
    intent: { action: 'refund', amountMinor: '100' },
    done: { operation: 'partial_refund', moved: '100', status: 'partially_refunded' },
  },
];

const eventNames: Readonly<Record<string, string>> = {
  authorize: 'PaymentAuthorized',
  partial_capture: 'PaymentPartiallyCaptured',
  capture: 'PaymentCaptured',
  partial_refund: 'PaymentPartiallyRefunded',
};
const webhookTypes: Readonly<Record<string, string>> = {
  authorize: 'payment.authorized',
  partial_capture: 'payment.partially_captured',
  capture: 'payment.captured',
  partial_refund: 'payment.partially_refunded',
};

/** The first request of the life, and the requests that changed it. */
export const lifeRequests: readonly [BookedRequest, ...BookedRequest[]] = [
  {
    ...creation,
    request: {
      ...creation.request,
      intent: { merchantId: 'acme', amountMinor: '1000', currency: 'EUR', reference, capture: 'manual' },
    },
  },
  ...changes.map(requestOf),
];

function commandOf(place: number): string {
  return commandIdOf({ merchantId: 'acme', route: 'changes', idempotencyKey: `change-${place}` });
}

/** Version that the change at a place gave the payment. */
function versionAt(place: number): number {
  return 2 + changes.slice(0, place + 1).filter(({ done }) => done !== undefined).length;
}

function requestOf({ intent, done, refused }: Change, place: number): BookedRequest {
  const [status, body] =
    done === undefined
      ? ([
          refused === undefined ? 409 : problemOf(refused).status,
          problemOf(refused ?? 'operation_not_allowed'),
        ] as const)
      : ([
          201,
          {
            id: operationIdOf(commandOf(place)),
            payment_id: paymentId,
            merchant_id: 'acme',
            operation: done.operation,
            amount_minor: done.moved,
            currency: 'EUR',
            payment_status: done.status,
            version: versionAt(place),
            created_at: '2030-01-31T12:00:00.000Z',
          },
        ] as const);
  const number = 100 + place;
  return {
    request: {
      kind: 'request',
      atMs: number * 10,
      number,
      purpose: 'change',
      idempotencyKey: `change-${place}`,
      path: `/transactions/v1/payments/${paymentId}/${intent.action}s`,
      body: '{}',
      change: { reference, seen: 'nothing', ...intent },
    },
    answers: [
      {
        kind: 'answer',
        atMs: number * 10 + 5,
        number,
        attempt: 1,
        status,
        servedBy: 'us-east-1;1',
        body: JSON.stringify(body),
      },
    ],
  };
}

const operations: readonly LedgerOperation[] = [
  {
    commandId: commandOf(-1),
    paymentId,
    operation: 'authorize',
    version: 2,
    amountMinor: '1000',
    epoch: 1,
    appliedBy: 'consumer',
  },
  ...changes.flatMap(({ done }, place) =>
    done === undefined
      ? []
      : [
          {
            commandId: commandOf(place),
            paymentId,
            operation: done.operation,
            version: versionAt(place),
            amountMinor: done.moved,
            epoch: 1,
            appliedBy: 'consumer',
          },
        ],
  ),
];

function transfer(version: number, debitAccount: string, creditAccount: string, amountMinor: string) {
  const transferId = `life-${version}-${creditAccount}`;
  return { transferId, paymentId, version, debitAccount, creditAccount, amountMinor, currency: 'EUR' };
}

const [held, payable] = ['merchant/acme/held/EUR', 'merchant/acme/payable/EUR'];

/** Evidence of a sound drill in which one payment was also captured in parts and partly given back. */
export function aSoundLife(over: Partial<Evidence> = {}): Evidence {
  const sound = intactEvidence();
  return {
    ...sound,
    requests: [...sound.requests, ...lifeRequests],
    ledger: {
      ...sound.ledger,
      payments: [
        ...sound.ledger.payments,
        {
          ...payment,
          status: 'partially_refunded',
          version: 5,
          heldMinor: '0',
          capturedMinor: '1000',
          refundedMinor: '100',
          feeMinor: '14',
        },
      ],
      operations: [...sound.ledger.operations, ...operations],
      transfers: [
        ...sound.ledger.transfers,
        transfer(2, 'network/held/EUR', held, '1000'),
        transfer(3, held, 'network/held/EUR', '600'),
        transfer(3, 'network/receivable/EUR', payable, '600'),
        transfer(3, payable, 'redoubt/fees/EUR', '8'),
        transfer(4, held, 'network/held/EUR', '400'),
        transfer(4, 'network/receivable/EUR', payable, '400'),
        transfer(4, payable, 'redoubt/fees/EUR', '6'),
        transfer(5, payable, 'network/refunds/EUR', '100'),
      ],
    },
    oldOperations: [...sound.oldOperations, ...operations],
    events: [
      ...sound.events,
      ...events.filter(({ type }) => type === 'PaymentAccepted'),
      ...operations.map(({ operation, version, commandId }) => {
        const type = eventNames[operation] ?? operation;
        return {
          id: eventIdOf({ aggregateId: paymentId, version, type, commandId }),
          type,
          subject: paymentId,
          aggregateVersion: version,
          commandId,
        };
      }),
    ],
    webhooks: [
      ...sound.webhooks,
      ...operations.map(({ operation, version, commandId }) => {
        const eventId = eventIdOf({
          aggregateId: paymentId,
          version,
          type: eventNames[operation] ?? operation,
          commandId,
        });
        const webhookId = deliveryIdOf({ eventId, endpointId: endpoint.endpointId });
        return { ...webhook, type: webhookTypes[operation] ?? operation, version, eventId, webhookId };
      }),
    ],
    ...over,
  };
}
