import { commandIdOf, deliveryIdOf, endpointIdOf, eventIdOf, paymentIdOf } from '@redoubt/contracts';
import { mustFailOver } from '../src/evidence/conduct.ts';
import type { Evidence, LedgerOperation, LedgerPayment, LedgerTransfer, SeenEvent } from '../src/evidence/evidence.ts';
import type { WebhookEntry } from '../src/witness/book-entry.ts';
import type { BookedRequest } from '../src/witness/read-book.ts';

const route = 'POST /validation/v1/payments';

interface IntactPayment {
  readonly request: BookedRequest;
  readonly payment: LedgerPayment;
  readonly transfer: LedgerTransfer;
  readonly fee: LedgerTransfer;
  readonly operation: LedgerOperation;
  readonly events: readonly SeenEvent[];
  readonly webhook: WebhookEntry;
}

/** A scan for card numbers that has looked at something everywhere. */
export const looked = { files: 9, megabytes: 1, lines: 90, databases: 3, rows: 60, items: 20, messages: 6 };

export const endpoint = { endpointId: endpointIdOf('drill'), merchantId: 'acme', registeredAtMs: 0 };

/** The newest object of an archive. */
export const archiveHead = { key: 'ledger/operations/000002/0000000002.ndjson', hash: 'f'.repeat(64) };

/** Proof of the takeover that its ledger can be written. */
const canary: LedgerPayment = { ...intactPayment(8).payment, reference: 'epoch 2', isCanary: true };

/** Evidence of a drill in which everything was kept: three payments, of which replication lost the last. */
export function intactEvidence(over: Partial<Evidence> = {}): Evidence {
  const all = [1, 2, 3].map(intactPayment);
  return {
    requests: all.map(({ request }) => request),
    webhooks: all.map(({ webhook }) => webhook),
    endpoints: [endpoint],
    ledger: {
      payments: [...all.map(({ payment }) => payment), canary],
      transfers: [...all.map(({ transfer }) => transfer), ...all.map(({ fee }) => fee)],
      operations: all.map(({ operation }, index) =>
        index === 2 ? { ...operation, epoch: 2, appliedBy: 'recovery' } : operation,
      ),
      balances: [
        { account: 'network/receivable/EUR', currency: 'EUR', creditMinor: '-600' },
        { account: 'merchant/acme/payable/EUR', currency: 'EUR', creditMinor: '593' },
        { account: 'redoubt/fees/EUR', currency: 'EUR', creditMinor: '7' },
      ],
      drift: [],
      watermark: { upToMs: 120_000, advancedAtMs: 180_000 },
    },
    oldOperations: all.map(({ operation }) => operation),
    oldEpoch: 1,
    events: all.flatMap(({ events }) => events),
    zombieWrites: [{ way: 'POST at the old front door', accepted: false, answer: '503', reference: 'run-zombie-1' }],
    cardScan: { places: [], looked },
    watermarkDueMs: 100_000,
    rebuild: { outcome: 'made', objects: 2, commands: 3, differences: [], deadBranches: [], head: archiveHead },
    sessions: [
      { name: 'run-session-1', sessionId: 'ses_1', states: [{ version: 2, attributes: { step: '2' } }], wrong: [] },
    ],
    foundSessions: [{ name: 'run-session-1', found: { kind: 'found', version: 2, attributes: { step: '2' } } }],
    conduct: {
      expected: mustFailOver,
      firstActive: 'us-east-1',
      changes: [
        { atMs: 0, epoch: 1, activeRegion: 'us-east-1', mode: 'open', stage: 'verified' },
        { atMs: 20, epoch: 2, activeRegion: 'us-east-2', mode: 'recovering', stage: 'fenced' },
        { atMs: 30, epoch: 2, activeRegion: 'us-east-2', mode: 'open', stage: 'verified' },
      ],
      atEnd: { isBooked: true, isChanged: true },
      traffic: [{ atMs: 25, toRegion: 'us-east-2', activeRegion: 'us-east-2' }],
      leaseMs: 1000,
      leaseWaits: [{ epoch: 2, waitedMs: 1000 }],
      mustRing: ['failover-started'],
      rung: [{ region: 'us-east-2', alarm: 'failover-started', atMs: 22 }],
    },
    ...over,
  };
}

/** Payment `number`, of `number` × 100 EUR cents, as it looks everywhere when all goes well. */
export function intactPayment(number: number): IntactPayment {
  const reference = `run-${number}`;
  const commandId = commandIdOf({ merchantId: 'acme', route, idempotencyKey: reference });
  const paymentId = paymentIdOf(commandId);
  const money = { amountMinor: String(number * 100), currency: 'EUR' };
  // 1.40 %, rounded down.
  const feeMinor = Math.floor((number * 140) / 100);
  const captured = eventIdOf({ aggregateId: paymentId, version: 2, type: 'PaymentCaptured', commandId });
  const accepted = JSON.stringify({
    id: paymentId,
    status: 'accepted',
    merchant_id: 'acme',
    amount_minor: money.amountMinor,
    currency: 'EUR',
    reference,
    created_at: '2030-01-31T12:00:00.000Z',
    links: { self: `/transactions/v1/payments/${paymentId}` },
  });
  return {
    request: {
      request: {
        kind: 'request',
        atMs: number * 10,
        number,
        purpose: 'payment',
        idempotencyKey: reference,
        path: '/validation/v1/payments',
        body: '{}',
        intent: { merchantId: 'acme', reference, ...money, capture: 'automatic' },
      },
      answers: [
        {
          kind: 'answer',
          atMs: number * 10 + 5,
          number,
          attempt: 1,
          status: 202,
          servedBy: 'us-east-1;1',
          body: accepted,
        },
      ],
    },
    payment: {
      paymentId,
      merchantId: 'acme',
      ...money,
      status: 'captured',
      version: 2,
      heldMinor: '0',
      capturedMinor: money.amountMinor,
      refundedMinor: '0',
      feeMinor: String(feeMinor),
      disputedMinor: '0',
      chargedBackMinor: '0',
      disputeFeeMinor: '0',
      reference,
      isCanary: false,
    },
    transfer: {
      transferId: `transfer-${number}`,
      paymentId,
      version: 2,
      debitAccount: 'network/receivable/EUR',
      creditAccount: 'merchant/acme/payable/EUR',
      ...money,
    },
    fee: {
      transferId: `fee-${number}`,
      paymentId,
      version: 2,
      debitAccount: 'merchant/acme/payable/EUR',
      creditAccount: 'redoubt/fees/EUR',
      amountMinor: String(feeMinor),
      currency: 'EUR',
    },
    operation: {
      commandId,
      paymentId,
      operation: 'capture',
      version: 2,
      amountMinor: money.amountMinor,
      epoch: 1,
      appliedBy: 'consumer',
    },
    events: [
      {
        id: eventIdOf({ aggregateId: paymentId, version: 1, type: 'PaymentAccepted', commandId }),
        type: 'PaymentAccepted',
        subject: paymentId,
        aggregateVersion: 1,
        commandId,
      },
      { id: captured, type: 'PaymentCaptured', subject: paymentId, aggregateVersion: 2, commandId },
    ],
    webhook: {
      kind: 'webhook',
      atMs: number * 10 + 9,
      path: '/acme',
      endpointId: endpoint.endpointId,
      webhookId: deliveryIdOf({ eventId: captured, endpointId: endpoint.endpointId }),
      holdsCardNumber: false,
      verified: true,
      type: 'payment.captured',
      paymentId,
      eventId: captured,
      version: 2,
      ...money,
    },
  };
}
